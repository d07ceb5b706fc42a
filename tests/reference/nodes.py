"""What formulas are made of: series of exact numbers, windows and recurrences, with the rules for missing values.

A missing value is None. A node over a window misses a value exactly while its window holds a missing one; a recurrence
misses it at that bar and goes on as if the bar had not been there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

Number = Fraction
Series = list[Number | None]
Window = Sequence[Number]

LEAST_NORMAL = Fraction(2) ** -1022


def series(values: Iterable[float]) -> Series:
    """Exact numbers from doubles; NaN and the infinities are missing."""
    return [Fraction(float(value)) if math.isfinite(value) else None for value in values]


def each_bar(formula: Callable[..., Number], *inputs: Series) -> Series:
    """`formula` of the inputs' values at each bar."""
    return [None if any(value is None for value in bar) else formula(*bar) for bar in zip(*inputs, strict=True)]


def over_window(formula: Callable[..., Number], period: int, *inputs: Series) -> Series:
    """`formula` of the last `period` values of each input, oldest first."""
    result: Series = []
    present = 0
    for t, bar in enumerate(zip(*inputs, strict=True)):
        present = 0 if any(value is None for value in bar) else present + 1
        start = t + 1 - period
        result.append(formula(*(values[start : t + 1] for values in inputs)) if present >= period else None)
    return result


def smooth(values: Series, rate: Number, seed_length: int, is_running: bool = False) -> Series:
    """The recurrence y += rate (x - y), from the mean of the first `seed_length` values on.

    Before that there is nothing, or, of one that is running, the mean of the values so far.
    """
    result: Series = []
    first: list[Number] = []
    y: Number | None = None
    for x in values:
        if x is None:
            result.append(None)
            continue
        if y is not None:
            y += rate * (x - y)
        else:
            first.append(x)
            if len(first) == seed_length:
                y = mean(first)
        y = None if y is None else _shortened(y)
        result.append(mean(first) if y is None and is_running else y)
    return result


def _shortened(number: Number) -> Number:
    """To 256 bits where it has more: each step of a recurrence adds some, and exactness beyond that is never seen."""
    bits = 256 + number.denominator.bit_length() - number.numerator.bit_length()
    if number.denominator.bit_length() < 512 or bits < 0:
        return number
    return Fraction((number.numerator << bits) // number.denominator, 1 << bits)


def mean(window: Window) -> Number:
    return sum(window, Fraction(0)) / len(window)


def weighted_mean(window: Window, weights: Sequence[Number]) -> Number:
    products = (weight * value for weight, value in zip(weights, window, strict=True))
    return sum(products, Fraction(0)) / sum(weights, Fraction(0))


def largest_magnitude(*windows: Window) -> Number:
    """The scale of roundings in a window: below the least normal double they no longer shrink with the values."""
    return max(max(abs(value) for window in windows for value in window), len(windows[0]) * LEAST_NORMAL)
