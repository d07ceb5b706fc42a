"""How far and how fast the price moves."""

from __future__ import annotations

from .definition import reference
from .movements import true_range
from .nodes import (
    Number,
    Series,
    Window,
    distance_from_mean,
    divide_or,
    each_bar,
    lag,
    least,
    line_offset,
    mean_deviation,
    number,
    over_window,
    window_sum,
)


def _cci(window: Window) -> Number:
    deviation = mean_deviation(window)
    return distance_from_mean(window) / (0.015 * deviation) if deviation else number(0)


@reference
def cci(source: Series, period: int) -> Series:
    """(x - mean) / (0.015 mean |x - mean|) of the last `period` values; 0 where all are equal."""
    return over_window(_cci, period, source)


@reference
def fosc(source: Series, period: int) -> Series:
    """How far the price is from the least-squares line of the bars before, in percent; 0 at a price of 0."""
    before = lag(source, 1)
    forecast = over_window(lambda window: line_offset(window, 1), period, before)
    return divide_or(source - before - forecast, source, 0) * 100


@reference
def ultosc(high: Series, low: Series, close: Series, short_period: int, medium_period: int, long_period: int) -> Series:
    """Buying pressure in percent of true range, over three windows, of which the shorter count more."""
    whole = true_range(high, low, close)
    pressure = each_bar(lambda c, bottom, before, _: c - least(bottom, before), close, low, lag(close, 1), whole)
    periods = sorted((short_period, medium_period, long_period))
    a, b, c = (divide_or(window_sum(pressure, period), window_sum(whole, period), 0) for period in periods)
    return 100 * (4 * a + 2 * b + c) / 7
