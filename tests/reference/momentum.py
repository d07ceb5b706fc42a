"""How far and how fast the price moves."""

from __future__ import annotations

from .definition import reference
from .nodes import Number, Series, Window, distance_from_mean, mean_deviation, number, over_window


def _cci(window: Window) -> Number:
    deviation = mean_deviation(window)
    return distance_from_mean(window) / (0.015 * deviation) if deviation else number(0)


@reference
def cci(source: Series, period: int) -> Series:
    """(x - mean) / (0.015 mean |x - mean|) of the last `period` values; 0 where all are equal."""
    return over_window(_cci, period, source)
