"""Numbers for rules that feed back on themselves, where error bounds of each operation add up to more than there is.

In a loop that forgets its errors, bounds that take every error for the worst grow without end. So beside the exact
value some computations in doubles are carried along, each with random roundings of its own, and the error is taken from
how far they come from the exact value (stochastic arithmetic: J. Vignes, A stochastic arithmetic for reliable
scientific computation, Mathematics and Computers in Simulation 35, 1993).
"""

from __future__ import annotations

from collections.abc import Iterator

import gmpy2
import numpy as np
import numpy.typing as npt

from .number import ROUNDING, TOO_LARGE, UNKNOWN, Number, Plain, UndecidedError, number

SAMPLES = 24
SAFETY = 8  # how much further away than the furthest of them a result may be

Doubles = npt.NDArray[np.float64]


class Sampled:
    """An exact value, and what computations with random roundings give for it."""

    __slots__ = ("samples", "value")

    def __init__(self, value: gmpy2.mpfr, samples: Doubles) -> None:
        self.value = value
        self.samples = samples

    def __add__(self, other: Sampled | Plain) -> Sampled:
        b = sampled(other)
        return _rounded(self.value + b.value, self.samples + b.samples)

    def __sub__(self, other: Sampled | Plain) -> Sampled:
        b = sampled(other)
        return _rounded(self.value - b.value, self.samples - b.samples)

    def __mul__(self, other: Sampled | Plain) -> Sampled:
        b = sampled(other)
        return _rounded(self.value * b.value, self.samples * b.samples)

    def __truediv__(self, other: Sampled | Plain) -> Sampled:
        b = sampled(other)
        if not b:
            raise ZeroDivisionError
        return _rounded(self.value / b.value, self.samples / b.samples)

    def __radd__(self, other: Plain) -> Sampled:
        return sampled(other) + self

    def __rsub__(self, other: Plain) -> Sampled:
        return sampled(other) - self

    def __rmul__(self, other: Plain) -> Sampled:
        return sampled(other) * self

    def __rtruediv__(self, other: Plain) -> Sampled:
        return sampled(other) / self

    def __neg__(self) -> Sampled:
        return Sampled(-self.value, -self.samples)

    def __bool__(self) -> bool:
        """Tell whether it is not 0, if that is certain."""
        sign = gmpy2.sign(self.value)
        if (np.sign(self.samples) != sign).any():
            raise UndecidedError
        return bool(sign)

    def __lt__(self, other: Sampled | Plain) -> bool:
        distance = self - other
        return bool(distance) and distance.value < 0

    def __gt__(self, other: Sampled | Plain) -> bool:
        distance = self - other
        return bool(distance) and distance.value > 0

    def largest(self) -> float:
        """Give the greatest magnitude of the computed values."""
        return float(np.max(np.abs(self.samples)))

    def number(self) -> Number:
        """With its error."""
        if abs(self.value) > TOO_LARGE or not np.isfinite(self.samples).all():
            return UNKNOWN
        furthest = (self.samples.min(), self.samples.max())
        distance = max(abs(float(float(x) - self.value)) for x in furthest)
        return Number(self.value, SAFETY * distance if distance else 0.0)


def _draw() -> Iterator[Doubles]:
    """Random numbers between -1 and 1, one for each sample; drawn many at a time, which takes less long."""
    random = np.random.default_rng(1993)
    while True:
        yield from random.uniform(-1, 1, (1000, SAMPLES))


_random = _draw()


def _rounded(value: gmpy2.mpfr, samples: Doubles, roundings: float = 2) -> Sampled:
    """With a random error of so many roundings, where any is made."""
    double = float(value)
    if double == value and (samples == double).all():
        return Sampled(value, samples)
    return Sampled(value, samples * (1 + roundings * ROUNDING * next(_random)))


def sampled(x: Sampled | Number | Plain) -> Sampled:
    """Of a number with an error, values that lie within it."""
    if isinstance(x, Sampled):
        return x
    x = number(x)
    if not x.is_known:
        raise UndecidedError
    return Sampled(x.value, float(x.value) + x.error * next(_random))


def greatest_sampled(a: Sampled, b: Sampled | Plain) -> Sampled:
    b = sampled(b)
    return Sampled(max(a.value, b.value), np.maximum(a.samples, b.samples))


def least_sampled(a: Sampled, b: Sampled | Plain) -> Sampled:
    return -greatest_sampled(-a, -sampled(b))


def arctangent_sampled(x: Sampled) -> Sampled:
    return _rounded(gmpy2.atan(x.value), np.arctan(x.samples), 4)
