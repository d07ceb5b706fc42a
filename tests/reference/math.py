"""Extremes of a window. No rounding happens in them."""

from __future__ import annotations

from .definition import reference
from .nodes import Series, window_greatest, window_least


@reference
def max(source: Series, period: int) -> Series:
    """The largest of the last `period` values."""
    return window_greatest(source, period)


@reference
def min(source: Series, period: int) -> Series:
    """The smallest of the last `period` values."""
    return window_least(source, period)
