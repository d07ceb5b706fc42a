"""Means of the prices of one bar."""

from __future__ import annotations

from .definition import reference
from .nodes import Number, Series, each_bar, mean


def _mean_of(*prices: Number) -> Number:
    return mean(prices)


@reference
def medprice(high: Series, low: Series) -> Series:
    """(high + low) / 2."""
    return each_bar(_mean_of, high, low)


@reference
def typprice(high: Series, low: Series, close: Series) -> Series:
    """(high + low + close) / 3."""
    return each_bar(_mean_of, high, low, close)


@reference
def avgprice(open: Series, high: Series, low: Series, close: Series) -> Series:
    """(open + high + low + close) / 4."""
    return each_bar(_mean_of, open, high, low, close)


@reference
def wclprice(high: Series, low: Series, close: Series) -> Series:
    """(high + low + 2 close) / 4."""
    return each_bar(_mean_of, high, low, close, close)
