"""How far the price ranges."""

from __future__ import annotations

from . import movements
from .definition import reference
from .nodes import Series, divide_or, window_mean


@reference
def tr(high: Series, low: Series, close: Series, first_bar: str) -> Series:
    """Wilder's true range."""
    return movements.true_range(high, low, close, first_bar)


@reference
def atr(high: Series, low: Series, close: Series, period: int, smoothing: str, first_bar: str) -> Series:
    """Its average."""
    return movements.average_true_range(high, low, close, period, smoothing, first_bar)


@reference
def natr(high: Series, low: Series, close: Series, period: int, smoothing: str, first_bar: str) -> Series:
    """In percent of the close, 0 where that is 0."""
    return 100 * divide_or(movements.average_true_range(high, low, close, period, smoothing, first_bar), close, 0)


@reference
def adr(high: Series, low: Series, period: int) -> Series:
    """The mean of high - low."""
    return window_mean(high - low, period)
