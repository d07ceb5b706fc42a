"""A number as a formula means it, and how far from it a result in double precision may be.

The value is exact for all that matters here: 400 bits. The error bound grows with each operation by what rounding to
doubles can do, so that a formula states its own tolerance. Where the bound is 0, the result must be exact.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

import gmpy2

PRECISION = 400
ROUNDING = 2.0**-53
LEAST_DOUBLE = 2.0**-1074
TOO_LARGE = 2.0**1019

gmpy2.get_context().precision = PRECISION
gmpy2.get_context().emax = gmpy2.get_emax_max()
gmpy2.get_context().emin = gmpy2.get_emin_min()

Plain: TypeAlias = "int | float | Fraction"


class UndecidedError(ArithmeticError):
    """A comparison, or a divisor, that the error bounds leave open."""


class Number:
    """A value and the bound of the error that a computed one may have."""

    __slots__ = ("error", "value")

    def __init__(self, value: gmpy2.mpfr, error: float = 0.0) -> None:
        self.value = value
        self.error = error

    @property
    def is_known(self) -> bool:
        return self.error < math.inf

    def __repr__(self) -> str:
        return f"Number({float(self.value)!r} ± {self.error:.3g})"

    def __neg__(self) -> Number:
        return Number(-self.value, self.error)

    def __abs__(self) -> Number:
        return Number(abs(self.value), self.error)

    def __add__(self, other: Number | Plain) -> Number:
        b = number(other)
        return rounded(self.value + b.value, self.error + b.error)

    def __sub__(self, other: Number | Plain) -> Number:
        b = number(other)
        return rounded(self.value - b.value, self.error + b.error)

    def __mul__(self, other: Number | Plain) -> Number:
        b = number(other)
        if not (self.error or b.error):
            return rounded(self.value * b.value)
        error = magnitude(self) * b.error + magnitude(b) * self.error + self.error * b.error
        return rounded(self.value * b.value, error if self.is_known and b.is_known else math.inf)

    def __truediv__(self, other: Number | Plain) -> Number:
        b = number(other)
        if b.value == 0 and b.error == 0:
            raise ZeroDivisionError
        if magnitude(b) <= b.error:
            return UNKNOWN
        quotient, least = self.value / b.value, magnitude(b) - b.error
        return rounded(quotient, self.error / least + float(abs(quotient)) * (b.error / least))

    def __radd__(self, other: Plain) -> Number:
        return number(other) + self

    def __rsub__(self, other: Plain) -> Number:
        return number(other) - self

    def __rmul__(self, other: Plain) -> Number:
        return number(other) * self

    def __rtruediv__(self, other: Plain) -> Number:
        return number(other) / self

    def __pow__(self, exponent: int) -> Number:
        result = self
        for _ in range(exponent - 1):
            result = result * self
        return result

    def _distance(self, other: Number | Plain) -> gmpy2.mpfr:
        """What to compare with 0."""
        b = number(other)
        return decided_value(self.value - b.value, self.error + b.error)

    def __lt__(self, other: Number | Plain) -> bool:
        return bool(self._distance(other) < 0)

    def __le__(self, other: Number | Plain) -> bool:
        return bool(self._distance(other) <= 0)

    def __gt__(self, other: Number | Plain) -> bool:
        return bool(self._distance(other) > 0)

    def __ge__(self, other: Number | Plain) -> bool:
        return bool(self._distance(other) >= 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number | int | float | Fraction) and bool(self._distance(other) == 0)

    def __bool__(self) -> bool:
        return bool(decided_value(self.value, self.error) != 0)

    __hash__ = None  # type: ignore[assignment]


def decided_value(value: gmpy2.mpfr, error: float) -> gmpy2.mpfr:
    """The same value, if the error leaves its sign."""
    if error and abs(value) <= error:
        raise UndecidedError
    return value


@functools.lru_cache(maxsize=1000)
def whole_number(x: int) -> Number:
    """Formulas ask for the same few again and again."""
    return Number(gmpy2.mpfr(x))


def number(x: Number | Plain) -> Number:
    """That number; a fraction that is no double, as the double nearest to it."""
    if isinstance(x, Number):
        return x
    if isinstance(x, int):
        return whole_number(x)
    if isinstance(x, float):
        return Number(gmpy2.mpfr(x))
    return rounded(gmpy2.mpfr(gmpy2.mpq(x)))


UNKNOWN = Number(gmpy2.mpfr(0), math.inf)


exact_value = operator.attrgetter("value")


def magnitude(x: Number) -> float:
    return abs(float(x.value))


def rounded(value: gmpy2.mpfr, error: float = 0.0, roundings: float = 2) -> Number:
    """A value computed with that error, then rounded; two roundings allow for another order of operations."""
    double = float(value)
    size = abs(double)
    if size > TOO_LARGE or not error < math.inf:  # an infinite magnitude times no error is NaN
        return Number(value, math.inf)
    if error == 0 and double == value:
        return Number(value)
    return Number(value, error + roundings * (size * ROUNDING + LEAST_DOUBLE))


def greatest(*numbers: Number | Plain) -> Number:
    """The greatest of them, also where it is undecided which that is."""
    every = [number(x) for x in numbers]
    best = max(every, key=exact_value)
    if not any(x.error for x in every):
        return Number(best.value)
    least_rival = best.value - best.error
    return Number(best.value, max([x.error for x in every if x.value + x.error >= least_rival]))


def least(*numbers: Number | Plain) -> Number:
    every = [number(x) for x in numbers]
    best = min(every, key=exact_value)
    if not any(x.error for x in every):
        return Number(best.value)
    greatest_rival = best.value + best.error
    return Number(best.value, max([x.error for x in every if x.value - x.error <= greatest_rival]))


def approached(y: Number, x: Number, rate: Number) -> Number:
    """The number y + rate (x - y), 0 ≤ rate ≤ 1: errors have the weights that y and x have."""
    if not (y.is_known and x.is_known and rate.is_known):
        return UNKNOWN
    step = rounded(x.value - y.value) * rate
    share = float(rate.value)
    return rounded(y.value + step.value, step.error + (1 - share) * y.error + share * x.error)


def square_root(x: Number) -> Number:
    if x.value < 0 or not x.is_known:
        return UNKNOWN
    root = gmpy2.sqrt(x.value)
    above = gmpy2.sqrt(x.value + x.error) - root
    below = root - gmpy2.sqrt(max(x.value - x.error, gmpy2.mpfr(0)))
    return rounded(root, float(max(above, below)))


def function_of(function: Callable[[gmpy2.mpfr], gmpy2.mpfr], x: Number, steepest: float, ulps: float = 1) -> Number:
    """A function of mpfr whose slope within the error of x is at most `steepest`, computed to so many ulps."""
    if not x.is_known:
        return UNKNOWN
    return rounded(function(x.value), x.error * steepest if x.error else 0.0, 2 * ulps)


def logarithm(x: Number) -> Number:
    if not x > 0:
        raise UndecidedError
    return function_of(gmpy2.log, x, 1 / (magnitude(x) - x.error) if x.error else 0)


def natural_exponential(x: Number) -> Number:
    return function_of(gmpy2.exp, x, float(gmpy2.exp(x.value + x.error)) if x.is_known else math.inf)


def sine(x: Number) -> Number:
    return function_of(gmpy2.sin, x, 1)


def cosine(x: Number) -> Number:
    return function_of(gmpy2.cos, x, 1)


def arctangent(x: Number) -> Number:
    return function_of(gmpy2.atan, x, 1)
