"""Means of the prices of one bar."""

from __future__ import annotations

from fractions import Fraction

from .definition import reference
from .nodes import Number, Series, each_bar, greatest, least, mean, previous, smooth


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


@reference
def ha(open: Series, high: Series, low: Series, close: Series) -> tuple[Series, Series, Series, Series]:
    """Heikin-Ashi: the close is the bar's mean, the open halfway between open and close of the candle before."""
    candle_close = each_bar(_mean_of, open, high, low, close)
    candle_open = smooth(previous(candle_close, each_bar(_mean_of, open, close)), Fraction(1, 2), 1)
    candle_high = each_bar(greatest, high, candle_open, candle_close)
    return candle_open, candle_high, each_bar(least, low, candle_open, candle_close), candle_close
