"""Series of numbers and what is done bar by bar, with the rules for missing values.

A missing value is None. A node over a window misses a value exactly while its window holds a missing one; a recurrence
misses it at that bar and goes on as if the bar had not been there.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from .number import UNKNOWN, Number, Plain, UndecidedError, number


class Series:
    """One number a bar, or None. It knows whether a value depends on all bars before it or on a window only."""

    def __init__(self, numbers: Iterable[Number | None], is_recursive: bool = False) -> None:
        self.numbers = list(numbers)
        self.is_recursive = is_recursive

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Number | None]:
        return iter(self.numbers)

    def __getitem__(self, bar: int) -> Number | None:
        return self.numbers[bar]

    def __add__(self, other: Series | Number | Plain) -> Series:
        return each_bar(lambda a, b: a + b, self, other)

    def __sub__(self, other: Series | Number | Plain) -> Series:
        return each_bar(lambda a, b: a - b, self, other)

    def __mul__(self, other: Series | Number | Plain) -> Series:
        return each_bar(lambda a, b: a * b, self, other)

    def __truediv__(self, other: Series | Number | Plain) -> Series:
        """Missing where the divisor is 0."""
        return each_bar(lambda a, b: a / b if b else None, self, other)

    def __radd__(self, other: Number | Plain) -> Series:
        return each_bar(lambda a, b: b + a, self, other)

    def __rsub__(self, other: Number | Plain) -> Series:
        return each_bar(lambda a, b: b - a, self, other)

    def __rmul__(self, other: Number | Plain) -> Series:
        return each_bar(lambda a, b: b * a, self, other)

    def __neg__(self) -> Series:
        return each_bar(lambda a: -a, self)

    def __abs__(self) -> Series:
        return each_bar(abs, self)


def series(values: Iterable[float]) -> Series:
    """Exact numbers from doubles; NaN and the infinities are missing."""
    return Series(number(float(value)) if math.isfinite(value) else None for value in values)


def any_is_recursive(inputs: Iterable[Any]) -> bool:
    return any(isinstance(x, Series) and x.is_recursive for x in inputs)


def decided(formula: Callable[..., Number | None]) -> Callable[..., Number | None]:
    """The same formula, unknown where a comparison in it is undecided."""

    @functools.wraps(formula)
    def decide(*arguments: Any) -> Number | None:
        try:
            result = formula(*arguments)
        except UndecidedError:
            return UNKNOWN
        return None if result is None else number(result)

    return decide


def bars_of(*inputs: Series | Number | Plain) -> Iterator[tuple[Any, ...]]:
    """Their numbers at each bar; what is no series is the same at all."""
    length = max(len(x) for x in inputs if isinstance(x, Series))
    columns = [x.numbers if isinstance(x, Series) else [number(x)] * length for x in inputs]
    return zip(*columns, strict=True)


def each_bar(formula: Callable[..., Any], *inputs: Series | Number | Plain) -> Series:
    """`formula` of the inputs' numbers at each bar where all are present; it may give None."""
    compute = decided(formula)
    missing = {t for x in inputs if isinstance(x, Series) for t, value in enumerate(x.numbers) if value is None}
    return Series(
        (None if t in missing else compute(*bar) for t, bar in enumerate(bars_of(*inputs))), any_is_recursive(inputs)
    )


def lag(x: Series, bars: int) -> Series:
    """The number of `bars` bars ago."""
    return Series([*[None] * min(bars, len(x)), *x.numbers[: max(len(x) - bars, 0)]], x.is_recursive)


def after_first(x: Series, count: int) -> Series:
    """Give x without its first numbers."""
    if count == 0:
        return x
    first = set(islice((t for t, value in enumerate(x) if value is not None), count))
    return Series((None if t in first else value for t, value in enumerate(x)), is_recursive=True)


def change(x: Series, bars: int = 1) -> Series:
    return x - lag(x, bars)


def present_with(x: Series, *others: Series) -> Series:
    """Give x, missing where one of the others is: for recurrences that must stay in step."""
    return each_bar(lambda a, *_: a, x, *others)


def divide_or(a: Series, b: Series | Number | Plain, neutral: Plain) -> Series:
    """Divide; where b is 0 it is `neutral`, unless a is too large to be known: a computed one may have come to NaN."""

    def divided(x: Number, y: Number) -> Number:
        if y:
            return x / y
        return number(neutral) if x.is_known else UNKNOWN

    return each_bar(divided, a, b)
