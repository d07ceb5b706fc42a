"""Tables whose columns are series, such as the closes of many symbols: one in, one with the same columns out."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from ._core import BadTypeError, BadValueError
from .call_arguments import Arguments, CallArguments
from .errors import refusal
from .information import AnyIndicator
from .panels import axis_of, numeric_array, run_call
from .result_arrays import Doubles
from .tables import array_of, narwhals_of, with_index_of

TABLE_DIMENSIONS = 2


def call_on_wide_tables(indicator: AnyIndicator, arguments: CallArguments) -> Any:
    """The call along axis 0 of tables, or of series and whatever else numpy makes an array of."""
    tables: dict[str, nw.DataFrame[Any]] = {}
    data: Arguments = {}
    for name, value in arguments.data.items():
        common = narwhals_of(value)
        if isinstance(common, nw.LazyFrame):
            raise refusal(BadTypeError, indicator, name, "a lazy table has no bars yet: collect() it first")
        if isinstance(common, nw.DataFrame):
            tables[name] = common
            data[name] = matrix_of(indicator, name, common)
        else:
            plain = value if isinstance(value, str) else array_of(indicator, name, value)
            data[name] = numeric_array(indicator, name, plain)
    if tables:
        check_tables(indicator, arguments.options["axis"], tables)
    result = run_call(indicator, CallArguments(data, arguments.parameters, arguments.options), any_shape=True)
    if not tables or arguments.options.get("out") is not None:
        return result
    first = next(iter(tables.values()))
    if isinstance(result, tuple):
        return type(result)(*(table_like(first, values) for values in result))
    return table_like(first, result)


def matrix_of(indicator: AnyIndicator, name: str, table: nw.DataFrame[Any]) -> Doubles:
    """Its memory where the library has one piece of it; missing values as NaN."""
    for column, kind in table.schema.items():
        if not kind.is_numeric() and kind != nw.Boolean:
            message = f"{name} must hold numbers, but its column {column} is of {kind}; choose the series' columns"
            raise refusal(BadTypeError, indicator, name, message)
    if any(not kind.is_float() for kind in table.schema.values()):
        table = table.select(nw.all().cast(nw.Float64))
    return table.to_numpy()


def check_tables(indicator: AnyIndicator, axis: Any, tables: dict[str, nw.DataFrame[Any]]) -> None:
    """Series that belong together are of one name, and their bars stand at the same index."""
    if axis_of(indicator, axis, TABLE_DIMENSIONS) % TABLE_DIMENSIONS != 0:
        message = f"axis must be 0 where the columns of a table are the series, not {axis}"
        raise refusal(BadValueError, indicator, "axis", message)
    first, *others = tables
    index = nw.maybe_get_index(tables[first])
    for name in others:
        if tables[name].columns != tables[first].columns:
            raise refusal(BadValueError, indicator, name, f"{first} and {name} have different columns")
        other = nw.maybe_get_index(tables[name])
        if index is not None and other is not None and len(other) == len(index) and not other.equals(index):
            message = f"{first} and {name} have different indexes; align them first"
            raise refusal(BadValueError, indicator, name, message)


def table_like(table: nw.DataFrame[Any], values: Doubles) -> Any:
    """The values under the same names, at the same index."""
    made = nw.from_numpy(values, table.columns, backend=table.implementation)
    return with_index_of(table, nw.to_native(made))
