"""Averages of averages, and what is measured between them."""

from __future__ import annotations

import functools
import math
from fractions import Fraction

from .definition import reference
from .moving_average import moving_average
from .nodes import (
    Number,
    Series,
    Window,
    after_first,
    change,
    divide_or,
    each_bar,
    exponential,
    exponential_cascade,
    exponential_twice,
    greatest,
    is_flat,
    lag,
    least,
    logarithm,
    number,
    over_window,
    present_with,
    series,
    smooth,
    smooth_by,
    smoothed,
    total,
    wilder,
    window_sum,
)


@reference
def rma(source: Series, period: int, seed: str) -> Series:
    """The recurrence y += (x - y) / period."""
    return wilder(source, period, seed)


@reference
def dema(source: Series, period: int, seed: str) -> Series:
    """Twice the average less its average."""
    e1, e2 = exponential_cascade(source, period, seed, 2)
    return e1 + (e1 - e2)


@reference
def tema(source: Series, period: int, seed: str) -> Series:
    """Three times the average less its average, and the average of that."""
    e1, e2, e3 = exponential_cascade(source, period, seed, 3)
    return e1 + (2 * (e1 - e2) - (e2 - e3))


def efficiency_ratio(x: Series, bars: int, still: float) -> Series:
    """How far x moved over some bars as a part of the way it went; `still` where it did not move."""
    way = window_sum(abs(change(x)), bars)
    return each_bar(lambda a, b: least(a / b, 1) if b else number(still), abs(change(x, bars)), way)


@reference
def kama(source: Series, period: int, fast_period: int, slow_period: int, seed: str) -> Series:
    """Smoothing at a rate between that of a fast and that of a slow average, squared."""
    fast, slow = number(Fraction(2, fast_period + 1)), number(Fraction(2, slow_period + 1))
    rate = each_bar(lambda x: (slow + x * (fast - slow)) ** 2, efficiency_ratio(source, period, 1))
    return smooth_by(source, rate, lag(source, 1) if seed == "previous" else source)


@reference
def ma(source: Series, period: int, ma: str) -> Series:
    """The moving average of that name."""
    return moving_average(ma, source, period)


def gain_and_loss(x: Series) -> tuple[Series, Series]:
    """How far x moved up, and how far down."""
    up = each_bar(lambda c: greatest(c, 0), change(x))
    return up, each_bar(lambda c: greatest(-c, 0), change(x))


@reference
def rsi(source: Series, period: int, smoothing: str, flat: float) -> Series:
    """The gains in percent of all moves."""
    up, down = (smoothed(move, period, smoothing) for move in gain_and_loss(source))
    return divide_or(100 * up, up + down, flat)


@reference
def cmo(source: Series, period: int, smoothing: str) -> Series:
    """The gains less the losses in percent of all moves."""
    up, down = (smoothed(move, period, smoothing) for move in gain_and_loss(source))
    return divide_or(100 * (up - down), up + down, 0)


@reference
def apo(source: Series, fast_period: int, slow_period: int, ma: str) -> Series:
    """A fast average less a slow one."""
    return moving_average(ma, source, fast_period) - moving_average(ma, source, slow_period)


@reference
def ppo(source: Series, fast_period: int, slow_period: int, ma: str) -> Series:
    """The same in percent of the slow one."""
    fast, slow = moving_average(ma, source, fast_period), moving_average(ma, source, slow_period)
    return divide_or(100 * (fast - slow), slow, 0)


def signal_and_histogram(line: Series, period: int, slow_period: int, seed: str) -> tuple[Series, Series, Series]:
    """The line, its average and how far they are apart; "staged": from where the slow average has its period."""
    staged = seed == "staged"
    signal = exponential(after_first(line, slow_period - 1 if staged else 0), period, "first" if staged else seed)
    return line, signal, line - signal


@reference
def macd(
    source: Series, fast_period: int, slow_period: int, signal_period: int, seed: str, start: str
) -> tuple[Series, Series, Series]:
    """A fast average less a slow one, the average of that, and how far they are apart."""
    late = after_first(source, slow_period - fast_period if start == "talib" else 0)
    first = "first" if seed == "staged" else seed
    line = exponential(late, fast_period, first) - exponential(source, slow_period, first)
    return signal_and_histogram(line, signal_period, slow_period, seed)


@reference
def macdfix(source: Series, signal_period: int, seed: str, start: str) -> tuple[Series, Series, Series]:
    """The same of 12 and 26 bars, with rates of 0.15 and 0.075."""

    def average(x: Series, period: int, rate: float) -> Series:
        return smooth(x, rate, 1 if seed in ("first", "staged") else period, is_running=seed == "running")

    line = average(after_first(source, 14 if start == "talib" else 0), 12, 0.15) - average(source, 26, 0.075)
    return signal_and_histogram(line, signal_period, 26, seed)


@functools.cache
def lookback(ma: str, period: int) -> int:
    """The bar of the first value of that average."""
    bars = 8 * period + 64
    average = moving_average(ma, series(math.sin(t) for t in range(bars)), period)
    return next((t for t, value in enumerate(average) if value is not None), bars)


@reference
def macdext(
    source: Series,
    fast_period: int,
    fast_ma: str,
    slow_period: int,
    slow_ma: str,
    signal_period: int,
    signal_ma: str,
    start: str,
) -> tuple[Series, Series, Series]:
    """The same of any averages; from their own starts, or so that both have their first value at one bar."""
    wait = 0
    if start == "talib":
        wait = lookback(slow_ma, slow_period) - lookback(fast_ma, fast_period)
    fast = moving_average(fast_ma, after_first(source, max(wait, 0)), fast_period)
    line = fast - moving_average(slow_ma, after_first(source, max(-wait, 0)), slow_period)
    signal = moving_average(signal_ma, line, signal_period)
    return line, signal, line - signal


@reference(has_units=False)
def trix(source: Series, period: int, change: str, seed: str) -> Series:
    """The rate of change of an average of averages of averages in percent; of logarithms in hundredths of that."""
    x = each_bar(logarithm, source) if change == "logarithm" else source
    e = exponential_cascade(x, period, seed, 3)[2]
    move = e - lag(e, 1)
    if change == "logarithm":
        return 10000 * move
    return 100 * divide_or(move, lag(e, 1) if change == "previous" else e, 0)


@reference
def tsi(source: Series, first_period: int, second_period: int, seed: str) -> Series:
    """The gains less the losses in percent of all moves, each smoothed twice."""
    up, down = (exponential_twice(move, first_period, second_period, seed) for move in gain_and_loss(source))
    return divide_or(100 * (up - down), up + down, 0)


@reference
def zlema(source: Series, period: int, seed: str) -> Series:
    """The average of what lies as far ahead of the price as the price has moved in half of the period."""
    bars = (period - 1) // 2
    ahead = source + (source - lag(source, bars))
    if seed in ("sma", "first", "running"):
        return exponential(ahead, period, seed)
    if seed == "average":
        known = Series((x if a is None else a for a, x in zip(ahead, source, strict=True)), source.is_recursive)
        return present_with(exponential(known, period, "first"), ahead)
    rate = number(Fraction(2, period + 1))
    return smooth_by(ahead, each_bar(lambda _: rate, source), lag(source, 1) if bars else source)


@reference
def t3(source: Series, period: int, volume_factor: float, seed: str) -> Series:
    """Three times over e + v (e - ema(e)), of which all averages are averages of the source."""
    e = exponential_cascade(source, period, seed, 6)
    v = number(volume_factor)
    first, second, third = e[2] - e[3], e[3] - e[4], e[4] - e[5]
    steps = first * (3 * v + 3 * v**2 + v**3) - second * (3 * v**2 + 2 * v**3) + third * v**3
    return e[2] + steps


@reference
def vwma(source: Series, volume: Series, period: int) -> Series:
    """The mean by volume; missing where there is none."""

    def mean_by_volume(x: Window, weight: Window) -> Number | None:
        whole = total(weight)
        if whole == 0:
            return None
        return x[-1] if is_flat(x) else total([a * b for a, b in zip(x, weight, strict=True)]) / whole

    return over_window(mean_by_volume, period, source, volume)


@reference
def mavp(source: Series, periods: Series, min_period: int, max_period: int, ma: str, start: str) -> Series:
    """At each bar the average of the period that is given there, from the bar on where that of the greatest has one."""

    def average(period: int) -> Series:
        wait = lookback(ma, max_period) - lookback(ma, period) if start == "talib" else 0
        return moving_average(ma, after_first(source, max(wait, 0)), period)

    greatest = average(max_period)
    lengths = [
        None if x is None or last is None else int(min(max(float(x.value), min_period), max_period))
        for x, last in zip(periods, greatest, strict=True)
    ]
    averages = {k: average(k) for k in set(lengths) if k is not None}
    return Series((None if k is None else averages[k][t] for t, k in enumerate(lengths)), greatest.is_recursive)
