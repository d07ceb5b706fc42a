"""Bars given as tables and series, for expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from ._core import BadTypeError, Program
from .compute import (
    Arrays,
    check_count,
    column_named,
    columns_needed,
    outputs_of,
    refuse_column,
    values_by_name,
    values_by_position_and_name,
)
from .errors import refusal
from .tables import array_of, arrays_of_series, narwhals_of, with_index_of


def compute_over_table(program: Program, names: tuple[str, ...], bars: Any, options: Mapping[str, Any]) -> Any:
    """A table of all results."""
    table = table_of(program.title, bars)
    arrays = arrays_of_table(program.title, program, table, {})
    results = dict(zip(names, outputs_of(program, arrays, options, bars), strict=True))
    return with_index_of(table, nw.to_native(nw.from_dict(results, backend=table.implementation)))


def table_of(title: str, bars: Any) -> nw.DataFrame[Any]:
    table = narwhals_of(bars)
    if isinstance(table, nw.LazyFrame):
        raise refusal(BadTypeError, title, "", "a lazy table has no bars yet: collect() it first")
    if not isinstance(table, nw.DataFrame):
        message = f"bars must be a table or a dict of arrays, not {type(bars).__name__}"
        raise refusal(BadTypeError, title, "bars", message)
    return table


def bars_of_table_or_series(
    title: str, program: Program, data: tuple[Any, ...], named: Mapping[str, Any]
) -> tuple[Arrays, Any]:
    """Arrays, and what they were given as."""
    if not isinstance(narwhals_of(data[0]), (nw.DataFrame, nw.LazyFrame)):
        return bars_of_series(title, values_by_position_and_name(title, program, data, named))
    table = table_of(title, data[0])
    check_count(title, data, 1, "a table")
    return arrays_of_table(title, program, table, named), table


def bars_of_series(title: str, given: Arrays) -> tuple[Arrays, Any]:
    """Arrays, and the first series among what was given."""
    arrays, series = arrays_of_series(title, given)
    return arrays, next(iter(series.values()), None)


def arrays_of_table(title: str, program: Program, table: nw.DataFrame[Any], named: Mapping[str, Any]) -> Arrays:
    """The columns that the program reads; others may be named in their place, or arrays given."""
    given = values_by_name(title, program, named)
    for name in columns_needed(title, program):
        column = given.get(name)
        if column is None:
            column = column_named(title, table.columns, name)
        if not isinstance(column, str):
            continue
        if column not in table.columns:
            raise refuse_column(title, table.columns, column)
        given[name] = nw.to_native(table[column])
    return {name: array_of(title, name, value) for name, value in given.items()}
