"""How far and how fast the price moves."""

from __future__ import annotations

from fractions import Fraction
from math import log2, sqrt

from .definition import reference
from .nodes import LEAST_NORMAL, Number, Series, Window, largest_magnitude, mean, over_window

LAMBERT = Fraction(15, 1000)


def _distance_and_deviation(window: Window) -> tuple[Number, Number]:
    centre = mean(window)
    return window[-1] - centre, mean([abs(value - centre) for value in window])


def _cci(window: Window) -> Number:
    distance, deviation = _distance_and_deviation(window)
    return distance / (LAMBERT * deviation) if deviation else Fraction(0)


def _cci_scale(source: Series, period: int) -> Series:
    """How far the result moves when the mean's distance and the deviation move by the size of a difference.

    What is rounded are differences from the newest value, not the values.
    """

    def scale(window: Window) -> Number:
        distance, deviation = _distance_and_deviation(window)
        if not deviation:
            return Fraction(0)
        divisor = LAMBERT * deviation
        cci = abs(distance) / divisor
        difference = largest_magnitude([value - window[-1] for value in window])
        return difference / divisor + cci * (difference / deviation + LEAST_NORMAL / divisor)

    return over_window(scale, period, source)


@reference(roundings=lambda period: log2(period) + 6 + sqrt(period) / 4, scale=_cci_scale)
def cci(source: Series, period: int) -> Series:
    """(x - mean) / (0.015 mean |x - mean|) of the last `period` values; 0 where all are equal."""
    return over_window(_cci, period, source)
