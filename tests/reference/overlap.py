"""Averages that lie over the price."""

from __future__ import annotations

from collections import deque
from decimal import Context, Decimal
from fractions import Fraction
from math import log2, sqrt

from .definition import reference
from .nodes import Number, Series, mean, over_window, smooth, weighted_mean


@reference(roundings=lambda period: log2(period) + 2)
def sma(source: Series, period: int) -> Series:
    """The mean of the last `period` values."""
    return over_window(mean, period, source)


# A recurrence drops what is left of older values once it is below 2^-960: a rounding of something of this size.
LEAST_KEPT = Fraction(2) ** (-960 + 53)


def _fading_magnitude(source: Series, period: int) -> Series:
    """The largest magnitude of the last eight values, and of older ones as far as the average still remembers them.

    Eight values are taken together, as distances from the first of them.
    """
    keep = 1 - Fraction(2, period + 1)
    result: Series = []
    latest: deque[Number] = deque(maxlen=8)
    largest = LEAST_KEPT
    for x in source:
        if x is not None:
            latest.append(abs(x))
            largest = max(*latest, LEAST_KEPT, Fraction(float(largest * keep)))
        result.append(None if x is None else largest)
    return result


@reference(roundings=lambda period: log2(period) + 8 + period / 50, scale=_fading_magnitude, recursive=True)
def ema(source: Series, period: int, seed: str) -> Series:
    """The recurrence y += 2 / (period + 1) (x - y), from the mean of `period` values or from the first value."""
    return smooth(source, Fraction(2, period + 1), 1 if seed == "first" else period, is_running=seed == "running")


@reference(roundings=lambda period: log2(period) + 4 + sqrt(period) / 4)
def wma(source: Series, period: int) -> Series:
    """The mean with weights 1, 2 … period, the newest the heaviest."""
    weights = [Fraction(k) for k in range(1, period + 1)]
    return over_window(lambda window: weighted_mean(window, weights), period, source)


def _bell(period: int, offset: float, sigma: float) -> list[Number]:
    """Weights exp(-(k - m)² / 2s²) with m = offset (period - 1) and s = period / sigma, to 50 digits."""
    digits = Context(prec=50, Emin=-(10**9), Emax=10**9)
    centre = Fraction(offset) * (period - 1)
    width = period / Fraction(sigma)
    weights = []
    for k in range(period):
        exponent = -((k - centre) ** 2) / (2 * width**2)
        quotient = digits.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
        weights.append(Fraction(digits.exp(quotient)))
    return weights


@reference(roundings=lambda period, sigma: log2(period) + 8 + sqrt(period) / 4 + sigma + (sigma / period) ** 2)
def alma(source: Series, period: int, offset: float, sigma: float) -> Series:
    """The mean with weights on a bell curve, its peak at `offset` of the window, `sigma` deviations wide."""
    weights = _bell(period, offset, sigma)
    return over_window(lambda window: weighted_mean(window, weights), period, source)
