"""How far and how fast the price moves."""

from __future__ import annotations

from .definition import reference
from .nodes import (
    Number,
    Series,
    Window,
    distance_from_mean,
    divide_or,
    lag,
    line_offset,
    mean_deviation,
    number,
    over_window,
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
