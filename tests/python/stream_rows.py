"""What streams are tried on: every row of the catalogue, and formulas that put rows together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import barwise as bw
import numpy as np
from reference.bars import Bars, Doubles
from reference.rows import ROWS, Parameters, inputs_of, parameter_sets, same_bits


@bw.indicator(name="channel")
def channel(source: bw.Expression = bw.close, period: int = 7) -> dict[str, bw.Expression]:
    """Several outputs, which begin at different bars."""
    middle = bw.sma(source, period)
    return {"middle": middle, "fast": bw.ema(source, 3), "above": bw.max(bw.high, period) - middle}


@dataclass(frozen=True)
class Subject:
    """Something to stream: how to open it, and what the same is over all bars at once."""

    label: str
    open: Callable[[], bw.Stream[Any, Any]]
    compute: Callable[[Mapping[str, Any]], Any]
    inputs: Callable[[Bars], Bars]

    def columns(self, bars: Bars) -> list[Doubles]:
        """The values of the bars by position."""
        return list(self.inputs(bars).values())

    def expected(self, columns: list[Doubles]) -> list[Doubles]:
        """Each output over all bars at once, whose columns may have been changed."""
        names = self.open().inputs
        return outputs_of(self.compute(dict(zip(names, columns, strict=True))))


def outputs_of(result: Any) -> list[Any]:
    return list(result) if isinstance(result, tuple) else [result]


def row_subject(row: str, parameters: Parameters) -> Subject:
    indicator = bw.indicators[row]
    settings = ", ".join(f"{name}={value}" for name, value in parameters.items())
    return Subject(
        f"{row}({settings})",
        lambda: indicator.stream(**parameters),
        lambda columns: indicator(*columns.values(), **parameters),
        lambda bars: inputs_of(row, bars),
    )


def made_subject(row: str, source: str) -> Subject:
    """A row whose first free input is made of columns of the market."""
    indicator = bw.indicators[row]
    named = {free_inputs(row)[0]: source}
    names = indicator.stream(**named).inputs
    return Subject(
        f"{row} of {source}",
        lambda: indicator.stream(**named),
        lambda columns: indicator(**named, **columns),
        lambda bars: {name: bars.get(name, bars["close"]) for name in names},
    )


def free_inputs(row: str) -> list[str]:
    return [given.name for given in bw.indicators[row].info.inputs if given.is_free]


def formula_subject(expression: bw.Expression) -> Subject:
    return Subject(
        expression.text(),
        expression.stream,
        lambda columns: expression(**columns),
        lambda bars: {name: bars[name] for name in expression.columns},
    )


FORMULAS = (
    bw.ema(bw.cci(period=20), 9),
    bw.sma(bw.close, 5) - bw.low.shift(3) * 2,
    bw.sma(bw.volume, 9) > bw.volume,
    channel(),
    channel(bw.sma(bw.hl2, 4), 12),
)

# The defaults of each row, and the formulas.
USUAL = (
    *(row_subject(row, next(parameter_sets(row))) for row in ROWS),
    *map(formula_subject, FORMULAS),
)

SUBJECTS = (
    *(row_subject(row, parameters) for row in ROWS for parameters in parameter_sets(row)),
    *(made_subject(row, "ohlc4") for row in ROWS if free_inputs(row)),
    *map(formula_subject, FORMULAS),
)
LABELS = [subject.label for subject in SUBJECTS]


def update_all(stream: bw.Stream[Any, Any], columns: list[Doubles]) -> list[Doubles]:
    """Each output at every bar."""
    values = [outputs_of(stream.update(*bar)) for bar in zip(*(column.tolist() for column in columns), strict=True)]
    if not values:
        return [np.empty(0) for _ in outputs_of(stream.value)]
    return [np.array(output) for output in zip(*values, strict=True)]


def equal(got: list[Any], expected: list[Any]) -> bool:
    return len(got) == len(expected) and all(
        same_bits(np.asarray(a, np.float64), np.asarray(b, np.float64)) for a, b in zip(got, expected, strict=True)
    )


def part(columns: list[Doubles], first: int, end: int | None = None) -> list[Doubles]:
    return [column[first:end] for column in columns]
