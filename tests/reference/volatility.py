"""How far the price ranges."""

from __future__ import annotations

from . import movements
from .definition import reference
from .nodes import (
    Series,
    after_first,
    change,
    divide_or,
    each_bar,
    exponential,
    lag,
    number,
    square_root,
    window_deviation,
    window_mean,
    window_sum,
)


@reference
def tr(high: Series, low: Series, close: Series, first_bar: str) -> Series:
    """Wilder's true range."""
    return movements.true_range(high, low, close, first_bar)


@reference
def atr(high: Series, low: Series, close: Series, period: int, smoothing: str, first_bar: str) -> Series:
    """Its average."""
    return movements.average_true_range(high, low, close, period, smoothing, first_bar)


@reference
def natr(high: Series, low: Series, close: Series, period: int, smoothing: str, first_bar: str) -> Series:
    """In percent of the close, 0 where that is 0."""
    return 100 * divide_or(movements.average_true_range(high, low, close, period, smoothing, first_bar), close, 0)


@reference
def adr(high: Series, low: Series, period: int) -> Series:
    """The mean of high - low."""
    return window_mean(high - low, period)


@reference
def mass(high: Series, low: Series, fast_period: int, slow_period: int, seed: str) -> Series:
    """The sum of an average of high - low beside the average of that average."""
    each = "first" if seed == "staged" else seed
    average = exponential(high - low, fast_period, each)
    again = exponential(after_first(average, fast_period - 1) if seed == "staged" else average, fast_period, each)
    return window_sum(divide_or(average, again, 1), slow_period)


@reference
def cvi(high: Series, low: Series, period: int, roc_period: int, seed: str) -> Series:
    """The rate of change of an average of high - low."""
    average = exponential(high - low, period, seed)
    before = lag(average, roc_period)
    return 100 * divide_or(average - before, before, 0)


@reference
def volatility(source: Series, period: int, bars_a_year: float, multiplier: float, ddof: int) -> Series:
    """The deviation of the changes from bar to bar, as fractions, for a year."""
    before = lag(source, 1)
    deviation = window_deviation(divide_or(source - before, before, 0), period, ddof)
    return deviation * (square_root(number(bars_a_year)) * multiplier)


@reference
def rvi(source: Series, period: int, stddev_period: int, smoothing: str) -> Series:
    """What share of the deviation is of rising prices; 50 where there is none."""
    deviation, moved = window_deviation(source, stddev_period), change(source)
    up = each_bar(lambda d, m: d if m > 0 else 0, deviation, moved)
    down = each_bar(lambda d, m: d if m < 0 else 0, deviation, moved)
    average = movements.SMOOTHINGS[smoothing]
    return each_bar(lambda u, d: 100 * u / (u + d) if u + d else 50, average(up, period), average(down, period))
