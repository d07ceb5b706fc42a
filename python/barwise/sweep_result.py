"""What a sweep gives: rows of outputs, and the parameters of each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from ._core import BadTypeError, BadValueError
from .errors import listed, refusal
from .parameter_grid import Parameters

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """Rows of one indicator or expression over the same bars, a row for each set of parameters.

    A row is what a call with its parameters gives, bit for bit: sweep[3], sweep.row(period=20), or one after the other
    `for values in sweep`. Where the bars were a table or a series, so is a row.
    """

    name: str
    """What was swept."""
    params: Parameters
    """The parameters of the rows: arrays by their names; params.to_pandas() is a table of them."""
    values: Any
    """An array of rows x bars; of several outputs, a named tuple of them."""
    swept: tuple[str, ...]
    """The parameters that were given several values."""
    like: Any = None
    """The table or series that the bars were, if they were one."""
    row_name: str = ""
    """What a row is called where it is a series."""

    # ---- rows --------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many rows there are."""
        return self.params.rows

    @property
    def outputs(self) -> dict[str, Doubles]:
        """The arrays of rows x bars by the names of the outputs."""
        names = getattr(self.values, "_fields", None)
        return dict(zip(names, self.values, strict=True)) if names else {self.name: self.values}

    @property
    def bars(self) -> int:
        """How many bars each row has."""
        return int(next(iter(self.outputs.values())).shape[1])

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> Sweep: ...

    def __getitem__(self, index: int | slice) -> Any:
        """A row by its number, or some of the rows as a sweep of them."""
        values = self.values
        if isinstance(index, slice):
            return replace(self, params=self.params.part(index), values=part_of(values, index))
        row = part_of(values, index)
        if self.like is None:
            return row
        from .tables import as_given, narwhals_of

        return as_given(narwhals_of(self.like), self.row_name, row)

    def __iter__(self) -> Iterator[Any]:
        """The rows, each like the result of a call."""
        return (self[index] for index in range(len(self)))

    def items(self) -> Iterator[tuple[dict[str, Any], Any]]:
        """The parameters of each row, and the row."""
        return ((self.params.row(index), self[index]) for index in range(len(self)))

    def row(self, **params: Any) -> Any:
        """The one row with these parameters."""
        return self[self.index(**params)]

    def index(self, **params: Any) -> int:
        """The number of the one row with these parameters."""
        found = np.ones(len(self), bool)
        for name, value in params.items():
            if name not in self.params:
                message = f"there is no parameter {name!r}, but {', '.join(self.params) or 'none'}"
                raise refusal(BadTypeError, self.name, name, message)
            found &= self.params[name] == value
        rows = np.flatnonzero(found)
        if len(rows) == 1:
            return int(rows[0])
        wanted = ", ".join(f"{name}={value!r}" for name, value in params.items()) or "any parameters"
        if not len(rows):
            raise refusal(BadValueError, self.name, next(iter(params), ""), f"no row has {wanted}")
        several = listed([label_of(self.params.row(int(row)), self.swept) for row in rows])
        raise refusal(BadValueError, self.name, "", f"{len(rows)} rows have {wanted}: {several}")

    # ---- tables ------------------------------------------------------------------------------------------------------

    @property
    def labels(self) -> tuple[str, ...]:
        """The parameters by which rows are told apart in tables: those that were swept, or all if none was."""
        return self.swept or tuple(self.params)

    def to_pandas(self, *, long: bool = False) -> pd.DataFrame:
        """As a DataFrame, at the index of the bars if they had one.

        Wide: a line for each bar and a column for each row, labelled with the parameters that were swept and, of
        several outputs, the output. Long: a line for each bar of each row, with the parameters, the bar and the outputs
        as columns.
        """
        import pandas as pd

        index = getattr(self.like, "index", None)
        index = index if isinstance(index, pd.Index) else pd.RangeIndex(self.bars)
        if long:
            return pd.DataFrame(self._long(str(index.name or "bar"), index.to_numpy()))
        columns = [self.params[name] for name in self.labels]
        several = isinstance(self.values, tuple)
        count = len(self.outputs)
        arrays = [np.repeat(column, count) for column in columns]
        names: list[str] = list(self.labels)
        if several or not columns:
            arrays.append(np.tile(np.array(list(self.outputs)), len(self)))
            names.append("output")
        header = (
            pd.MultiIndex.from_arrays(arrays, names=names) if len(arrays) > 1 else pd.Index(arrays[0], name=names[0])
        )
        values = np.stack(list(self.outputs.values()), axis=1).reshape(len(self) * count, self.bars)
        return pd.DataFrame(values.T, index=index, columns=header)

    def to_polars(self, *, long: bool = False) -> pl.DataFrame:
        """As a DataFrame of polars.

        Wide: a line for each bar and a column for each row, called for example "period=20" or, of several outputs,
        "upper period=20". Long: a line for each bar of each row, with the parameters, the bar and the outputs as
        columns.
        """
        import polars as pl

        if long:
            return pl.DataFrame(self._long("bar", np.arange(self.bars)))
        columns = {}
        for number in range(len(self)):
            label = label_of(self.params.row(number), self.labels, " ")
            for output, values in self.outputs.items():
                parts = [output] if isinstance(self.values, tuple) or not label else []
                columns[" ".join([*parts, label] if label else parts)] = values[number]
        return pl.DataFrame(columns)

    def _long(self, bar: str, bars: NDArray[Any]) -> dict[str, NDArray[Any]]:
        labels = {name: np.repeat(self.params[name], self.bars) for name in self.labels}
        outputs = {name: values.reshape(-1) for name, values in self.outputs.items()}
        return {**labels, bar: np.tile(bars, len(self)), **outputs}

    def __repr__(self) -> str:
        ranges = [f"{name} {range_of(self.params[name])}" for name in self.labels]
        return f"<Sweep of {self.name}: {len(self)} rows x {self.bars} bars" + "".join(f", {r}" for r in ranges) + ">"


def part_of(values: Any, index: int | slice) -> Any:
    """Of each output, if there are several."""
    return type(values)(*(each[index] for each in values)) if isinstance(values, tuple) else values[index]


def label_of(params: dict[str, Any], names: tuple[str, ...], separator: str = ", ") -> str:
    return separator.join(f"{name}={params[name]}" for name in names)


def range_of(column: NDArray[Any]) -> str:
    values = list(dict.fromkeys(column.tolist()))
    return f"{values[0]}" if len(values) == 1 else f"{values[0]} … {values[-1]}"
