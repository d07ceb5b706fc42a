"""Means of the prices of one bar."""

from __future__ import annotations

from .definition import reference
from .nodes import Number, Series, each_bar


def _mean_of(*prices: Number) -> Number:
    return sum(prices[1:], prices[0]) / len(prices)


@reference(roundings=lambda: 2)
def medprice(high: Series, low: Series) -> Series:
    """(high + low) / 2."""
    return each_bar(_mean_of, high, low)


@reference(roundings=lambda: 3)
def typprice(high: Series, low: Series, close: Series) -> Series:
    """(high + low + close) / 3."""
    return each_bar(_mean_of, high, low, close)


@reference(roundings=lambda: 4)
def avgprice(open: Series, high: Series, low: Series, close: Series) -> Series:
    """(open + high + low + close) / 4."""
    return each_bar(_mean_of, open, high, low, close)


@reference(roundings=lambda: 4)
def wclprice(high: Series, low: Series, close: Series) -> Series:
    """(high + low + 2 close) / 4."""
    return each_bar(_mean_of, high, low, close, close)
