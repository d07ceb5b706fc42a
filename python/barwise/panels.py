"""Calls over many series at once: along an axis of arrays, or in the groups of a long table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import index
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._core import BadTypeError, BadValueError, Indicator, Program, bind_data, run_series
from .call_arguments import Arguments, CallArguments, is_plain, kernel_of, split_arguments
from .errors import refusal
from .grouping import Groups, Labels, codes_of_array, groups_of_codes, groups_of_offsets
from .information import CALL_OPTIONS, AnyIndicator, info_of
from .result_arrays import Doubles, check_alike, check_shape, given_arrays

WAYS = ("axis", "by", "offsets")  # to say which bars are one series

Arrays = Mapping[str, NDArray[Any]]
Outputs = tuple[Doubles, ...]


def call(indicator: AnyIndicator, positional: tuple[Any, ...], named: Arguments) -> Any:
    """The call of an indicator with an option that says what one series is, or how the work is done."""
    check_ways(indicator, named)
    if named.get("axis") is not None:
        return call_along(indicator, positional, named)
    run: Callable[..., Any] = partial(call_on_arrays, indicator)
    if not positional or is_plain(positional[0]):
        arguments = split_arguments(indicator, positional, named, CALL_OPTIONS)
        if all(map(is_plain, [*arguments.data.values(), arguments.options.get("by")])):
            return run(*positional, **named)
    from . import tables
    from .labels import with_labels

    return tables.call(indicator, positional, with_labels(indicator, positional[0] if positional else None, named), run)


def check_ways(of: AnyIndicator | str, options: Mapping[str, Any]) -> None:
    chosen = [name for name in WAYS if options.get(name) is not None]
    if len(chosen) > 1:
        raise refusal(BadTypeError, of, chosen[1], f"{chosen[1]} cannot be given beside {chosen[0]}")


def call_on_arrays(indicator: AnyIndicator, *positional: Any, **named: Any) -> Any:
    """As the indicator itself would be called, on arrays of one dimension."""
    return run_call(indicator, split_arguments(indicator, positional, named, CALL_OPTIONS), any_shape=False)


def call_along(indicator: AnyIndicator, positional: tuple[Any, ...], named: Arguments) -> Any:
    """The call on arrays of any dimensions, or on tables whose columns are series."""
    arguments = split_arguments(indicator, positional, named, CALL_OPTIONS)
    if not all(map(is_plain, arguments.data.values())):
        from .wide_tables import call_on_wide_tables

        return call_on_wide_tables(indicator, arguments)
    data = {name: numeric_array(indicator, name, value) for name, value in arguments.data.items()}
    return run_call(indicator, CallArguments(data, arguments.parameters, arguments.options), any_shape=True)


def run_call(indicator: AnyIndicator, arguments: CallArguments, any_shape: bool) -> Any:
    """The call with arrays and names of sources for data."""
    program, arrays = bind(indicator, arguments, any_shape)
    outputs = run_program(indicator, program, arrays, arguments.options)
    if arguments.options.get("out") is not None:
        return arguments.options["out"]
    return outputs[0] if indicator.result is None else indicator.result(*outputs)


def bind(indicator: AnyIndicator, arguments: CallArguments, any_shape: bool) -> tuple[Program, Arrays]:
    """What is to be run, and the arrays of the columns that it reads."""
    if not isinstance(indicator, Indicator):
        program, given = indicator.bound(arguments)
        return program, {name: numeric_array(indicator, name, value) for name, value in given.items()}
    kernel = kernel_of(indicator, arguments.options)
    values = {parameter.name: parameter.default for parameter in info_of(indicator).parameters} | arguments.parameters
    sources, arrays = bind_data(indicator, arguments.data, kernel, any_shape)
    return Program.of_indicator(indicator, sources, tuple(values.values()), kernel), arrays


def numeric_array(of: AnyIndicator | str, name: str, value: Any) -> Any:
    """A list as an array, and masked values as NaN; the name of a source as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, np.ma.MaskedArray):
        return np.ma.filled(value.astype(np.float64), np.nan)
    if isinstance(value, np.ndarray):
        return value
    try:
        return np.asarray(value, np.float64)
    except (TypeError, ValueError) as error:
        raise refusal(BadTypeError, of, name, f"{name} cannot be made an array of numbers: {error}") from error


def run_given(program: Program, given: Mapping[str, Any], options: Mapping[str, Any], bars: Any) -> Outputs:
    """The outputs of a program of expressions over arrays and lists; by= may name columns of the bars."""
    check_ways(program.title, options)
    arrays = {name: numeric_array(program.title, name, value) for name, value in given.items()}
    if not is_plain(bars) or not is_plain(options.get("by")):
        from .labels import with_labels

        options = with_labels(program.title, bars, options)
    return run_program(program.title, program, arrays, options)


# ---- programs --------------------------------------------------------------------------------------------------------


def run_program(of: AnyIndicator | str, program: Program, arrays: Arrays, options: Mapping[str, Any]) -> Outputs:
    """The outputs over many series, as the options say; messages start with the name of `of`."""
    if not arrays:
        raise refusal(BadTypeError, of, "", "no bars are given")
    check_shapes(of, arrays)
    if options.get("axis") is not None:
        return run_along(of, program, arrays, options)
    return run_in_groups(of, program, arrays, options)


def check_shapes(of: AnyIndicator | str, arrays: Arrays) -> None:
    first = next(iter(arrays))
    shape = arrays[first].shape
    for name, array in arrays.items():
        if array.shape != shape:
            message = f"{first} has the shape {shape} but {name} has {array.shape}"
            raise refusal(BadValueError, of, name, message)
    if not shape:
        raise refusal(BadValueError, of, first, f"{first} must be an array of bars, not a single number")


def run(
    program: Program, arrays: Arrays, outputs: Outputs, options: Mapping[str, Any], groups: Groups | None = None
) -> None:
    """Writes to outputs, which are shaped like the arrays, whose last dimension is that of the bars."""
    starts, stops = (None, None) if groups is None else (groups.starts, groups.stops)
    run_series(program, dict(arrays), outputs, starts, stops, options.get("threads"), options.get("progress"))


# ---- along an axis ---------------------------------------------------------------------------------------------------


def run_along(of: AnyIndicator | str, program: Program, arrays: Arrays, options: Mapping[str, Any]) -> Outputs:
    first = next(iter(arrays.values()))
    axis = axis_of(of, options["axis"], first.ndim)
    if options.get("out") is None:
        outputs: Outputs = tuple(np.empty_like(first, np.float64, subok=False) for _ in program.outputs)
    else:
        outputs = given_arrays(of, options["out"], len(program.outputs), arrays.values())
        check_shape(of, outputs, first.shape, "that of the bars")
    along = tuple(np.moveaxis(output, axis, -1) for output in outputs)
    check_alike(of, along)
    run(program, {name: np.moveaxis(array, axis, -1) for name, array in arrays.items()}, along, options)
    return outputs


def axis_of(of: AnyIndicator | str, axis: Any, dimensions: int) -> int:
    try:
        number = index(axis)
    except TypeError:
        message = f"axis must be an integer, not {type(axis).__name__}"
        raise refusal(BadTypeError, of, "axis", message) from None
    if not -dimensions <= number < dimensions:
        message = f"axis must be an integer from {-dimensions} to {dimensions - 1}, not {number}"
        raise refusal(BadValueError, of, "axis", message)
    return number


# ---- one dimension: one series, or groups ----------------------------------------------------------------------------


def run_in_groups(of: AnyIndicator | str, program: Program, arrays: Arrays, options: Mapping[str, Any]) -> Outputs:
    name, first = next(iter(arrays.items()))
    if first.ndim != 1:
        message = f"{name} must have one dimension, not {first.ndim}; axis= says along which its series lie"
        raise refusal(BadValueError, of, name, message)
    groups = groups_of(of, options, len(first))
    if options.get("out") is None:
        outputs: Outputs = tuple(np.empty(len(first)) for _ in program.outputs)
    else:
        outputs = given_arrays(of, options["out"], len(program.outputs), arrays.values())
        check_shape(of, outputs, first.shape, "bars")
        check_alike(of, outputs)
    if groups is not None and groups.order is not None:
        run_in_order(program, arrays, outputs, options, groups, groups.order)
    else:
        prepare_rows(outputs, groups)
        run(program, arrays, outputs, options, groups)
    return outputs


def prepare_rows(outputs: Outputs, groups: Groups | None) -> None:
    """Rows that belong to no series are NaN."""
    if groups is not None and not groups.is_complete:
        for output in outputs:
            output.fill(np.nan)


def run_in_order(
    program: Program,
    arrays: Arrays,
    outputs: Outputs,
    options: Mapping[str, Any],
    groups: Groups,
    order: NDArray[np.intp],
) -> None:
    """Puts the rows of each series side by side, and the results back to where their rows are."""
    ordered = {name: array[order] for name, array in arrays.items()}
    results = tuple(np.empty(groups.rows) for _ in outputs)
    prepare_rows(results, groups)
    run(program, ordered, results, options, groups)
    for output, result in zip(outputs, results, strict=True):
        output[order] = result


def groups_of(of: AnyIndicator | str, options: Mapping[str, Any], bars: int) -> Groups | None:
    if options.get("offsets") is not None:
        return groups_of_offsets(of, options["offsets"], bars)
    labels = options.get("by")
    if labels is None:
        return None
    if isinstance(labels, str):
        message = f"by={labels!r} names a column, and no table is given; by may also be an array of labels"
        raise refusal(BadTypeError, of, "by", message)
    groups = groups_of_codes(labels.codes if isinstance(labels, Labels) else codes_of_array(of, labels))
    if groups.rows != bars:
        raise refusal(BadValueError, of, "by", f"by has {groups.rows} labels, but there are {bars} bars")
    return groups
