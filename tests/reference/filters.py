"""Recursive filters."""

from __future__ import annotations

from typing import Any, NamedTuple

import gmpy2

from .definition import reference
from .nodes import (
    LEAST_KEPT,
    ROUNDING,
    Number,
    Series,
    after_first,
    each_bar,
    lag,
    number,
    over_window,
    present_with,
    recurrence,
)
from .sampled import Sampled, sampled

PI = gmpy2.const_pi()


class _Past(NamedTuple):
    """Values that were given so far, and the two last of x and of the result, newest first."""

    given: int
    x: tuple[Sampled, Sampled]
    y: tuple[Sampled, Sampled]
    sizes: tuple[tuple[float, float], ...] = ()  # of some more of both


# Values are taken in groups of eight as distances from one of them: that is what is rounded.
TWO_GROUPS = 16


def _with_roundings_of_groups(y: Number, sizes: tuple[tuple[float, float], ...]) -> Number:
    if not y.is_known or not sizes:
        return y
    inputs, results = zip(*sizes, strict=True)
    size = max(inputs) - min(inputs) + max(results)
    return Number(y.value, y.error + 4 * ROUNDING * size + 4 * LEAST_KEPT) if size else y


def _filtered(x: Series, first: Series, given: int, weights: tuple[Any, Any, Any], poles: tuple[Any, Any]) -> Series:
    """Y = weights · (x, x[-1], x[-2]) + sum of the poles y[-1] - their product y[-2].

    The first `given` values are those of `first`; before them all is as the first of them says, or 0.
    """
    newest, older, oldest = (sampled(number(weight)) for weight in weights)
    total, product = (sampled(number(pole)) for pole in poles)

    def step(past: _Past, value: Number, instead: Number) -> tuple[_Past, Number]:
        now = sampled(value)
        if past.given < given:
            y, result = sampled(instead), instead
            before = past if past.given else _Past(0, (now, now), (y, y))
        else:
            before = past
            inside = newest * now + older * past.x[0] + oldest * past.x[1]
            y = inside + (total * past.y[0] - product * past.y[1])
            result = _with_roundings_of_groups(y.number(), ((float(now.value), y.largest()), *past.sizes))
        sizes = ((float(now.value), y.largest() + result.error), *past.sizes[: TWO_GROUPS - 1])
        return _Past(past.given + 1, (now, before.x[0]), (y, before.y[0]), sizes), result

    zeros = (sampled(0), sampled(0))
    filtered: Series = recurrence(step, _Past(0, zeros, zeros), x, first)
    return filtered


GIVEN = {"flat": 1, "price": 2, "empty": 0}


@reference
def supersmoother(source: Series, period: int, start: str) -> Series:
    """Ehlers's smoothing with two poles exp(-w ± i w), w = 1.414 pi / period."""
    w = gmpy2.mpfr("1.414") * PI / period
    total, product = 2 * gmpy2.exp(-w) * gmpy2.cos(w), gmpy2.exp(-2 * w)
    gain = Number(1 - total + product)
    x = after_first(source, period - 1) if start == "price" else source
    return _filtered(x, x, GIVEN[start], (gain / 2, gain / 2, 0), (Number(total), Number(product)))


@reference
def highpass(source: Series, period: int, start: str) -> Series:
    """Ehlers's high-pass filter with one pole."""
    w = 2 * PI / period
    keep = Number(gmpy2.cos(w) / (1 + gmpy2.sin(w)), 4 * ROUNDING)
    gain = (1 + keep) / 2
    first = source if start == "price" else each_bar(lambda _: 0, source)
    return _filtered(source, first, 0 if start == "empty" else 1, (gain, -gain, 0), (keep, 0))


@reference
def cyber_cycle(source: Series, alpha: float, start: int) -> tuple[Series, Series]:
    """Ehlers's cyber cycle, and the same of the bar before."""
    smoothed = over_window(lambda w: (w[3] + w[0]) + 2 * (w[2] + w[1]), 4, source)
    simple = over_window(lambda w: ((w[2] - w[1]) - (w[1] - w[0])) * 0.25, 3, source)
    keep = 1 - number(alpha)
    gain = (1 - number(alpha) / 2) ** 2 / 6
    cycle = _filtered(smoothed, simple, start - 3, (gain, -2 * gain, gain), (2 * keep, keep**2))
    return cycle, present_with(lag(cycle, 1), cycle)
