"""Nodes about how the last `period` numbers are spread and which way they lean, accurate beside any level."""

from __future__ import annotations

import functools
import math

import gmpy2

from .number import LEAST_DOUBLE, ROUNDING, Number, magnitude, number, square_root
from .series import Series
from .windows import Window, exact_mean, is_flat, largest_distance, largest_error, largest_magnitude, over_window


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


def products_of_deviations(x: Window, y: Window) -> Number:
    """The sum of (x - mean of x) (y - mean of y); exactly 0 where one of them stands still."""
    if is_flat(x) or is_flat(y):
        return number(0)
    period, x_centre, y_centre = len(x), exact_mean(x), exact_mean(y)
    value = gmpy2.fsum([(a.value - x_centre) * (b.value - y_centre) for a, b in zip(x, y, strict=True)])
    x_size, y_size = (math.sqrt(magnitude(squared_deviations(window))) for window in (x, y))
    x_error, y_error = largest_error(x), largest_error(y)
    carried = 2 * math.sqrt(period) * (x_size * y_error + y_size * x_error) + period * x_error * y_error
    return Number(value, carried + moment_roundings(period) * (x_size * y_size * ROUNDING + LEAST_DOUBLE))


def variance(window: Window, ddof: int = 0) -> Number:
    return squared_deviations(window) / (len(window) - ddof)


def window_variance(x: Series, period: int, ddof: int = 0) -> Series:
    return over_window(lambda window: variance(window, ddof), period, x)


def window_deviation(x: Series, period: int, ddof: int = 0) -> Series:
    return over_window(lambda window: square_root(variance(window, ddof)), period, x)


@functools.lru_cache(maxsize=4)
def slope_weights(period: int) -> list[gmpy2.mpfr]:
    """What each bar adds to the slope of the least-squares line, oldest first."""
    middle = gmpy2.mpfr(period - 1) / 2
    return [12 * (k - middle) / (period * (gmpy2.mpfr(period) ** 2 - 1)) for k in range(period)]


@functools.lru_cache(maxsize=4)
def line_weights(period: int, ahead: int) -> list[gmpy2.mpfr]:
    """What each bar adds to the least-squares line where it stands so many bars after the newest."""
    distance = gmpy2.mpfr(period - 1) / 2 + ahead
    return [gmpy2.mpfr(1) / period + weight * distance for weight in slope_weights(period)]


def line_at(window: Window, ahead: int) -> Number:
    """The line as it stands there, from a mean with rising weights and a plain one."""
    if is_flat(window):
        return window[0]
    period = len(window)
    weights = line_weights(period, ahead)
    step = float(weights[1] - weights[0])
    size = 2 * abs(step) * period * (period + 1) / 2 + 1
    share = float(sum(abs(weight) for weight in weights))
    roundings = (math.log2(period) + 6) * size
    value = gmpy2.fsum([weight * x.value for weight, x in zip(weights, window, strict=True)])
    return Number(value, share * largest_error(window) + roundings * ROUNDING * largest_magnitude(window))


def _weighted_differences(window: Window, weights: list[gmpy2.mpfr]) -> Number:
    """The sum of weight (x - newest x), accurate beside any level."""
    if is_flat(window):
        return number(0)
    value = gmpy2.fsum([weight * (x.value - window[-1].value) for weight, x in zip(weights, window, strict=True)])
    share = float(sum(abs(weight) for weight in weights))
    roundings = moment_roundings(len(window)) * ROUNDING * largest_distance(window)
    return Number(value, share * (2 * largest_error(window) + roundings) + LEAST_DOUBLE)


def line_slope(window: Window) -> Number:
    return _weighted_differences(window, slope_weights(len(window)))


def line_offset(window: Window, ahead: int) -> Number:
    """The line less the newest number."""
    return _weighted_differences(window, line_weights(len(window), ahead))
