"""Calls on what is no array: tables and series of pandas, polars and others, and all that numpy makes an array of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw
import numpy as np

from ._core import BadTypeError, BadValueError, market_columns, sources
from .application import apply
from .call_arguments import Arguments, asks_for_panels
from .column_names import AmbiguousColumnError, columns_of, find_column
from .errors import refusal
from .expressions import Expression
from .information import AnyIndicator, info_of


def call(
    indicator: AnyIndicator, positional: tuple[Any, ...], named: Arguments, run: Callable[..., Any] | None = None
) -> Any:
    """The call with arrays in the place of tables and series, and its result as they are.

    run: what is called with the arrays, as the indicator itself would be.
    """
    if any(isinstance(value, Expression) for value in (*positional, *named.values())):
        return apply(indicator, positional, named)
    first = narwhals_of(positional[0]) if positional else None
    if run is None and asks_for_panels(named):
        from . import panels

        return panels.call(indicator, positional, named)
    run = run or indicator
    if isinstance(first, nw.LazyFrame):
        raise refusal(BadTypeError, indicator, "", "a lazy table has no bars yet: collect() it first")
    if isinstance(first, nw.DataFrame):
        named = {**parameters_by_name(indicator, positional[1:], named), **named}
        return call_on_table(indicator, first, named, run)
    return call_on_series(indicator, positional, named, run)


def narwhals_of(value: object) -> Any:
    """The table or series in its common form; anything else as it is."""
    return nw.from_native(value, pass_through=True, allow_series=True)


# ---- values ----------------------------------------------------------------------------------------------------------


def array_of(indicator: AnyIndicator | str, argument: str, value: object) -> Any:
    """What the extension can read."""
    common = narwhals_of(value)
    if isinstance(common, nw.Series):
        return array_of_series(indicator, argument, common)
    if isinstance(common, (nw.DataFrame, nw.LazyFrame)):
        message = f"{argument} must be one column, not a table; a table is given first, and without a name"
        raise refusal(BadTypeError, indicator, argument, message)
    if isinstance(value, (np.ndarray, list, tuple)):
        return value
    try:
        array = np.asarray(value)
    except (TypeError, ValueError) as error:
        raise refusal(BadTypeError, indicator, argument, f"{argument} cannot be made an array: {error}") from error
    if array.ndim == 0:
        message = f"{argument} must be an array of bars, a series or a table, not {type(value).__name__}"
        raise refusal(BadTypeError, indicator, argument, message)
    return array


def array_of_series(indicator: AnyIndicator | str, argument: str, series: nw.Series[Any]) -> Any:
    """Its memory where possible; missing values as NaN."""
    if not series.dtype.is_numeric() and series.dtype != nw.Boolean:
        message = f"{argument} must hold numbers, not {series.dtype}; convert it to floats first"
        raise refusal(BadTypeError, indicator, argument, message)
    if series.dtype.is_decimal() or series.null_count() > 0:
        series = series.cast(nw.Float64)
    return series.to_numpy()


# ---- series ----------------------------------------------------------------------------------------------------------


def call_on_series(
    indicator: AnyIndicator, positional: tuple[Any, ...], named: Arguments, run: Callable[..., Any]
) -> Any:
    inputs = [given.name for given in info_of(indicator).inputs]
    is_data = {*inputs, *market_columns}
    data = {name: value for name, value in named.items() if name in is_data and value is not None}
    data.update(zip(inputs, positional, strict=False))
    arrays, series = arrays_of_series(indicator, data)
    by_position = [arrays.pop(name) for name, _ in zip(inputs, positional, strict=False)]
    result = run(*by_position, *positional[len(inputs) :], **{**named, **arrays})
    if not series or named.get("out") is not None:
        return result
    like = next(iter(series.values()))
    return as_given(like, like.name if len(series) == 1 else indicator.__name__, result)


def arrays_of_series(indicator: AnyIndicator | str, data: Arguments) -> tuple[Arguments, dict[str, nw.Series[Any]]]:
    """What the extension can read; and the series among the data."""
    series = {name: common for name, value in data.items() if isinstance(common := narwhals_of(value), nw.Series)}
    check_indexes(indicator, series)
    arrays = {
        name: value if isinstance(value, str) else array_of(indicator, name, value) for name, value in data.items()
    }
    return arrays, series


def check_indexes(indicator: AnyIndicator | str, series: Mapping[str, nw.Series[Any]]) -> None:
    """Bars that belong together stand at the same index."""
    first, expected = "", None
    for name, given in series.items():
        index = nw.maybe_get_index(given)
        if index is None:
            continue
        if expected is None:
            first, expected = name, index
        elif len(index) == len(expected) and not index.equals(expected):
            message = f"{first} and {name} have different indexes; align them first"
            raise refusal(BadValueError, indicator, name, message)


def as_given(like: nw.Series[Any] | nw.DataFrame[Any], name: str, result: Any) -> Any:
    """The result as what it was computed from: a series, or for several outputs a table or a named tuple of series."""
    if not isinstance(result, tuple):
        return new_series(like, name, result)
    columns = result._asdict()  # type: ignore[attr-defined]
    if isinstance(like, nw.DataFrame):
        return with_index_of(like, nw.to_native(nw.from_dict(columns, backend=like.implementation)))
    return type(result)(*(new_series(like, output, values) for output, values in columns.items()))


def new_series(like: nw.Series[Any] | nw.DataFrame[Any], name: str, values: Any) -> Any:
    return with_index_of(like, nw.to_native(nw.new_series(name, values, nw.Float64, backend=like.implementation)))


def with_index_of(like: nw.Series[Any] | nw.DataFrame[Any], native: Any) -> Any:
    """The same, its rows at the index of those given, in libraries that have one."""
    index = nw.maybe_get_index(like)
    if index is not None:
        native.index = index
    return native


# ---- tables ----------------------------------------------------------------------------------------------------------


def call_on_table(indicator: AnyIndicator, table: nw.DataFrame[Any], named: Arguments, run: Callable[..., Any]) -> Any:
    result = run(**{**named, **arrays_of_table(indicator, table, named)})
    return result if named.get("out") is not None else as_given(table, indicator.__name__, result)


def parameters_by_name(indicator: AnyIndicator, values: tuple[Any, ...], named: Arguments) -> Arguments:
    """What follows a table."""
    names = [parameter.name for parameter in info_of(indicator).parameters]
    if len(values) > len(names):
        expected = f"{len(names)} ({', '.join(names)})" if names else "nothing"
        message = f"at most {expected} may follow a table by position, not {len(values)}"
        raise refusal(BadTypeError, indicator, "", message)
    parameters = dict(zip(names, values, strict=False))
    for name in parameters:
        if name in named:
            raise refusal(BadTypeError, indicator, name, f"{name} is given twice")
    return parameters


def arrays_of_table(indicator: AnyIndicator, table: nw.DataFrame[Any], named: Arguments) -> Arguments:
    """Arrays for the inputs and for the columns of the market that they are made of."""
    arrays: Arguments = {}
    needed: list[str] = [*getattr(indicator, "body_columns", ())]  # which only one's own indicator may have
    for given in info_of(indicator).inputs:
        value = named.get(given.name)
        if value is None or (given.is_free and is_source(value)):
            needed += columns_of(given.source if value is None else value.lower())
        else:
            arrays[given.name] = array_beside(indicator, table, given.name, value)
    for name in market_columns:
        if name not in arrays and named.get(name) is not None:
            arrays[name] = array_beside(indicator, table, name, named[name])
        elif name not in arrays and name in needed:
            arrays[name] = array_of(indicator, name, nw.to_native(table[column_named(indicator, table, name)]))
    return arrays


def is_source(value: object) -> bool:
    return isinstance(value, str) and value.lower() in sources


def array_beside(indicator: AnyIndicator | str, table: nw.DataFrame[Any], argument: str, value: object) -> Any:
    """A value that is given beside a table: the name of one of its columns, or an array."""
    if not isinstance(value, str):
        return array_of(indicator, argument, value)
    if value not in table.columns:
        message = f"{argument} must name a column of the table ({names_of(table)}) or a source, not {value!r}"
        raise refusal(BadValueError, indicator, argument, message)
    return array_of(indicator, argument, nw.to_native(table[value]))


def column_named(indicator: AnyIndicator | str, table: nw.DataFrame[Any], name: str) -> str:
    try:
        column = find_column(name, table.columns)
    except AmbiguousColumnError as error:
        raise refusal(BadValueError, indicator, name, f"{error}; say which, as in {name}=") from error
    if column is None:
        message = f"the table has no column {name}, only {names_of(table)}"
        raise refusal(BadValueError, indicator, name, message)
    return column


def names_of(table: nw.DataFrame[Any]) -> str:
    return ", ".join(map(str, table.columns)) or "none"
