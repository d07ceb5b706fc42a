"""What a window of numbers is like, and what two windows have to do with each other."""

from __future__ import annotations

from .definition import reference
from .nodes import Series, mean_deviation, number, over_window, square_root, window_deviation, window_variance


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
