"""What is made of the order of the values in a window."""

from __future__ import annotations

import math

from .definition import reference
from .nodes import Number, Series, Window, number, over_window


def order_statistic(x: Series, period: int, rank: int) -> Series:
    """The value of that rank among the last `period`, 0 the least."""

    def value_of(window: Window) -> Number:
        in_order = sorted(window, key=lambda one: one.value)
        return Number(in_order[rank].value, max(one.error for one in window))

    return over_window(value_of, period, x)


@reference
def percentile(source: Series, period: int, percentile: float) -> Series:
    """The value of the nearest rank: the least that is not below so many percent of the window."""
    return order_statistic(source, period, max(math.ceil(percentile * period / 100), 1) - 1)


@reference
def percentrank(source: Series, period: int) -> Series:
    """How many percent of the `period` values before the newest are less than it."""

    def share(window: Window) -> Number:
        *earlier, newest = window
        return number(100 * sum(one < newest for one in earlier)) / period

    return over_window(share, period + 1, source)
