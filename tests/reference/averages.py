"""Averages of averages, and what is measured between them."""

from __future__ import annotations

from fractions import Fraction

from .definition import reference
from .moving_average import moving_average
from .nodes import (
    Series,
    after_first,
    change,
    divide_or,
    each_bar,
    exponential,
    exponential_cascade,
    greatest,
    lag,
    least,
    number,
    smooth_by,
    smoothed,
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


@reference
def macd(
    source: Series, fast_period: int, slow_period: int, signal_period: int, seed: str, start: str
) -> tuple[Series, Series, Series]:
    """A fast average less a slow one, the average of that, and how far they are apart."""
    wait = max(slow_period - fast_period, 0) if start == "talib" else 0
    line = exponential(after_first(source, wait), fast_period, seed) - exponential(source, slow_period, seed)
    signal = exponential(line, signal_period, seed)
    return line, signal, line - signal
