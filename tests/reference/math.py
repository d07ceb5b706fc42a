"""Arithmetic, elementary functions, and sums and extremes of a window."""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable
from fractions import Fraction

import gmpy2

from . import nodes
from .definition import reference
from .nodes import (
    LEAST_KEPT,
    Number,
    Series,
    arctangent,
    cosine,
    each_bar,
    function_of,
    greatest,
    logarithm,
    natural_exponential,
    number,
    recurrence,
    rounded,
    sine,
    square_root,
    window_greatest,
    window_least,
    window_sum,
)

DEGREES_OF_A_RADIAN = rounded(180 / gmpy2.const_pi())
RADIANS_OF_A_DEGREE = rounded(gmpy2.const_pi() / 180)


@reference
def max(source: Series, period: int) -> Series:
    """The largest of the last `period` values."""
    return window_greatest(source, period)


@reference
def min(source: Series, period: int) -> Series:
    """The smallest of the last `period` values."""
    return window_least(source, period)


@reference
def sum(source: Series, period: int) -> Series:
    """The sum of the last `period` values."""
    return window_sum(source, period)


@reference
def add(a: Series, b: Series) -> Series:
    """Add."""
    return a + b


@reference
def sub(a: Series, b: Series) -> Series:
    """Subtract."""
    return a - b


@reference
def mult(a: Series, b: Series) -> Series:
    """Multiply."""
    return a * b


@reference
def div(a: Series, b: Series) -> Series:
    """Divide; missing where b is 0."""
    return a / b


@reference
def abs(source: Series) -> Series:
    """Without its sign."""
    return each_bar(builtins.abs, source)


@reference(has_units=False)
def ceil(source: Series) -> Series:
    """The least whole number that is not less."""
    return each_bar(lambda x: Number(gmpy2.rint_ceil(x.value)), source)


@reference(has_units=False)
def floor(source: Series) -> Series:
    """The greatest whole number that is not greater."""
    return each_bar(lambda x: Number(gmpy2.rint_floor(x.value)), source)


@reference(has_units=False)
def round(source: Series) -> Series:
    """The nearest whole number, halves away from 0."""
    return each_bar(lambda x: Number(gmpy2.rint_round(x.value)), source)


@reference(has_units=False)
def trunc(source: Series) -> Series:
    """The whole number before the point."""
    return each_bar(lambda x: Number(gmpy2.rint_trunc(x.value)), source)


@reference(has_units=False)
def sqrt(source: Series) -> Series:
    """The square root; missing below 0."""
    return each_bar(lambda x: square_root(x) if x >= 0 else None, source)


@reference
def todeg(source: Series) -> Series:
    """Degrees of an angle in radians."""
    return source * DEGREES_OF_A_RADIAN


@reference
def torad(source: Series) -> Series:
    """Radians of an angle in degrees."""
    return source * RADIANS_OF_A_DEGREE


@reference(has_units=False)
def exp(source: Series) -> Series:
    """e^x."""
    return each_bar(natural_exponential, source)


@reference(has_units=False)
def ln(source: Series) -> Series:
    """The natural logarithm; missing at 0 and below."""
    return each_bar(lambda x: logarithm(x) if x > 0 else None, source)


@reference(has_units=False)
def log10(source: Series) -> Series:
    """The decimal logarithm; missing at 0 and below."""
    return each_bar(lambda x: function_of(gmpy2.log10, x, math.inf) if x > 0 else None, source)


@reference(has_units=False)
def sin(source: Series) -> Series:
    """Of an angle in radians."""
    return each_bar(sine, source)


@reference(has_units=False)
def cos(source: Series) -> Series:
    """Of an angle in radians."""
    return each_bar(cosine, source)


@reference(has_units=False)
def tan(source: Series) -> Series:
    """Of an angle in radians."""
    return each_bar(lambda x: function_of(gmpy2.tan, x, math.inf), source)


@reference(has_units=False)
def asin(source: Series) -> Series:
    """The angle whose sine it is; missing beyond 1."""
    return each_bar(lambda x: function_of(gmpy2.asin, x, math.inf) if -1 <= x <= 1 else None, source)


@reference(has_units=False)
def acos(source: Series) -> Series:
    """The angle whose cosine it is; missing beyond 1."""
    return each_bar(lambda x: function_of(gmpy2.acos, x, math.inf) if -1 <= x <= 1 else None, source)


@reference(has_units=False)
def atan(source: Series) -> Series:
    """The angle whose tangent it is."""
    return each_bar(arctangent, source)


@reference(has_units=False)
def sinh(source: Series) -> Series:
    """Half of e^x - e^-x."""
    return each_bar(lambda x: function_of(gmpy2.sinh, x, math.inf), source)


@reference(has_units=False)
def cosh(source: Series) -> Series:
    """Half of e^x + e^-x."""
    return each_bar(lambda x: function_of(gmpy2.cosh, x, math.inf), source)


@reference(has_units=False)
def tanh(source: Series) -> Series:
    """The quotient sinh(x) / cosh(x)."""
    return each_bar(lambda x: function_of(gmpy2.tanh, x, math.inf), source)


@reference
def lag(source: Series, period: int) -> Series:
    """The value of `period` bars ago."""
    return nodes.lag(source, period)


def decaying_peak(source: Series, decayed: Callable[[Number], Number]) -> Series:
    def step(peak: Number | None, x: Number) -> tuple[Number, Number]:
        value = x if peak is None else greatest(x, decayed(peak))
        value = Number(value.value, value.error + LEAST_KEPT) if value.error else value
        return value, value

    result: Series = recurrence(step, None, source)
    return result


@reference(has_units=False)
def decay(source: Series, period: int) -> Series:
    """Tulip's: the latest peak, which loses 1 / period a bar."""
    return decaying_peak(source, lambda peak: peak - Fraction(1, period))


@reference
def edecay(source: Series, period: int) -> Series:
    """Tulip's: the latest peak, of which a part of 1 / period goes each bar."""
    return decaying_peak(source, lambda peak: peak * (1 - number(Fraction(1, period))))


def crossing(a: Series, b: Series, is_crossing: Callable[..., bool]) -> Series:
    return each_bar(lambda *bars: int(is_crossing(*bars)), a, b, nodes.lag(a, 1), nodes.lag(b, 1))


@reference
def crossover(a: Series, b: Series) -> Series:
    """1 where a comes to lie above b."""
    return crossing(a, b, lambda x, y, x_before, y_before: x > y and x_before <= y_before)


@reference
def crossany(a: Series, b: Series) -> Series:
    """1 where a comes to lie on the other side of b."""
    return crossing(
        a,
        b,
        lambda x, y, x_before, y_before: (x > y and x_before <= y_before) or (x < y and x_before >= y_before),
    )
