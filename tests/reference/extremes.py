"""What is made of the greatest and the least of a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .definition import reference
from .moving_average import moving_average
from .nodes import (
    Number,
    Series,
    Window,
    change,
    divide_or,
    each_bar,
    exponential,
    exponential_twice,
    greatest,
    logarithm,
    number,
    over_window,
    present_with,
    recurrence,
    wilder,
    window_greatest,
    window_least,
    window_sum,
)


def middle(high: Series, low: Series, period: int) -> Series:
    return (window_greatest(high, period) + window_least(low, period)) / 2


def position(x: Series, high: Series, low: Series, period: int) -> Series:
    """Where x is between the window's least, 0, and its greatest, 100; 0 where these are the same."""

    def share(value: Number, top: Number, bottom: Number) -> Any:
        return 100 * ((value - bottom) / (top - bottom)) if top != bottom else 0

    return each_bar(share, x, window_greatest(high, period), window_least(low, period))


def bars_since(x: Series, period: int, ties: str, is_better: Callable[[Number, Number], bool]) -> Series:
    """How many bars ago the window's best was; of equal ones it is the latest that counts, or the earliest."""

    def age(window: Window) -> int:
        newest_first = window[::-1]
        best = 0
        for k, value in enumerate(newest_first):
            if is_better(value, newest_first[best]) or (ties == "earliest" and value == newest_first[best]):
                best = k
        return best

    return over_window(age, period, x)


def since_greatest(x: Series, period: int, ties: str) -> Series:
    return bars_since(x, period, ties, lambda a, b: a > b)


def since_least(x: Series, period: int, ties: str) -> Series:
    return bars_since(x, period, ties, lambda a, b: a < b)


@reference
def minmax(source: Series, period: int) -> tuple[Series, Series]:
    """The least and the greatest of the last `period` values."""
    return window_least(source, period), window_greatest(source, period)


@reference
def maxindex(source: Series, period: int, ties: str) -> Series:
    """How many bars ago the greatest of the last `period` values was."""
    return since_greatest(source, period, ties)


@reference
def minindex(source: Series, period: int, ties: str) -> Series:
    """How many bars ago the least of the last `period` values was."""
    return since_least(source, period, ties)


@reference
def minmaxindex(source: Series, period: int, ties: str) -> tuple[Series, Series]:
    """How many bars ago the least and the greatest of the last `period` values were."""
    return since_least(source, period, ties), since_greatest(source, period, ties)


@reference
def midpoint(source: Series, period: int) -> Series:
    """Half way between the greatest and the least of the last `period` values."""
    return middle(source, source, period)


@reference
def midprice(high: Series, low: Series, period: int) -> Series:
    """Half way between the greatest high and the least low of the last `period` bars."""
    return middle(high, low, period)


@reference
def donchian(high: Series, low: Series, period: int) -> tuple[Series, Series, Series]:
    """The greatest high and the least low of the last `period` bars, and what is half way between."""
    return window_greatest(high, period), middle(high, low, period), window_least(low, period)


@reference
def aroon(high: Series, low: Series, period: int, ties: str) -> tuple[Series, Series]:
    """How new the least low and the greatest high of `period` + 1 bars are: 100 now, 0 `period` bars ago."""
    down = since_least(low, period + 1, ties)
    up = since_greatest(high, period + 1, ties)
    return 100 * (period - down) / period, 100 * (period - up) / period


@reference
def aroonosc(high: Series, low: Series, period: int, ties: str) -> Series:
    """The difference of aroon's up and down."""
    down = since_least(low, period + 1, ties)
    up = since_greatest(high, period + 1, ties)
    return 100 * (period - up) / period - 100 * (period - down) / period


@reference
def willr(high: Series, low: Series, close: Series, period: int) -> Series:
    """Where the close is between the window's greatest high, 0, and its least low, -100; 0 where these are the same."""

    def share(value: Number, top: Number, bottom: Number) -> Any:
        return -100 * ((top - value) / (top - bottom)) if top != bottom else 0

    return each_bar(share, close, window_greatest(high, period), window_least(low, period))


@reference
def smi(
    high: Series,
    low: Series,
    close: Series,
    period: int,
    fast_period: int,
    slow_period: int,
    signal_period: int,
    seed: str,
) -> tuple[Series, Series]:
    """Blau's: the close's distance from the middle of the window, beside half its range, both smoothed twice."""
    distance = close - middle(high, low, period)
    spread = present_with(window_greatest(high, period) - window_least(low, period), distance)
    place, size = (exponential_twice(x, slow_period, fast_period, seed) for x in (distance, spread))
    line = 200 * divide_or(place, size, 0)
    return line, exponential(line, signal_period, seed)


@reference
def vhf(source: Series, period: int) -> Series:
    """White's: the range of the last `period` values, of the way gone in as many steps; 0 if there was none."""
    spread = window_greatest(source, period) - window_least(source, period)
    return divide_or(spread, window_sum(abs(change(source)), period), 0)


@reference
def stochf(high: Series, low: Series, close: Series, k_period: int, d_period: int, ma: str) -> tuple[Series, Series]:
    """Where the close is in the window of highs and lows, and an average of that."""
    k = position(close, high, low, k_period)
    return k, moving_average(ma, k, d_period)


@reference
def stoch(
    high: Series, low: Series, close: Series, k_period: int, k_smoothing: int, k_ma: str, d_period: int, d_ma: str
) -> tuple[Series, Series]:
    """An average of where the close is in the window of highs and lows, and an average of that average."""
    k = moving_average(k_ma, position(close, high, low, k_period), k_smoothing)
    return k, moving_average(d_ma, k, d_period)


@reference
def kdj(
    high: Series, low: Series, close: Series, period: int, k_period: int, k_ma: str, d_period: int, d_ma: str
) -> tuple[Series, Series, Series]:
    """The stochastic's k and d, and three of the one less two of the other."""
    k = moving_average(k_ma, position(close, high, low, period), k_period)
    d = moving_average(d_ma, k, d_period)
    return k, d, 3 * k - 2 * d


def relative_strength(x: Series, period: int) -> Series:
    gain = wilder(each_bar(lambda c: greatest(c, 0), change(x)), period)
    loss = wilder(each_bar(lambda c: greatest(-c, 0), change(x)), period)
    return each_bar(lambda u, d: 100 * (u / (u + d)) if u + d else 0, gain, loss)


@reference
def stochrsi(
    source: Series, rsi_period: int, k_period: int, k_smoothing: int, d_period: int, ma: str
) -> tuple[Series, Series]:
    """Where the relative strength index is in its own window, averaged once and twice."""
    strength = relative_strength(source, rsi_period)
    k = moving_average(ma, position(strength, strength, strength, k_period), k_smoothing)
    return k, moving_average(ma, k, d_period)


@reference
def fisher(high: Series, low: Series, period: int) -> tuple[Series, Series]:
    """Ehlers's: where the middle of the bar is in its window, averaged, clipped, transformed; and that a bar before."""

    def averaged(before: Number, place: Number) -> tuple[Number, Number]:
        x = 0.66 * (place - 0.5) + 0.67 * before
        if abs(x) > 0.99:
            x = number(0.999 if x > 0 else -0.999)
        return x, x

    def faded(before: Number, transformed: Number) -> tuple[Number, tuple[Number, Number]]:
        y = transformed + 0.5 * before
        return y, (y, before)

    price = (high + low) / 2
    x = recurrence(averaged, number(0), position(price, price, price, period) / 100)
    line, signal = recurrence(faded, number(0), each_bar(lambda a: logarithm((1 + a) / (1 - a)) / 2, x), outputs=2)
    return line, signal
