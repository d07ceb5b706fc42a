"""What volume does to prices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .definition import reference
from .moving_average import moving_average
from .nodes import (
    UNKNOWN,
    Number,
    Plain,
    Series,
    change,
    cumulative_sum,
    divide_or,
    each_bar,
    exponential,
    greatest,
    lag,
    least,
    magnitude,
    mean,
    number,
    present_with,
    recurrence,
    window_mean,
    window_sum,
)


def _quotient(a: Number, b: Number, neutral: Plain) -> Number:
    return a / b if b else number(neutral)


def _from_bar_to_bar(formula: Callable[..., Any], *inputs: Series) -> Series:
    """`formula` of each bar and the one before: the latest that was present in all inputs, of the first that itself."""

    def step(before: tuple[Number, ...] | None, *bar: Number) -> tuple[tuple[Number, ...], Any]:
        return bar, formula(bar, before or bar)

    result: Series = recurrence(step, None, *inputs)
    return result


@reference
def cumsum(source: Series) -> Series:
    """The sum of all values so far."""
    return cumulative_sum(source)


@reference
def obv(close: Series, volume: Series, start: str) -> Series:
    """Volume added where the close rose, taken off where it fell; at first there is the first volume, or 0."""

    def directed(now: tuple[Number, Number], before: tuple[Number, Number]) -> Number:
        if now is before:
            return now[1] if start == "volume" else number(0)
        return now[1] if now[0] > before[0] else -now[1] if now[0] < before[0] else number(0)

    return cumulative_sum(_from_bar_to_bar(directed, close, volume))


def _typical_price(high: Series, low: Series, close: Series) -> Series:
    return each_bar(lambda *prices: mean(prices), high, low, close)


def _money_flow(high: Series, low: Series, close: Series, volume: Series) -> Series:
    return divide_or((close - low) - (high - close), high - low, 0) * volume


@reference
def ad(high: Series, low: Series, close: Series, volume: Series) -> Series:
    """The sum of volume by where in its range each bar closed."""
    return cumulative_sum(_money_flow(high, low, close, volume))


@reference
def adosc(
    high: Series, low: Series, close: Series, volume: Series, fast_period: int, slow_period: int, seed: str
) -> Series:
    """The difference of two exponential averages of that sum."""
    line = cumulative_sum(_money_flow(high, low, close, volume))
    return exponential(line, fast_period, seed) - exponential(line, slow_period, seed)


@reference
def cmf(high: Series, low: Series, close: Series, volume: Series, period: int) -> Series:
    """The money flow of the last `period` bars as a share of their volume; 0 without volume."""
    return divide_or(window_sum(_money_flow(high, low, close, volume), period), window_sum(volume, period), 0)


@reference
def efi(close: Series, volume: Series, period: int, seed: str) -> Series:
    """The exponential average of the change times the volume."""
    return exponential(change(close) * volume, period, seed)


@reference
def emv(high: Series, low: Series, volume: Series) -> Series:
    """The move of the middle of the bar, times its range, for 10,000 of volume; 0 without volume."""
    return 10000 * divide_or(change((high + low) / 2) * (high - low), volume, 0)


@reference
def marketfi(high: Series, low: Series, volume: Series) -> Series:
    """The range for one of volume; 0 without volume."""
    return divide_or(high - low, volume, 0)


def _growth(close: Series, volume: Series, start: float, counts: Callable[[Number, Number], bool]) -> Series:
    """`start`, times what the close became of the one before at each bar that counts; a close before of 0 does not."""

    def step(state: Any, price: Number, amount: Number) -> tuple[Any, Number]:
        index, price_before, amount_before = state or (number(start), price, amount)
        if counts(amount, amount_before) and price_before:
            ratio = price / price_before
            index = index * ratio if _is_moderate(ratio) else UNKNOWN
        return (index, price, amount), index

    result: Series = recurrence(step, None, close, volume)
    return result


def _is_moderate(ratio: Number) -> bool:
    """Whether a group of such ratios, multiplied in any order, stays within the range of doubles."""
    return ratio.value == 0 or 2.0**-127 < magnitude(ratio) < 2.0**127


@reference
def nvi(close: Series, volume: Series, start: float) -> Series:
    """What `start` became with the close on the bars of falling volume."""
    return _growth(close, volume, start, lambda amount, before: amount < before)


@reference
def pvi(close: Series, volume: Series, start: float) -> Series:
    """What `start` became with the close on the bars of rising volume."""
    return _growth(close, volume, start, lambda amount, before: amount > before)


@reference
def vosc(volume: Series, fast_period: int, slow_period: int, ma: str) -> Series:
    """By how much the fast average is above the slow one, in percent of that; 0 where that is 0."""
    slow = moving_average(ma, volume, slow_period)
    return 100 * divide_or(moving_average(ma, volume, fast_period) - slow, slow, 0)


@reference
def pvt(close: Series, volume: Series) -> Series:
    """The sum of volume times the relative change of the close; from 0, and without changes from a close of 0."""

    def changed(now: tuple[Number, Number], before: tuple[Number, Number]) -> Number:
        return _quotient(now[0] - before[0], before[0], 0) * now[1]

    return cumulative_sum(_from_bar_to_bar(changed, close, volume))


@reference
def rvol(volume: Series, period: int) -> Series:
    """The volume as a multiple of the mean of the `period` volumes before; missing where that is 0."""
    return volume / lag(window_mean(volume, period), 1)


@reference
def vwap(high: Series, low: Series, close: Series, volume: Series) -> Series:
    """The mean of typical prices by volume, of all bars so far; missing while there is no volume."""
    typical = _typical_price(high, low, close)
    present = each_bar(lambda price, _: price, typical, volume)
    first = next((price for price in present if price is not None), None)
    if first is None:
        return present
    distances = (present - first) * volume
    return cumulative_sum(distances) / cumulative_sum(present_with(volume, present)) + first


@reference
def mfi(high: Series, low: Series, close: Series, volume: Series, period: int) -> Series:
    """The money that flowed while the typical price rose, as a share of all that flowed, in percent; 0 of nothing."""
    typical = _typical_price(high, low, close)
    move, flow = change(typical), typical * volume
    rising = window_sum(each_bar(lambda m, f: f if m > 0 else number(0), move, flow), period)
    falling = window_sum(each_bar(lambda m, f: f if m < 0 else number(0), move, flow), period)
    return 100 * divide_or(rising, rising + falling, 0)


@reference
def wad(high: Series, low: Series, close: Series) -> Series:
    """The sum of how far each close reached: up from the lower, or down from the higher, of bar and close before."""

    def reach(now: tuple[Number, Number, Number], before: tuple[Number, Number, Number]) -> Number:
        close_now, high_now, low_now = now
        if close_now > before[0]:
            return close_now - least(low_now, before[0])
        return close_now - greatest(high_now, before[0]) if close_now < before[0] else number(0)

    return cumulative_sum(_from_bar_to_bar(reach, close, high, low))


def _volume_force(high: Series, low: Series, close: Series, volume: Series, unchanged: str) -> Series:
    """Klinger's: the share of a bar's range in all that the trend has ranged over decides how volume counts."""

    def step(state: Any, *bar: Number) -> tuple[Any, Number | None]:
        prices, span = bar[:3], bar[0] - bar[1]
        if state is None:
            return (prices, span, 1, span), None
        prices_before, span_before, trend_before, ranged = state
        trend = _trend(prices, prices_before, trend_before, unchanged)
        ranged = (ranged if trend == trend_before else span_before) + span
        share = _quotient(span, ranged, 0.5)
        return (prices, span, trend, ranged), abs(2 * share - 1) * bar[3] * 100 * trend

    result: Series = recurrence(step, None, high, low, close, volume)
    return result


def _trend(now: tuple[Number, ...], before: tuple[Number, ...], trend_before: int, unchanged: str) -> int:
    is_same_bar = all(a.value == b.value for a, b in zip(now, before, strict=True))
    sum_now, sum_before = now[0] + now[1] + now[2], before[0] + before[1] + before[2]
    if not is_same_bar and sum_now != sum_before:
        return 1 if sum_now > sum_before else -1
    return trend_before if unchanged == "holds" else -1


@reference
def kvo(
    high: Series,
    low: Series,
    close: Series,
    volume: Series,
    fast_period: int,
    slow_period: int,
    seed: str,
    unchanged: str,
) -> Series:
    """The difference of two exponential averages of the volume force."""
    force = _volume_force(high, low, close, volume, unchanged)
    return exponential(force, fast_period, seed) - exponential(force, slow_period, seed)
