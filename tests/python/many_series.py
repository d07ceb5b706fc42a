"""What tests of many runs at once compare and try on."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference.bars import KINDS, Bars, make_bars
from reference.rows import same_bits

Values = np.ndarray[Any, Any]


def outputs_of(result: Any) -> tuple[Any, ...]:
    """The arrays, series or columns of a result, whatever holds them."""
    if isinstance(result, tuple):
        return result
    if hasattr(result, "columns"):
        return tuple(result[name] for name in result.columns)
    return (result,)


def equal(a: Any, b: Any) -> bool:
    """All outputs, to the last bit."""
    first, second = outputs_of(a), outputs_of(b)
    pairs = zip(first, second, strict=True)
    return all(same_bits(np.asarray(x, float), np.asarray(y, float)) for x, y in pairs)


def bars_of_every_kind() -> list[Bars]:
    """Bars that behave and bars that hurt, all as long as each other."""
    return [make_bars(kind, seed) for seed, kind in enumerate(KINDS)]


def stacked(bars: list[Bars], axis: int = 0) -> Bars:
    return {name: np.stack([each[name] for each in bars], axis) for name in bars[0]}


def take(result: Any, index: Any) -> tuple[Values, ...]:
    """The same part of each output."""
    return tuple(np.asarray(values)[index] for values in outputs_of(result))
