"""What tests of many runs at once compare and try on."""

from __future__ import annotations

from typing import Any

import barwise as bw
import numpy as np
from interface_rows import PERIODIC
from reference.bars import KINDS, Bars, make_bars
from reference.rows import defaults, parameter_sets, same_bits

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


LENGTHS = {"A": 10, "B": 100, "C": 1, "D": 57}


def long_bars(order: str) -> tuple[Bars, Values]:
    """The bars of several symbols, and the symbol of each row."""
    symbols = np.repeat(list(LENGTHS), list(LENGTHS.values()))
    each = [
        {name: values[:n] for name, values in bars.items()}
        for bars, n in zip(bars_of_every_kind(), LENGTHS.values(), strict=False)
    ]
    bars = {name: np.concatenate([part[name] for part in each]) for name in each[0]}
    if order == "interleaved":
        rank = np.concatenate([np.arange(n) for n in LENGTHS.values()])
        places = np.argsort(rank, kind="stable")
    elif order == "shuffled":
        places = np.random.default_rng(0).permutation(len(symbols))
    else:
        places = np.arange(len(symbols))
    return {name: values[places] for name, values in bars.items()}, symbols[places]


def spread() -> bw.Expression:
    """Of two parameters."""
    fast, slow = bw.parameter("fast", 5), bw.parameter("slow", 20)
    return bw.indicators[PERIODIC](bw.close, fast) - bw.indicators[PERIODIC](bw.close, slow)


def values_to_try(row: str) -> dict[str, list[Any]]:
    """For each parameter the values of the sets that the other tests use."""
    values: dict[str, list[Any]] = {name: [] for name in defaults(row)}
    for parameters in parameter_sets(row):
        for name, value in parameters.items():
            if value not in values[name]:
                values[name].append(value)
    return values
