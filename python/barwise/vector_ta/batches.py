"""Batches: one call for all combinations of ranges of parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, product
from typing import Any

import numpy as np

from .._core import indicators
from .checks import bars_of, check
from .conversion import (
    Doubles,
    array,
    bounds,
    kernel_named,
    number,
    refuse_strided,
    settings_of,
    text_of_kernel,
    values_of_range,
)
from .functions import cut_to_shortest, named, outputs_of
from .rows import NO_RANGE, Integer, Parameter, Row, Text
from .signatures import document, make

UNUSED = Integer()  # what an ignored range must be made of all the same


def new_batch(row: Row) -> Callable[..., Any]:
    ranged = [parameter for parameter in row.parameters if parameter.range != NO_RANGE]
    given = [*row.inputs, *chain.from_iterable(map(arguments_of, ranged))]
    optional = [f"{row.unused_range}=None"] if row.unused_range else []
    passed = ", ".join([*row.inputs, *map(passed_of, ranged), row.unused_range or "None", "kernel"])
    return make(
        f"{row.name}_batch",
        ", ".join([*given, *optional, "kernel=None"]),
        f"return run_batch({passed})",
        {"run_batch": batch_of(row)},
        document_of(row),
    )


def arguments_of(parameter: Parameter) -> list[str]:
    if parameter.splits_range:
        return parameter.limits
    return [parameter.name if isinstance(parameter, Text) else parameter.range_name]


def passed_of(parameter: Parameter) -> str:
    """What is made of these."""
    return f"({', '.join(parameter.limits)})" if parameter.splits_range else arguments_of(parameter)[0]


def batch_of(row: Row) -> Callable[..., dict[str, Any]]:
    ranged = [parameter for parameter in row.parameters if parameter.range != NO_RANGE]

    def run_batch(*values: Any) -> dict[str, Any]:
        *given, unused, kernel = values
        inputs = {name: array(name, value) for name, value in zip(row.inputs, given, strict=False)}
        limits = {
            parameter.name: limits_of(parameter, value)
            for parameter, value in zip(ranged, given[len(inputs) :], strict=True)
        }
        if unused is not None:
            bounds(UNUSED, str(row.unused_range), unused)
        name_of_kernel = text_of_kernel(kernel)
        refuse_strided(tuple(inputs.values()))
        kernel = kernel_named(name_of_kernel)
        if row.cuts_to_shortest:
            inputs = cut_to_shortest(inputs)
        ranges = {parameter.name: values_of(row, parameter, limits.get(parameter.name)) for parameter in row.parameters}
        check(row, row.batch_checks, bars_of(tuple(inputs.values())), ranges, of_batch=True)
        return result_of(row, inputs, list(product(*ranges.values())), kernel)

    return run_batch


def limits_of(parameter: Parameter, value: Any) -> Any:
    if isinstance(parameter, Text):
        return parameter.default if value is None and parameter.shown else number(parameter, parameter.name, value)
    if value is None and parameter.shown:
        return parameter.default, parameter.default, 0
    return bounds(parameter, parameter.range_name, value)


def values_of(row: Row, parameter: Parameter, limits: Any) -> Sequence[Any]:
    if parameter.range == NO_RANGE:
        return (parameter.default,)
    return (limits,) if isinstance(parameter, Text) else values_of_range(row.name, parameter, *limits)


def result_of(row: Row, inputs: dict[str, Doubles], combinations: list[tuple[Any, ...]], kernel: str) -> dict[str, Any]:
    columns = {
        parameter.name: [values[place] for values in combinations] for place, parameter in enumerate(row.parameters)
    }
    outputs = rows_of(row, inputs, columns, kernel)
    values = {key: output for (key, _, _), output in zip(row.outputs, outputs, strict=True)}
    entries: dict[str, Any] = {
        parameter.entry: columns[parameter.name]
        if isinstance(parameter, Text)
        else np.array(columns[parameter.name], parameter.dtype)
        for parameter in row.parameters
        if parameter.entry
    }
    constants = {name: np.array(value, dtype) for name, (dtype, value) in row.batch_constants.items()}
    shape = dict(zip(row.batch_shape, outputs[0].shape, strict=False))
    result = {**values, **entries, **constants, **shape}
    if row.batch_combinations:
        names = [parameter.name for parameter in row.parameters]
        result[row.batch_combinations] = [dict(zip(names, values, strict=True)) for values in combinations]
    return {key: result[key] for key in row.batch_order or result}


def rows_of(row: Row, inputs: dict[str, Doubles], columns: dict[str, list[Any]], kernel: str) -> list[Doubles]:
    indicator = indicators[row.indicator]
    series = named(row, inputs)
    swept = {
        parameter.name: np.array(columns[parameter.name])
        for parameter in row.parameters
        if not isinstance(parameter, Text)
    }
    texts = {name: values[0] for name, values in columns.items() if name not in swept}
    settings = {**settings_of(row, {**swept, **texts}), **row.settings}
    if any(isinstance(value, (np.ndarray, list)) for value in settings.values()):
        result = indicator.sweep(**series, zip=True, kernel=kernel, **settings).values
    else:
        result = indicator(**series, **settings, kernel=kernel)
    return [np.atleast_2d(output) for output in outputs_of(row, result)]


def document_of(row: Row) -> str:
    about = indicators[row.indicator].info
    ranges = "Each range is a tuple (start, end, step), end included. The first parameter varies slowest."
    entries = ", ".join(parameter.entry for parameter in row.parameters if parameter.entry)
    rows = f"Returns a dict: values has a row for each combination of the parameters, {entries} say which."
    alone = "Returns a dict: values has one row, since there are no parameters."
    return document(row, f"{about.title}: {about.formula}.", *([ranges, rows] if row.parameters else [alone]))
