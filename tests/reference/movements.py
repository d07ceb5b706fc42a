"""What a bar does beside the bar before: true range and directional movement."""

from __future__ import annotations

from .nodes import (
    Number,
    Series,
    after_first,
    divide_or,
    each_bar,
    exponential,
    greatest,
    lag,
    number,
    present_with,
    wilder,
    window_mean,
)

SMOOTHINGS = {"wilder": wilder, "ema": exponential, "sma": window_mean}


def where_alone(x: Series, before: Series, alone: Series) -> Series:
    """Give x, and where the bar before is missing, as that before the first is, `alone`."""
    return Series((a if b is None else value for value, b, a in zip(x, before, alone, strict=True)), is_recursive=True)


def true_range(high: Series, low: Series, close: Series, first_bar: str = "skip") -> Series:
    """The greatest of the range and the distances of its ends from the close before."""
    before = lag(close, 1)
    ranges = each_bar(
        lambda top, bottom, _, b: greatest(top - bottom, abs(top - b), abs(bottom - b)), high, low, close, before
    )
    return where_alone(ranges, before, present_with(high - low, close)) if first_bar == "count" else ranges


def average_true_range(
    high: Series, low: Series, close: Series, period: int, smoothing: str = "wilder", first_bar: str = "skip"
) -> Series:
    return SMOOTHINGS[smoothing](true_range(high, low, close, first_bar), period)


def _gain(this_side: Number, other_side: Number, both_ways: str) -> Number:
    is_further = this_side >= other_side if both_ways == "count" else this_side > other_side
    return this_side if is_further and this_side > 0 else number(0)


class DirectionalSystem:
    """Wilder's sums of movement and of true range, which all miss the same bars.

    They start from the mean of `period` bars; or as if there had been a bar of 0 before, of which TA-Lib does not show
    the quotients.
    """

    def __init__(self, high: Series, low: Series, close: Series, period: int, start: str, both_ways: str) -> None:
        self.period = period
        self.is_late = start == "talib" and period > 1
        bar = high + low + close
        before = lag(bar, 1)
        up, down = high - lag(high, 1), lag(low, 1) - low
        movements: tuple[Series, ...] = (
            each_bar(lambda u, d: _gain(u, d, both_ways), up, down),
            each_bar(lambda u, d: _gain(d, u, both_ways), up, down),
            true_range(high, low, close),
        )
        movements = tuple(present_with(x, bar, before) for x in movements)
        if start != "own" and period > 1:
            movements = tuple(where_alone(x, before, 0 * bar) for x in movements)
        self.plus, self.minus, self.range = (wilder(x, period) for x in movements)

    def quotient(self, x: Series) -> Series:
        """Give x, without its first number where the first quotient is not shown."""
        return after_first(x, self.is_late)

    def indicators(self) -> tuple[Series, Series]:
        plus, minus = (self.quotient(100 * divide_or(x, self.range, 0)) for x in (self.plus, self.minus))
        return plus, minus

    def index(self) -> Series:
        return self.quotient(100 * divide_or(abs(self.plus - self.minus), self.plus + self.minus, 0))
