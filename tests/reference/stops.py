"""Stops that trail the price and turn with the trend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from .definition import reference
from .movements import average_true_range
from .nodes import Number, Series, approached, greatest, least, number, recurrence, window_greatest, window_least


class _Pace(NamedTuple):
    initial: Number
    step: Number
    maximum: Number


def _pace(initial: float, step: float, maximum: float) -> _Pace:
    return _Pace(*(number(x) for x in (min(initial, maximum), min(step, maximum), maximum)))


@dataclass(frozen=True)
class _Rule:
    long: _Pace
    short: _Pace
    start_value: float = 0
    offset_on_reverse: float = 0
    is_midpoint: bool = False
    is_touch: bool = True


@dataclass(frozen=True)
class _Trend:
    """All prices of a short trend are negated, so that it is a long one; near: the end of a bar that the stop is on."""

    is_long: bool
    stop: Number
    extreme: Number
    acceleration: Number
    near: Number
    far: Number


def _ends(is_long: bool, high: Number, low: Number) -> tuple[Number, Number]:
    return (low, high) if is_long else (-high, -low)


def _first_trend(rule: _Rule, before: tuple[Number, Number], high: Number, low: Number) -> _Trend:
    up, down = high - before[0], before[1] - low
    if rule.start_value:
        is_long = rule.start_value > 0
    elif rule.is_midpoint:
        is_long = before[0] + before[1] <= high + low
    else:
        is_long = not (down > 0 and down > up)
    stop = number(rule.start_value) if rule.start_value else _ends(is_long, *before)[0]
    near, far = _ends(is_long, *(before if rule.is_midpoint else (high, low)))
    return _Trend(is_long, stop, far, (rule.long if is_long else rule.short).initial, near, far)


def _turned(rule: _Rule, trend: _Trend, high: Number, low: Number) -> tuple[_Trend, Number]:
    is_long = not trend.is_long
    near, far = _ends(is_long, high, low)
    stop = least(-trend.extreme, -trend.far, near)
    if rule.offset_on_reverse:
        stop = stop + stop * (-rule.offset_on_reverse if is_long else rule.offset_on_reverse)
    acceleration = (rule.long if is_long else rule.short).initial
    following = least(approached(stop, far, acceleration), -trend.far, near)
    return _Trend(is_long, following, far, acceleration, near, far), stop


def _went_on(rule: _Rule, trend: _Trend, high: Number, low: Number) -> tuple[_Trend, Number]:
    near, far = _ends(trend.is_long, high, low)
    pace = rule.long if trend.is_long else rule.short
    acceleration, extreme = trend.acceleration, trend.extreme
    if far > extreme:
        acceleration, extreme = least(acceleration + pace.step, pace.maximum), far
    following = least(approached(trend.stop, extreme, acceleration), trend.near, near)
    return _Trend(trend.is_long, following, extreme, acceleration, near, far), trend.stop


def _stops(rule: _Rule, high: Series, low: Series) -> tuple[Series, Series]:
    """The stops, and the same with a minus while the trend is short."""

    def step(state: Any, high: Number, low: Number) -> Any:
        if state is None:
            return (high, low), (None, None)
        trend = state if isinstance(state, _Trend) else _first_trend(rule, state, high, low)
        near, _ = _ends(trend.is_long, high, low)
        turns = near <= trend.stop if rule.is_touch else near < trend.stop
        trend, stop = (_turned if turns else _went_on)(rule, trend, high, low)
        return trend, (stop if trend.is_long else -stop, stop)

    stops: tuple[Series, Series] = recurrence(step, None, high, low, outputs=2)
    return stops


@reference
def sar(high: Series, low: Series, acceleration: float, maximum: float, start: str, reversal: str) -> Series:
    """Wilder's stop and reverse."""
    pace = _pace(acceleration, acceleration, maximum)
    return _stops(_Rule(pace, pace, is_midpoint=start == "midpoint", is_touch=reversal == "touch"), high, low)[0]


@reference
def sarext(
    high: Series,
    low: Series,
    start_value: float,
    offset_on_reverse: float,
    acceleration_init_long: float,
    acceleration_long: float,
    acceleration_max_long: float,
    acceleration_init_short: float,
    acceleration_short: float,
    acceleration_max_short: float,
) -> Series:
    """Wilder's stop and reverse with a pace for each direction; negative while the trend is short."""
    rule = _Rule(
        _pace(acceleration_init_long, acceleration_long, acceleration_max_long),
        _pace(acceleration_init_short, acceleration_short, acceleration_max_short),
        start_value,
        offset_on_reverse,
    )
    return _stops(rule, high, low)[1]


@dataclass(frozen=True)
class _Bands:
    is_up: bool
    upper: Number
    lower: Number
    close: Number

    @property
    def lines(self) -> tuple[Number, int]:
        return (self.lower, 1) if self.is_up else (self.upper, -1)


@reference
def supertrend(
    high: Series, low: Series, close: Series, period: int, multiplier: float, first_bar: str, first_trend: str
) -> tuple[Series, Series]:
    """Two bands that close in on the price until it leaves them; the one behind the price, and the trend."""

    def step(before: Any, close: Number, middle: Number, distance: Number) -> Any:
        upper, lower = middle + distance, middle - distance
        if before is None:
            bands = _Bands(first_trend == "up", upper, lower, close)
            return bands, bands.lines
        upper = upper if before.close > before.upper else least(upper, before.upper)
        lower = lower if before.close < before.lower else greatest(lower, before.lower)
        is_up = not close < lower if before.is_up else close > upper
        bands = _Bands(is_up, upper, lower, close)
        return bands, bands.lines

    distance = multiplier * average_true_range(high, low, close, period, first_bar=first_bar)
    line, trend = recurrence(step, None, close, (high + low) / 2, distance, outputs=2)
    return line, trend


@reference
def chande(
    high: Series, low: Series, close: Series, period: int, multiplier: float, first_bar: str
) -> tuple[Series, Series]:
    """Average true ranges below the highest high, and above the lowest low."""
    distance = multiplier * average_true_range(high, low, close, period, first_bar=first_bar)
    return window_greatest(high, period) - distance, window_least(low, period) + distance
