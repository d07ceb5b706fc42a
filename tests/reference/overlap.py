"""Averages that lie over the price."""

from __future__ import annotations

import math

from .definition import reference
from .movements import true_range
from .moving_average import moving_average
from .nodes import (
    Number,
    Series,
    after_first,
    divide_or,
    each_bar,
    exponential,
    lag,
    line_at,
    natural_exponential,
    number,
    over_window,
    smooth_by,
    weighted_mean,
    wilder,
    window_deviation,
    window_mean,
)


@reference
def sma(source: Series, period: int) -> Series:
    """The mean of the last `period` values."""
    return window_mean(source, period)


@reference
def ema(source: Series, period: int, seed: str) -> Series:
    """The recurrence y += 2 / (period + 1) (x - y), from the mean of `period` values or from the first value."""
    return exponential(source, period, seed)


@reference
def wma(source: Series, period: int) -> Series:
    """The mean with weights 1, 2 … period, the newest the heaviest."""
    return over_window(lambda window: weighted_mean(window, range(1, period + 1)), period, source)


@reference
def alma(source: Series, period: int, offset: float, sigma: float) -> Series:
    """The mean with weights exp(-(k - m)² / 2s²), m = offset (period - 1) and s = period / sigma."""
    centre = number(offset) * (period - 1)
    width = number(period) / sigma
    weights = [natural_exponential(-(((k - centre) / width) ** 2) / 2) for k in range(period)]
    return over_window(lambda window: weighted_mean(window, weights), period, source)


@reference
def bbands(
    source: Series, period: int, deviations_up: float, deviations_down: float, ma: str, ddof: int
) -> tuple[Series, Series, Series]:
    """Some deviations above and below a moving average."""
    middle = moving_average(ma, source, period)
    deviation = window_deviation(source, period, ddof)
    return middle + deviations_up * deviation, middle, middle - deviations_down * deviation


@reference
def linreg(source: Series, period: int) -> Series:
    """The least-squares line at the newest bar."""
    return over_window(lambda window: line_at(window, 0), period, source)


@reference
def tsf(source: Series, period: int) -> Series:
    """The least-squares line a bar after the newest."""
    return over_window(lambda window: line_at(window, 1), period, source)


@reference
def kc(
    high: Series,
    low: Series,
    close: Series,
    source: Series,
    period: int,
    atr_period: int,
    multiplier: float,
    ma: str,
    first_bar: str,
    start: str,
) -> tuple[Series, Series, Series]:
    """A moving average, and average true ranges above and below it."""
    wait = atr_period - (period - 1) if start == "talib" else 0
    middle = moving_average(ma, after_first(source, max(wait, 0)), period)
    distance = multiplier * wilder(after_first(true_range(high, low, close, first_bar), max(-wait, 0)), atr_period)
    return middle + distance, middle, middle - distance


@reference
def trima(source: Series, period: int) -> Series:
    """The mean with weights 1, 2 … 2, 1, the middle the heaviest."""
    weights = [min(k + 1, period - k) for k in range(period)]
    return over_window(lambda window: weighted_mean(window, weights), period, source)


@reference(longest=2000)
def hma(source: Series, period: int) -> Series:
    """The weighted average of twice that of half as many bars less that of all."""
    fast, slow = moving_average("wma", source, max(period // 2, 1)), moving_average("wma", source, period)
    return moving_average("wma", 2 * fast - slow, math.isqrt(period))


@reference
def vidya(source: Series, short_period: int, long_period: int, alpha: float) -> Series:
    """A smoothing whose rate rises with the deviation of late."""
    now, usual = window_deviation(source, short_period), window_deviation(source, long_period)
    return smooth_by(source, divide_or(now, usual, 0) * alpha, lag(source, 1))


def _accelerated(price: Number, other: Number) -> Number:
    total = price + other
    return price * (1 + 4 * ((price - other) / total)) if total else price


@reference
def accbands(high: Series, low: Series, close: Series, period: int) -> tuple[Series, Series, Series]:
    """Averages of high and low, each moved on by the range that it is of the price."""
    upper, lower = each_bar(_accelerated, high, low), each_bar(_accelerated, low, high)
    return window_mean(upper, period), window_mean(close, period), window_mean(lower, period)
