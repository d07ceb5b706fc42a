"""Expressions computed over bars, one or several in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, SupportsIndex, cast

import numpy as np
from numpy.typing import NDArray

from ._core import BadTypeError, BadValueError, Indicator, Program, market_columns
from .call_arguments import asks_for_panels, is_plain
from .column_names import AmbiguousColumnError, find_column
from .errors import refusal
from .expressions import Expression
from .information import CALL_OPTIONS
from .wiring import kept_program_of

Arrays = dict[str, Any]
Doubles = NDArray[np.float64]


def compute(
    bars: Any,
    /,
    expressions: Mapping[str, Any] | None = None,
    *,
    kernel: str = "auto",
    axis: SupportsIndex | None = None,
    by: Any = None,
    offsets: Any = None,
    threads: SupportsIndex | None = None,
    progress: Callable[[float], object] | None = None,
    **named: Any,
) -> Any:
    """Computes expressions over the same bars in one pass, in which what they have in common is computed once.

        bw.compute(bars, cci=bw.cci(period=20), fast=bw.ema(bw.close, 12), trend="ema(close, 12) > ema(close, 26)")

    bars: a table of pandas, polars or others, or a dict of arrays or series; columns are found by name.
    expressions: for results whose names cannot be keywords, a dict of those. Text is read by `barwise.parse`, and an
        indicator stands for itself with its defaults.
    axis, by, offsets, threads, progress: for many series at once, as in the call of an indicator.

    The result is of the same kind as the bars: a table, or a dict of arrays or series. An indicator of several outputs
    gives one for each, named as in macd.signal.
    """
    options = {"axis": axis, "by": by, "offsets": offsets, "threads": threads, "progress": progress}
    chosen = expressions_of({**(expressions or {}), **named})
    names = tuple(label for name, expression in chosen.items() for label in labels_of(name, expression))
    program = kept_program_of(tuple(chosen.values()), names, "compute", kernel)
    if isinstance(bars, Mapping):
        arrays, like = bars_of("compute", program, (bars,), {})
        results = dict(zip(names, outputs_of(program, arrays, options, bars), strict=True))
        return results if like is None else series_like(like, results)
    from .computed_tables import compute_over_table

    return compute_over_table(program, names, bars, options)


def series_like(like: Any, results: Arrays) -> Arrays:
    from .tables import as_given

    return {name: as_given(like, name, values) for name, values in results.items()}


def expressions_of(given: Mapping[str, Any]) -> dict[str, Expression]:
    if not given:
        raise refusal(BadTypeError, "compute", "", "expected an expression, such as cci=barwise.cci(period=20)")
    return {name: expression_of(name, value) for name, value in given.items()}


def expression_of(name: str, value: Any) -> Expression:
    if isinstance(value, Expression):
        return value
    from .custom_indicators import CustomIndicator
    from .formula import parse

    if isinstance(value, str):
        return parse(value)
    if isinstance(value, (Indicator, CustomIndicator)):
        return cast(Expression, value())
    message = f"{name} must be an expression, such as barwise.cci(period=20), not {type(value).__name__}"
    raise refusal(BadTypeError, "compute", name, message)


def labels_of(name: str, expression: Expression) -> list[str]:
    """The name of the result, or for several outputs those of all."""
    return [name] if expression.result is None else [f"{name}.{output}" for output in expression.outputs]


# ---- one expression --------------------------------------------------------------------------------------------------


def call(expression: Expression, data: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """An expression's own call: over a table, a dict, or arrays and series in the order of its columns or by name."""
    title = expression.text()
    options = {name: named.pop(name, None) for name in CALL_OPTIONS}
    kernel = options["kernel"]
    program = expression.program()
    if kernel not in (None, "auto"):
        program = kept_program_of([expression], expression.outputs, title, kernel)

    arrays, like = bars_of(title, program, data, named)
    result = run_program(program, arrays, options, data[0] if data else None, expression.result)
    if like is None or options["out"] is not None:
        return result
    from .tables import as_given

    return as_given(like, title, result)


def bars_of(title: str, program: Program, data: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Arrays, Any]:
    """What the extension can read; and the table or the first series that it was, which results are to be like."""
    if data and isinstance(data[0], Mapping):
        check_count(title, data, 1, "a dict")
        given = values_of_mapping(title, program, data[0], named)
    elif data and not is_plain(data[0]):
        from .computed_tables import bars_of_table_or_series

        return bars_of_table_or_series(title, program, data, named)
    else:
        given = values_by_position_and_name(title, program, data, named)
    if all(map(is_plain, given.values())):
        return given, None
    from .computed_tables import bars_of_series

    return bars_of_series(title, given)


def run_program(
    program: Program, arrays: Arrays, options: Mapping[str, Any], bars: Any, result: Callable[..., Any] | None
) -> Any:
    """What a call gives: what was given as out=, or the array, or the named tuple of several."""
    outputs = outputs_of(program, arrays, options, bars)
    if options.get("out") is not None:
        return options["out"]
    return outputs[0] if result is None else result(*outputs)


def outputs_of(program: Program, arrays: Arrays, options: Mapping[str, Any], bars: Any) -> tuple[Doubles, ...]:
    """Runs it over one series or, if the options say so, over many."""
    if not arrays:
        message = "no bars are given: a table, a dict of arrays, or arrays by name such as close="
        raise refusal(BadTypeError, program.title, "", message)
    if asks_for_panels(options):
        from .panels import run_given

        return run_given(program, arrays, options, bars)
    out = options.get("out")
    if out is None or len(program.outputs) == 1:
        return program.run(arrays, None if out is None else (out,))
    return program.run(arrays, tuple(out) if isinstance(out, list) else out)


def check_count(title: str, data: tuple[Any, ...], most: int, what: str) -> None:
    if len(data) > most:
        raise refusal(BadTypeError, title, "", f"it takes at most {most} by position ({what}), not {len(data)}")


# ---- columns ---------------------------------------------------------------------------------------------------------


def values_by_position_and_name(
    title: str, program: Program, data: tuple[Any, ...], named: Mapping[str, Any]
) -> Arrays:
    check_count(title, data, len(program.columns), ", ".join(program.columns))
    given = dict(zip(program.columns, data, strict=False))
    for name in named:
        if name in given:
            raise refusal(BadTypeError, title, name, f"{name} is given twice")
    return {**given, **values_by_name(title, program, named)}


def values_by_name(title: str, program: Program, named: Mapping[str, Any]) -> Arrays:
    """Those that are given; columns of the market that are not read may be there as well."""
    for name in named:
        if name not in program.columns and name not in market_columns:
            message = f"there is no argument {name!r}; it takes {', '.join([*program.columns, 'out', 'kernel'])}"
            raise refusal(BadTypeError, title, name, message)
    return {name: value for name, value in named.items() if value is not None}


def values_of_mapping(title: str, program: Program, bars: Mapping[str, Any], named: Mapping[str, Any]) -> Arrays:
    given = values_by_name(title, program, named)
    for name in columns_needed(title, program):
        if name not in given:
            given[name] = bars[column_named(title, bars, name)]
    return given


def columns_needed(title: str, program: Program) -> tuple[str, ...]:
    if not program.columns:
        raise refusal(BadValueError, title, "", "it reads no column, so nothing says how many bars there are")
    return program.columns


def column_named(title: str, columns: Iterable[str], name: str) -> str:
    """How a column is spelled there."""
    names = list(columns)
    try:
        column = find_column(name, names) if name in market_columns else name
    except AmbiguousColumnError as error:
        raise refusal(BadValueError, title, name, str(error)) from error
    if column is None or column not in names:
        raise refuse_column(title, names, name)
    return column


def refuse_column(title: str, columns: Iterable[str], name: str) -> Exception:
    names = ", ".join(map(str, columns)) or "none"
    return refusal(BadValueError, title, name, f"the bars have no column {name}, only {names}")
