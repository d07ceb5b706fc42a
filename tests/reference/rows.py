"""The rows of the catalogue as tests need them: what to feed them, what parameters to try, one way to call them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import barwise as bw
import numpy as np
from barwise._core import market_columns

from .bars import Bars, Doubles, periods_of

ROWS = tuple(sorted(bw.indicators))
KERNELS = tuple(bw.kernels())


def _shape_of(row: str) -> tuple[object, ...]:
    """What an interface sees of a row: the kinds of its inputs, if it has parameters and a period, its outputs."""
    info = bw.indicators[row].info
    inputs = tuple((given.is_free, given.source in market_columns) for given in info.inputs)
    return inputs, bool(info.parameters), any(p.name == "period" for p in info.parameters), len(info.outputs)


# One row of each shape, for tests of how data come in and results go out, where all rows of a shape are alike.
ROWS_OF_EACH_SHAPE = tuple({_shape_of(row): row for row in reversed(ROWS)}.values())

Parameters = dict[str, Any]

# Around the powers of two that windows are made of, and around the groups of eight that recurrences are computed in.
WHOLE_NUMBERS = (2, 7, 8, 9, 33, 100)


def inputs_of(row: str, bars: Bars) -> Bars:
    """What that row reads, under its inputs' names: for a free input its default column, or closes."""
    inputs = bw.indicators[row].info.inputs
    bars = {**bars, "periods": periods_of(bars)} if "volume" in bars else bars
    return {given.name: bars.get(given.name, bars.get(given.source, bars["close"])) for given in inputs}


def defaults(row: str) -> Parameters:
    return {parameter.name: parameter.default for parameter in bw.indicators[row].info.parameters}


def values_of(parameter: Any) -> list[Any]:
    if parameter.type == "choice":
        return list(parameter.choices)
    if parameter.type == "integer":
        return [parameter.min, *(k for k in WHOLE_NUMBERS if parameter.min < k <= parameter.max)]
    return [parameter.min, (parameter.min + parameter.default) / 2, parameter.max]


def in_order(row: str, parameters: Parameters) -> Parameters:
    """The same, with what one of them may not be greater than raised to it: a slow period at least as slow."""
    ordered = dict(parameters)
    for parameter in bw.indicators[row].info.parameters:
        if parameter.at_most:
            ordered[parameter.at_most] = max(ordered[parameter.at_most], ordered[parameter.name])
    return ordered


def parameter_sets(row: str) -> Iterator[Parameters]:
    """The defaults, and then each parameter on its own at its other values worth trying."""
    usual = defaults(row)
    yield usual
    for parameter in bw.indicators[row].info.parameters:
        for value in values_of(parameter):
            if value != usual[parameter.name]:
                yield in_order(row, {**usual, parameter.name: value})


def some_parameter_sets(row: str, place: int) -> Iterator[Parameters]:
    """The defaults, and a sixth of the others: another one at each place, for tests that are slow."""
    for k, parameters in enumerate(parameter_sets(row)):
        if k == 0 or (7 * k + place) % 6 == 0:
            yield parameters


def call(row: str, inputs: Mapping[str, Any], parameters: Parameters, kernel: str = "auto") -> dict[str, Doubles]:
    """Every output of the row by name."""
    indicator = bw.indicators[row]
    result = indicator(**inputs, **parameters, kernel=kernel)
    outputs = result if isinstance(result, tuple) else (result,)
    return {output.name: values for output, values in zip(indicator.info.outputs, outputs, strict=True)}


def lookbacks(row: str, parameters: Parameters) -> dict[str, int]:
    """The look-back of every output by name."""
    indicator = bw.indicators[row]
    result = indicator.lookback(**parameters)
    every = result if isinstance(result, tuple) else (result,)
    return {output.name: bars for output, bars in zip(indicator.info.outputs, every, strict=True)}


def same_bits(a: Doubles, b: Doubles) -> bool:
    """Equal to the last bit and the sign of zeros; any NaN equals any NaN."""
    missing = np.isnan(a)
    return bool(
        a.shape == b.shape
        and np.array_equal(missing, np.isnan(b))
        and np.array_equal(a[~missing].view(np.int64), b[~missing].view(np.int64))
    )


def first_value(values: Doubles) -> int:
    """The index of the first value that is not NaN; the length if all are."""
    present = np.flatnonzero(~np.isnan(values))
    return int(present[0]) if present.size else len(values)
