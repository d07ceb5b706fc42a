"""Where the price is going, and how decidedly."""

from __future__ import annotations

from . import nodes
from .definition import reference
from .movements import DirectionalSystem, true_range
from .nodes import Series, divide_or, present_with, wilder, window_sum


@reference
def dm(high: Series, low: Series, period: int, start: str, both_ways: str) -> tuple[Series, Series]:
    """Wilder's sums of movement."""
    system = DirectionalSystem(high, low, high, period, start, both_ways)
    return period * system.plus, period * system.minus


@reference
def di(high: Series, low: Series, close: Series, period: int, start: str, both_ways: str) -> tuple[Series, Series]:
    """Movement in percent of true range."""
    return DirectionalSystem(high, low, close, period, start, both_ways).indicators()


@reference
def dx(high: Series, low: Series, close: Series, period: int, start: str, both_ways: str) -> Series:
    """The difference of both sides' movement in percent of their sum."""
    return DirectionalSystem(high, low, close, period, start, both_ways).index()


@reference
def adx(high: Series, low: Series, close: Series, period: int, start: str, both_ways: str) -> Series:
    """Its average."""
    return wilder(DirectionalSystem(high, low, close, period, start, both_ways).index(), period)


@reference
def adxr(high: Series, low: Series, close: Series, period: int, start: str, both_ways: str, lag: str) -> Series:
    """The mean of the ADX and of the one of period - 1, or of period, bars ago."""
    index = wilder(DirectionalSystem(high, low, close, period, start, both_ways).index(), period)
    return (index + nodes.lag(index, period - (lag == "short"))) / 2


@reference
def vortex(high: Series, low: Series, close: Series, period: int) -> tuple[Series, Series]:
    """Sums of |high - low before| and of |low - high before| beside that of true range."""
    bar = high + low + close
    terms = (abs(high - nodes.lag(low, 1)), abs(low - nodes.lag(high, 1)), true_range(high, low, close))
    plus, minus, whole = (window_sum(present_with(x, bar, nodes.lag(bar, 1)), period) for x in terms)
    return divide_or(plus, whole, 0), divide_or(minus, whole, 0)
