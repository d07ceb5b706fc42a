"""Nodes whose number depends on all bars before it. A missing bar is missed, and is as if it had not been there."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .number import ROUNDING, UNKNOWN, Number, Plain, UndecidedError, magnitude, number, rounded
from .series import Series, after_first, bars_of
from .windows import LEAST_NORMAL, window_mean

# What is left of older values is dropped below this: decaying values end at 0, not as denormal numbers.
LEAST_KEPT = 2.0**-958


class _Seed:
    """The mean of some numbers, as they come."""

    def __init__(self) -> None:
        self.count = 0
        self.is_flat = True
        self.first = number(0)
        self.sum = number(0).value
        self.error = self.size = 0.0

    def include(self, x: Number) -> None:
        self.first = x if self.count == 0 else self.first
        self.count += 1
        self.is_flat &= x.error == 0 and x.value == self.first.value
        self.sum += x.value
        self.error = max(self.error, x.error)
        self.size = max(self.size, magnitude(x), LEAST_NORMAL)

    def mean(self) -> Number:
        if self.is_flat:
            return self.first
        return Number(self.sum / self.count, self.error + (math.log2(self.count) + 2) * ROUNDING * self.size)


class _Smoothing:
    """The recurrence y += rate (x - y), with a bound for the error of what is carried on.

    Values are taken in groups of eight, so that two groups tell how large the differences are that are rounded.
    """

    def __init__(self, seed: Number, is_constant: bool) -> None:
        self.y = seed
        self.carried = seed.error
        self.is_constant = is_constant
        self.latest: deque[float] = deque(maxlen=16)
        self.errors: deque[float] = deque(maxlen=16)
        self.rates: deque[float] = deque(maxlen=16)
        self.distances: deque[float] = deque(maxlen=8)

    def advance(self, x: Number, exact_rate: Number) -> Number:
        if not (x.is_known and exact_rate.is_known and self.y.is_known):
            self.y = UNKNOWN  # for good, even at a rate of 1: how large what is rounded was is not known
            return self.y
        self.latest.append(float(x.value))
        self.errors.append(x.error)
        self.rates.append(float(exact_rate.value))
        if self.is_constant and x.error == 0 and x.value == self.y.value:
            return self.y
        self.is_constant = False
        step = x.value - self.y.value
        self.distances.append(abs(float(step)))
        distance = max(self.distances)
        value = self.y.value + exact_rate.value * step
        highest, lowest = max(self.latest), min(self.latest)
        rate, spread = self.rates[-1], highest - lowest
        self.carried = abs(1 - rate) * self.carried + rate * x.error
        self.carried += ROUNDING * (8 * max(self.rates) * spread + distance / 4) + distance * exact_rate.error
        largest = max(abs(float(value)), highest, -lowest)
        error = self.carried + 4 * ROUNDING * largest + max(self.errors) * rate + LEAST_KEPT
        self.y = Number(value, error)
        return self.y


def smooth(x: Series, rate: Plain, seed_length: int, is_running: bool = False) -> Series:
    """The recurrence y += rate (x - y), from the mean of the first `seed_length` numbers on.

    Before that there is nothing, or, of one that is running, the mean of the numbers so far.
    """
    result: list[Number | None] = []
    exact_rate = number(rate)
    seed = _Seed()
    smoothing: _Smoothing | None = None
    for value in x:
        if value is None:
            result.append(None)
        elif smoothing:
            result.append(smoothing.advance(value, exact_rate))
        else:
            seed.include(value)
            if seed.count == seed_length:
                smoothing = _Smoothing(seed.mean(), seed.is_flat)
            result.append(seed.mean() if smoothing or is_running else None)
    return Series(result, is_recursive=True)


def smooth_by(x: Series, rate: Series, start: Series | Plain) -> Series:
    """The same with a rate of each bar; from what `start` is at the first bar that has all three."""
    smoothing: _Smoothing | None = None
    result: list[Number | None] = []
    for value, share, first in bars_of(x, rate, start):
        if value is None or share is None or first is None:
            result.append(None)
            continue
        smoothing = smoothing or _Smoothing(first, first.error == 0)
        result.append(smoothing.advance(value, share))
    return Series(result, is_recursive=True)


def exponential(x: Series, period: int, seed: str = "sma") -> Series:
    """The exponential moving average: a rate of 2 / (period + 1)."""
    return smooth(x, Fraction(2, period + 1), 1 if seed == "first" else period, is_running=seed == "running")


def wilder(x: Series, period: int, seed: str = "sma") -> Series:
    """Wilder's smoothing: a rate of 1 / period."""
    return smooth(x, Fraction(1, period), 1 if seed == "first" else period, is_running=seed == "running")


def smoothed(x: Series, period: int, smoothing: str) -> Series:
    """One of three that indicators smooth with."""
    if smoothing == "sma":
        return window_mean(x, period)
    return wilder(x, period) if smoothing == "wilder" else exponential(x, period)


def _beside(y: Series, x: Series) -> Series:
    """Averages of averages of x with what is lost by computing them from x itself, eight numbers at a time."""
    result: list[Number | None] = []
    latest: deque[float] = deque(maxlen=16)
    for average, value in zip(y, x, strict=True):
        if value is not None:
            latest.append(magnitude(value))
        if average is not None and average.error:
            average = Number(average.value, average.error + 8 * ROUNDING * max(latest))
        result.append(average)
    return Series(result, is_recursive=True)


def exponential_twice(x: Series, first_period: int, second_period: int, seed: str) -> Series:
    """The exponential moving average of another one."""
    return _beside(exponential(exponential(x, first_period, seed), second_period, seed), x)


def exponential_cascade(x: Series, period: int, seed: str, stages: int) -> list[Series]:
    """Exponential averages of each other; "staged": each from the first of the one before that has `period` bars."""
    result: list[Series] = []
    for _ in range(stages):
        if seed == "staged":
            before = after_first(result[-1], period - 1) if result else x
            result.append(exponential(before, period, "first"))
        else:
            result.append(exponential(result[-1] if result else x, period, seed))
    return [_beside(stage, x) for stage in result]


def previous(x: Series, first: Series) -> Series:
    """The number of the bar before, and `first` at the first bar; bars that miss one of the two are no bars."""
    result: list[Number | None] = []
    before: Number | None = None
    for value, at_first in zip(x, first, strict=True):
        is_missing = value is None or at_first is None
        result.append(None if is_missing else at_first if before is None else before)
        before = before if is_missing else value
    return Series(result, is_recursive=True)


def cumulative_sum(x: Series) -> Series:
    """The sum of all numbers so far.

    What is rounded is what came together of the latest 64, in groups of eight, and not the sum; but for once, in the
    result.
    """
    result: list[Number | None] = []
    total, error = number(0).value, 0.0
    for value in x:
        if value is not None:
            total += value.value
            error += value.error + 11 * ROUNDING * magnitude(value)
        result.append(None if value is None else rounded(total, error))
    return Series(result, is_recursive=True)


Step = Callable[..., tuple[Any, Any]]


def recurrence(step: Step, state: Any, *inputs: Series | Number | Plain, outputs: int = 1) -> Any:
    """A rule from bar to bar: step(state, numbers of the bar…) gives the next state and the output, or a tuple of them.

    After a comparison that is undecided nothing more is known.
    """
    results: list[list[Number | None]] = [[] for _ in range(outputs)]
    is_known = True
    for bar in bars_of(*inputs):
        values: Any = (None,) * outputs
        if all(x is not None for x in bar):
            try:
                if is_known:
                    state, values = step(state, *bar)
                    values = values if isinstance(values, tuple) else (values,)
            except UndecidedError:
                is_known = False
            if not is_known:
                values = (UNKNOWN,) * outputs
        for result, value in zip(results, values, strict=True):
            result.append(None if value is None else number(value))
    every = tuple(Series(result, is_recursive=True) for result in results)
    return every if outputs > 1 else every[0]
