"""Extremes of a window. No rounding happens in them."""

from __future__ import annotations

import builtins

from .definition import reference
from .nodes import Series, over_window


@reference(roundings=lambda: 0)
def max(source: Series, period: int) -> Series:
    """The largest of the last `period` values."""
    return over_window(builtins.max, period, source)


@reference(roundings=lambda: 0)
def min(source: Series, period: int) -> Series:
    """The smallest of the last `period` values."""
    return over_window(builtins.min, period, source)
