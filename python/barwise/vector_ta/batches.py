"""Batches: one call for all combinations of ranges of parameters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from .._core import indicators
from .checks import bars_of, check
from .conversion import Doubles, array, bounds, kernel_named, refuse_strided, text_of_kernel, values_of_range
from .functions import cut_to_shortest, series_of
from .rows import Integer, Row
from .signatures import document, make

UNUSED = Integer()  # what an ignored range must be made of all the same


def new_batch(row: Row) -> Callable[..., Any]:
    given = [*row.inputs, *(range_name(parameter.name) for parameter in row.parameters)]
    optional = [f"{row.unused_range}=None"] if row.unused_range else []
    passed = ", ".join([*given, row.unused_range or "None", "kernel"])
    return make(
        f"{row.name}_batch",
        ", ".join([*given, *optional, "kernel=None"]),
        f"return run_batch({passed})",
        {"run_batch": batch_of(row)},
        document_of(row),
    )


def range_name(parameter: str) -> str:
    return f"{parameter}_range"


def batch_of(row: Row) -> Callable[..., dict[str, Any]]:
    def run_batch(*values: Any) -> dict[str, Any]:
        *given, unused, kernel = values
        inputs = {name: array(name, value) for name, value in zip(row.inputs, given, strict=False)}
        limits = [
            bounds(parameter, range_name(parameter.name), value)
            for parameter, value in zip(row.parameters, given[len(inputs) :], strict=True)
        ]
        if unused is not None:
            bounds(UNUSED, str(row.unused_range), unused)
        name_of_kernel = text_of_kernel(kernel)
        refuse_strided(tuple(inputs.values()))
        kernel = kernel_named(name_of_kernel)
        if row.cuts_to_shortest:
            inputs = cut_to_shortest(inputs)
        ranges = {
            parameter.name: values_of_range(row.name, parameter, *limit)
            for parameter, limit in zip(row.parameters, limits, strict=True)
        }
        check(row, row.batch_checks, bars_of(tuple(inputs.values())), ranges, of_batch=True)
        return result_of(row, inputs, list(product(*ranges.values())), kernel)

    return run_batch


def result_of(row: Row, inputs: dict[str, Doubles], combinations: list[tuple[Any, ...]], kernel: str) -> dict[str, Any]:
    columns = {
        parameter.name: np.array([values[place] for values in combinations], parameter.dtype)
        for place, parameter in enumerate(row.parameters)
    }
    values = rows_of(row, inputs, columns, kernel)
    entries: dict[str, Any] = {parameter.entry: columns[parameter.name] for parameter in row.parameters}
    constants = {name: np.array(value, dtype) for name, (dtype, value) in row.batch_constants.items()}
    shape = dict(zip(row.batch_shape, values.shape, strict=False))
    return {"values": values, **entries, **constants, **shape}


def rows_of(row: Row, inputs: dict[str, Doubles], columns: dict[str, Any], kernel: str) -> Doubles:
    indicator = indicators[row.indicator]
    series = [inputs[name] for name in series_of(row)]
    if not columns:
        return np.asarray(indicator(*series, **row.settings, kernel=kernel))[np.newaxis]
    return np.asarray(indicator.sweep(*series, zip=True, kernel=kernel, **columns, **row.settings).values)


def document_of(row: Row) -> str:
    about = indicators[row.indicator].info
    ranges = "Each range is a tuple (start, end, step), end included. The first parameter varies slowest."
    entries = ", ".join(parameter.entry for parameter in row.parameters)
    rows = f"Returns a dict: values has a row for each combination of the parameters, {entries} say which."
    alone = "Returns a dict: values has one row, since there are no parameters."
    return document(row, f"{about.title}: {about.formula}.", *([ranges, rows] if row.parameters else [alone]))
