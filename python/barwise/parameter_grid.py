"""The rows of a sweep: which value each parameter has in each of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ._core import BadValueError
from .errors import refusal

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Column = NDArray[Any]


class Parameters(Mapping[str, Column]):
    """The parameters of a sweep's rows: a table with a column for each parameter, as arrays by their names."""

    def __init__(self, columns: Mapping[str, Column], rows: int) -> None:
        self._columns = dict(columns)
        self._rows = rows

    def __getitem__(self, name: str) -> Column:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def rows(self) -> int:
        """How many rows there are; len() is the number of parameters, as for any mapping."""
        return self._rows

    def row(self, index: int) -> dict[str, Any]:
        """The parameters of one row, as a call takes them."""
        return {name: column[index].item() for name, column in self._columns.items()}

    def part(self, rows: slice) -> Parameters:
        """Some of the rows, in arrays of their own."""
        columns = {name: column[rows].copy() for name, column in self._columns.items()}
        return Parameters(columns, len(range(*rows.indices(self._rows))))

    def to_pandas(self) -> pd.DataFrame:
        """As a DataFrame."""
        import pandas as pd

        return pd.DataFrame(self._columns, index=pd.RangeIndex(self._rows))

    def to_polars(self) -> pl.DataFrame:
        """As a DataFrame of polars."""
        import polars as pl

        return pl.DataFrame(self._columns)

    def __repr__(self) -> str:
        columns = (f"{name}={np.array2string(column, threshold=8)}" for name, column in self._columns.items())
        return f"Parameters({', '.join(columns)})"


@dataclass(frozen=True)
class Choice:
    """The values that one parameter may have, and the number of one of them for each row."""

    values: list[Any]
    index: NDArray[np.intp]
    is_swept: bool  # it was given as several values, if only a list of one


@dataclass(frozen=True)
class Grid:
    """For each parameter its choice; all have as many rows."""

    choices: dict[str, Choice]
    rows: int

    @property
    def swept(self) -> tuple[str, ...]:
        return tuple(name for name, choice in self.choices.items() if choice.is_swept)

    def column(self, name: str, convert: Callable[[list[Any]], Column] = np.array) -> Column:
        """The values of one parameter, a row each."""
        choice = self.choices[name]
        return convert(choice.values)[choice.index]

    def row(self, index: int) -> dict[str, Any]:
        """The values of one row, as they were given."""
        return {name: choice.values[choice.index[index]] for name, choice in self.choices.items()}


def grid_of(title: str, given: Mapping[str, Any], names: Iterable[str], zipped: object) -> Grid:
    """The rows that the values given for some parameters make; the choices are in the order of `names`.

    All combinations, in which the last parameter given varies fastest; or, zipped, the first values of all, then the
    second ones, and so on.
    """
    values = {name: values_of(title, name, value) for name, value in given.items()}
    swept = {name: len(values[name]) for name in given if is_several(given[name])}
    if zipped:
        check_lengths(title, swept)
        rows = next(iter(swept.values()), 1)
        indexes = {name: np.arange(rows) for name in swept}
    else:
        rows = math.prod(swept.values())
        shape = tuple(swept.values())
        indexes = dict(zip(swept, np.unravel_index(np.arange(rows), shape), strict=True)) if swept else {}
    same = np.zeros(rows, np.intp)
    choices = {name: Choice(values[name], indexes.get(name, same), name in swept) for name in names if name in values}
    return Grid(choices, rows)


def is_several(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes))


def values_of(title: str, name: str, value: Any) -> list[Any]:
    if not is_several(value):
        return [value]
    values = list(value)
    if not values:
        raise refusal(BadValueError, title, name, f"{name} has no values, so there is nothing to compute")
    return values


def check_lengths(title: str, lengths: Mapping[str, int]) -> None:
    if len(set(lengths.values())) > 1:
        counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise refusal(
            BadValueError,
            title,
            list(lengths)[-1],
            f"with zip=True all lists must be of one length, but {counts} values",
        )
