"""Nodes over the last `period` numbers of their inputs."""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import gmpy2

from .number import ROUNDING, UNKNOWN, Number, greatest, least, magnitude, number, rounded
from .series import Series, any_is_recursive, decided

Window = Sequence[Number]

LEAST_NORMAL = 2.0**-1022


def windows(period: int, *inputs: Series) -> Iterator[tuple[Window, ...] | None]:
    """For each bar the last `period` numbers of each input, oldest first; None while one of them is missing."""
    present = 0
    for t, bar in enumerate(zip(*inputs, strict=True)):
        present = 0 if any(x is None for x in bar) else present + 1
        start = t + 1 - period
        yield tuple(x.numbers[start : t + 1] for x in inputs) if present >= period else None  # type: ignore[misc]


def over_window(formula: Callable[..., Any], period: int, *inputs: Series) -> Series:
    """`formula` of the last `period` numbers of each input, oldest first; unknown where one of them is."""
    compute_known = decided(formula)

    def compute(*window: Window) -> Any:
        return compute_known(*window) if all(x.is_known for column in window for x in column) else UNKNOWN

    return Series(
        (None if window is None else compute(*window) for window in windows(period, *inputs)), any_is_recursive(inputs)
    )


def is_flat(window: Window) -> bool:
    """Tell whether all are exactly the same."""
    return all(x.error == 0 and x.value == window[0].value for x in window)


def largest_error(window: Window) -> float:
    return builtins.max([x.error for x in window])


def largest_magnitude(window: Window) -> float:
    """The scale of roundings in a window: below the least normal double they no longer shrink with the values."""
    return builtins.max(builtins.max(map(magnitude, window)), len(window) * LEAST_NORMAL)


def largest_distance(window: Window) -> float:
    """From the newest: what rounding goes by where sums are of differences from it."""
    newest = window[-1].value
    return builtins.max([abs(float(x.value - newest)) for x in window]) + len(window) * LEAST_NORMAL


def exact_sum(window: Window) -> gmpy2.mpfr:
    return gmpy2.fsum([x.value for x in window])


def exact_mean(window: Window) -> gmpy2.mpfr:
    return exact_sum(window) / len(window)


def mean(window: Window) -> Number:
    """Of equal numbers exactly that number."""
    if is_flat(window):
        return window[0]
    roundings = math.log2(len(window)) + 2
    return Number(exact_mean(window), largest_error(window) + roundings * ROUNDING * largest_magnitude(window))


def total(window: Window) -> Number:
    errors = builtins.sum([x.error for x in window])
    size = builtins.sum(map(magnitude, window))
    if errors == 0 and all(x.value == 0 for x in window):
        return number(0)
    return rounded(exact_sum(window), errors + (math.log2(len(window)) + 1) * ROUNDING * size)


def weighted_mean(window: Window, weights: Sequence[Any]) -> Number:
    """Of equal numbers exactly that number. The weights are in any unit; each carries its own error."""
    if is_flat(window):
        return window[0]
    numbers = [number(weight) for weight in weights]
    exact_weights, errors = [weight.value for weight in numbers], [weight.error for weight in numbers]
    products = gmpy2.fsum([weight * x.value for weight, x in zip(exact_weights, window, strict=True)])
    sum_of_weights = gmpy2.fsum(exact_weights)
    share = float(gmpy2.fsum([abs(weight) for weight in exact_weights]) / abs(sum_of_weights))
    period = len(window)
    roundings = (math.log2(period) + 4 + math.sqrt(period) / 4) * share
    mean = products / sum_of_weights
    carried = float(
        sum(e * (abs(x.value) + abs(mean)) for e, x in zip(errors, window, strict=True)) / abs(sum_of_weights)
    )
    return Number(mean, carried + share * largest_error(window) + roundings * ROUNDING * largest_magnitude(window))


def mean_deviation(window: Window) -> Number:
    """The mean of |x - mean|, accurate beside any level."""
    if is_flat(window):
        return number(0)
    centre = exact_mean(window)
    value = gmpy2.fsum([abs(x.value - centre) for x in window]) / len(window)
    roundings = math.log2(len(window)) + 6 + math.sqrt(len(window)) / 4
    return Number(value, 2 * largest_error(window) + roundings * ROUNDING * largest_distance(window))


def distance_from_mean(window: Window) -> Number:
    """The newest minus the mean, accurate beside any level."""
    if is_flat(window):
        return number(0)
    roundings = math.log2(len(window)) + 3
    return Number(
        window[-1].value - exact_mean(window),
        2 * largest_error(window) + roundings * ROUNDING * largest_distance(window),
    )


def window_sum(x: Series, period: int) -> Series:
    return over_window(total, period, x)


def window_mean(x: Series, period: int) -> Series:
    return over_window(mean, period, x)


def window_greatest(x: Series, period: int) -> Series:
    return over_window(lambda window: greatest(*window), period, x)


def window_least(x: Series, period: int) -> Series:
    return over_window(lambda window: least(*window), period, x)
