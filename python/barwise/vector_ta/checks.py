"""What is refused about bars and parameters that have the right types, in the order and words of the original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .._core import indicators
from .conversion import UNSIGNED_LIMIT, Doubles, settings_of, text_of_real
from .rows import Integer, Row, Text


@dataclass(frozen=True)
class Bars:
    """How many there are, and how many from the first on that is not missing."""

    lengths: tuple[int, ...]
    valid: int

    @property
    def length(self) -> int:
        return self.lengths[0]


NO_BARS = Bars((0,), 0)  # a stream has none yet


def bars_of(arrays: Sequence[Doubles]) -> Bars:
    lengths = tuple(len(given) for given in arrays)
    if min(lengths) != max(lengths):
        return Bars(lengths, 0)
    missing = np.isnan(arrays[0])
    for given in arrays[1:]:
        missing |= np.isnan(given)
    leading = int(np.argmin(missing)) if not missing.all() else lengths[0]
    return Bars(lengths, lengths[0] - leading)


def check(
    row: Row, order: tuple[str, ...], bars: Bars, values: Mapping[str, Sequence[Any]], *, of_batch: bool = False
) -> None:
    for step in order:
        if step == "empty":
            check_not_empty(row, bars, of_batch)
        elif step == "lengths":
            check_lengths(row, bars)
        elif step == "missing":
            if bars.valid == 0:
                raise ValueError(row.missing.format(name=row.name))
        elif step == "bars":
            check_lookback(row, bars, values)
        elif step == "valid":
            check_enough(row, bars, values, row.batch_multiple if of_batch else 1)
        else:
            check_parameter(row, step, bars, values[step], of_batch)


def check_not_empty(row: Row, bars: Bars, of_batch: bool) -> None:
    if min(bars.lengths) == 0:
        raise ValueError((row.batch_empty if of_batch else row.empty).format(name=row.name))


def check_lengths(row: Row, bars: Bars) -> None:
    if min(bars.lengths) != max(bars.lengths):
        lengths = " and ".join(f"{name} ({length})" for name, length in zip(row.inputs, bars.lengths, strict=True))
        raise ValueError(f"{row.name}: Different lengths for {lengths}.")


def check_enough(row: Row, bars: Bars, values: Mapping[str, Sequence[Any]], multiple: int) -> None:
    periods = values[next(parameter.name for parameter in row.parameters if isinstance(parameter, Integer))]
    needed = -(-max(periods[0], periods[-1]) // multiple) * multiple  # a range ends with its least or its greatest
    if bars.valid < needed:
        raise ValueError(f"{row.name}: Not enough valid data: needed = {needed}, valid = {bars.valid}")


def check_lookback(row: Row, bars: Bars, values: Mapping[str, Sequence[Any]]) -> None:
    """Refuse fewer bars than any value needs, with the greatest parameters."""
    needed = bars_for_all(row, {name: max(several) for name, several in values.items()})
    if bars.valid < needed:
        raise ValueError(f"{row.name}: Not enough valid data: needed = {needed}, valid = {bars.valid}")


def bars_for_all(row: Row, values: Mapping[str, Any]) -> int:
    """So many that every output has a value."""
    looked = indicators[row.indicator].lookback(**settings_of(row, values), **row.settings)
    most: int = max(looked) if isinstance(looked, tuple) else looked
    return 1 + most


def least_bars(row: Row, values: Mapping[str, Any]) -> int:
    """So many bars with a value pass all checks of a single call."""
    periods = [values[p.name] for p in row.parameters if isinstance(p, Integer) and not p.fixed]
    most: int = max([1, *periods])
    return max(most, bars_for_all(row, values)) if "bars" in row.checks else most


def check_parameter(row: Row, name: str, bars: Bars, values: Sequence[Any], of_batch: bool) -> None:
    parameter = next(parameter for parameter in row.parameters if parameter.name == name)
    if parameter.fixed:
        if any(value != parameter.default for value in values):
            raise ValueError(f"{row.name}: barwise has {name} = {parameter.default} only")
    elif isinstance(parameter, Text):
        if any(value.lower() not in parameter.choices for value in values):
            raise ValueError(f"{row.name}: Unknown MA type: {values[0]}")
    elif isinstance(parameter, Integer):
        least = min(1, parameter.least) if of_batch else parameter.least
        most = len(parameter.choices) - 1 if parameter.choices else UNSIGNED_LIMIT
        for period in values:
            if not least <= period <= most or (bars is not NO_BARS and period > bars.length):
                data = f"{name} = {period}, data length = {bars.length}"
                raise ValueError(f"{row.name}: Invalid {name}: {data}")
    else:
        for value in values:
            if parameter.is_refused(value):
                raise ValueError(f"{row.name}: Invalid {name}: {text_of_real(value)}")
