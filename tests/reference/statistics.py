"""What a window of numbers is like, and what two windows have to do with each other."""

from __future__ import annotations

import gmpy2

from .definition import reference
from .nodes import (
    Number,
    Series,
    Window,
    arctangent,
    change,
    divide_or,
    each_bar,
    is_flat,
    lag,
    line_at,
    line_slope,
    mean_deviation,
    number,
    over_window,
    products_of_deviations,
    square_root,
    squared_deviations,
    window_deviation,
    window_variance,
)


@reference
def var(source: Series, period: int, ddof: int) -> Series:
    """The mean of (x - mean)²; with ddof 1 of a sample."""
    return window_variance(source, period, ddof)


@reference
def stddev(source: Series, period: int, multiplier: float, ddof: int) -> Series:
    """The root of the variance."""
    return multiplier * window_deviation(source, period, ddof)


@reference
def stderr(source: Series, period: int, ddof: int) -> Series:
    """The deviation of the mean of so many numbers."""
    return window_deviation(source, period, ddof) / square_root(number(period))


@reference
def avgdev(source: Series, period: int) -> Series:
    """The mean of |x - mean|."""
    return over_window(mean_deviation, period, source)


@reference
def linreg_slope(source: Series, period: int) -> Series:
    """By how much the least-squares line rises from bar to bar."""
    return over_window(line_slope, period, source)


@reference
def linreg_intercept(source: Series, period: int) -> Series:
    """The least-squares line at the oldest bar."""
    return over_window(lambda window: line_at(window, 1 - period), period, source)


@reference(has_units=False)
def linreg_angle(source: Series, period: int) -> Series:
    """The angle of a slope of so many units a bar, in degrees."""
    degrees = number(180) / Number(gmpy2.const_pi())
    return each_bar(lambda slope: arctangent(slope) * degrees, over_window(line_slope, period, source))


def _correlation(a: Window, b: Window) -> Number:
    if is_flat(a) or is_flat(b):
        return number(0)
    size = square_root(squared_deviations(a)) * square_root(squared_deviations(b))
    return products_of_deviations(a, b) / size


@reference
def correl(a: Series, b: Series, period: int) -> Series:
    """Pearson's correlation; 0 where one of the two stands still."""
    return over_window(_correlation, period, a, b)


def _slope(b: Window, a: Window) -> Number:
    return number(0) if is_flat(a) else products_of_deviations(a, b) / squared_deviations(a)


@reference
def beta(a: Series, b: Series, period: int) -> Series:
    """The slope of the least-squares line of b's changes over a's, as fractions; 0 where the latter stand still."""
    changes = [divide_or(change(x), lag(x, 1), 0) for x in (b, a)]
    return over_window(_slope, period, *changes)
