"""Nodes about how the last `period` numbers are spread and which way they lean, accurate beside any level."""

from __future__ import annotations

import math

import gmpy2

from .number import LEAST_DOUBLE, ROUNDING, Number, number, square_root
from .series import Series
from .windows import Window, exact_mean, is_flat, largest_error, over_window


def moment_roundings(period: int) -> float:
    return 2 * math.log2(period) + 6 + math.sqrt(period) / 4


def squared_deviations(window: Window) -> Number:
    """The sum of (x - mean)²; of equal numbers exactly 0. The differences are rounded, not the numbers."""
    if is_flat(window):
        return number(0)
    period, centre = len(window), exact_mean(window)
    value = gmpy2.fsum([(x.value - centre) ** 2 for x in window])
    error = largest_error(window)
    carried = (2 * math.sqrt(period) * float(gmpy2.sqrt(value)) + period * error) * error if error else 0.0
    return Number(value, carried + moment_roundings(period) * (float(value) * ROUNDING + LEAST_DOUBLE))


def variance(window: Window, ddof: int = 0) -> Number:
    return squared_deviations(window) / (len(window) - ddof)


def window_variance(x: Series, period: int, ddof: int = 0) -> Series:
    return over_window(lambda window: variance(window, ddof), period, x)


def window_deviation(x: Series, period: int, ddof: int = 0) -> Series:
    return over_window(lambda window: square_root(variance(window, ddof)), period, x)
