"""Means of the prices of one bar."""

from __future__ import annotations

from fractions import Fraction

from .definition import reference
from .nodes import (
    Number,
    Series,
    each_bar,
    greatest,
    lag,
    least,
    mean,
    number,
    previous,
    smooth,
    window_greatest,
    window_least,
)


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


@reference
def pivot(high: Series, low: Series, close: Series, open: Series, period: int, method: str) -> tuple[Series, ...]:
    """The levels of the last bars' range: r4 to r1, the pivot, s1 to s4; those that a method has not are missing."""
    h, lo, c = window_greatest(high, period), window_least(low, period), close
    o = lag(open, period - 1)
    size = h - lo
    none = each_bar(lambda _: None, c)
    if method == "standard":
        p = each_bar(_mean_of, h, lo, c)
        above = [p + (p - lo), p + size, h + 2 * (p - lo), h + 3 * (p - lo)]
        below = [p + (p - h), p - size, lo - 2 * (h - p), lo - 3 * (h - p)]
    elif method == "fibonacci":
        p = each_bar(_mean_of, h, lo, c)
        parts = [size * share for share in (0.382, 0.618, 1)]
        above, below = [p + part for part in parts] + [none], [p - part for part in parts] + [none]
    elif method == "demark":
        x = each_bar(_demark_sum, h, lo, c, o)
        p = x / 4
        above, below = [p + (p - lo), none, none, none], [p + (p - h), none, none, none]
    elif method == "camarilla":
        p = each_bar(_mean_of, h, lo, c)
        parts = [size * (number(Fraction(11, 10)) / part) for part in (12, 6, 4, 2)]
        above, below = [c + part for part in parts], [c - part for part in parts]
    else:
        p = each_bar(_mean_of, h, lo, o, o)
        above = [p + (p - lo), p + size, h + 2 * (p - lo), h + 2 * (p - lo) + size]
        below = [p + (p - h), p - size, lo - 2 * (h - p), lo - 2 * (h - p) - size]
    return (*reversed(above), p, *below)


def _demark_sum(high: Number, low: Number, close: Number, open: Number) -> Number:
    """Once more the low after a fall, the high after a rise."""
    return high + low + close + (low if close < open else high if close > open else close)
