"""Sweeps: one indicator with many sets of parameters, over the same bars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from math import prod
from operator import index
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._core import (
    BadTypeError,
    BadValueError,
    Indicator,
    PreparedSweep,
    bind_data,
    default_kernel,
    read_parameter,
    refused_rows,
)
from .call_arguments import Arguments, CallArguments, is_plain, kernel_of, split_arguments
from .errors import listed, refusal
from .information import AnyIndicator, info_of
from .parameter_grid import Grid, Parameters, grid_of
from .result_arrays import Doubles, check_shape, given_arrays
from .sweep_result import Sweep, label_of

KEPT_SWEEPS = 8
KEPT_BYTES = 16_384  # of the parameters of one that is kept
KEPT_ROWS = 2_048

OPTIONS = ("zip", "out", "kernel", "threads", "progress", "rows_at_a_time")


@dataclass(frozen=True)
class SweepPlan:
    """All that it takes to run the rows of a sweep."""

    name: str
    outputs: int
    result: type[tuple[Any, ...]] | None  # of several outputs: their named tuple
    grid: Grid
    params: Parameters
    arrays: dict[str, NDArray[Any]]
    prepare: Callable[[int, int], PreparedSweep]  # of the rows from one number to another
    like: Any = None
    row_name: str = ""


def call(indicator: Indicator, positional: tuple[Any, ...], named: Arguments) -> Sweep | Iterator[Sweep]:
    """What indicator.sweep calls."""
    arguments, like, row_name = bars_and_parameters(indicator, positional, named)
    info, options = info_of(indicator), arguments.options
    given = arguments.parameters
    defaults = {each.name: each.default for each in info.parameters if each.name not in given}
    rows = rows_of(indicator, given | defaults, options.get("zip"))
    kernel = kernel_of(indicator, options)
    sources, arrays = bind_data(indicator, arguments.data, kernel, False)
    plan = SweepPlan(
        name=indicator.__name__,
        outputs=len(info.outputs),
        result=indicator.result,
        grid=rows.grid,
        params=rows.params,
        arrays=arrays,
        prepare=lambda first, stop: prepare(indicator, sources, kernel or "auto", rows.matrix[first:stop]),
        like=like,
        row_name=row_name,
    )
    return run_plan(plan, options)


@dataclass(frozen=True)
class Rows:
    """The parameters of all rows, of which each can be computed."""

    grid: Grid
    params: Parameters
    matrix: Doubles  # rows x parameters, as numbers


def rows_of(indicator: Indicator, given: Arguments, zipped: object) -> Rows:
    """What the values given for the parameters make; the last one given varies fastest."""
    if not are_few(given.values()):
        return new_rows(indicator, given, zipped)
    return rows_before(indicator, tuple((name, value, repr(value)) for name, value in given.items()), bool(zipped))


def are_few(values: Iterable[Any]) -> bool:
    """Say whether they are numbers, names and ranges that make few rows."""
    ranges = [len(value) for value in values if type(value) is range]
    return all(type(value) in (range, int, float, str) for value in values) and prod(ranges) <= KEPT_ROWS


@lru_cache(KEPT_SWEEPS)
def rows_before(indicator: Indicator, given: tuple[tuple[str, Any, str], ...], zipped: bool) -> Rows:
    """The same values are often given again; each comes with its text, which tells 1 from 1.0 and 0.0 from -0.0."""
    return new_rows(indicator, {name: value for name, value, _ in given}, zipped)


def new_rows(indicator: Indicator, given: Arguments, zipped: object) -> Rows:
    title, parameters = indicator.__name__, info_of(indicator).parameters
    names = [parameter.name for parameter in parameters]
    grid = grid_of(title, given, names, zipped)
    numbers = {name: grid.column(name, partial(read_parameter, indicator, k)) for k, name in enumerate(names)}
    matrix = np.ascontiguousarray(np.stack(list(numbers.values()), axis=1)) if names else np.empty((grid.rows, 0))
    refuse_reasons(title, grid, refused_rows(indicator, matrix))
    params = Parameters({p.name: typed(p.type, grid, numbers, p.name) for p in parameters}, grid.rows)
    return Rows(grid, params, matrix)


def typed(kind: str, grid: Grid, numbers: dict[str, Doubles], name: str) -> NDArray[Any]:
    """The values of a parameter as one reads them."""
    if kind == "choice":
        return grid.column(name)
    return numbers[name].astype(np.int64) if kind == "integer" else numbers[name]


def prepare(indicator: Indicator, sources: tuple[str | None, ...], kernel: str, parameters: Doubles) -> PreparedSweep:
    if parameters.nbytes > KEPT_BYTES:
        return PreparedSweep.of_indicator(indicator, sources, kernel, parameters)
    if kernel == "auto":
        kernel = default_kernel()  # which the environment may change
    return prepared_before(indicator, sources, kernel, parameters.shape, parameters.tobytes())


@lru_cache(KEPT_SWEEPS)
def prepared_before(
    indicator: Indicator, sources: tuple[str | None, ...], kernel: str, shape: tuple[int, ...], numbers: bytes
) -> PreparedSweep:
    """The same sweep is often asked for again, over other bars."""
    return PreparedSweep.of_indicator(indicator, sources, kernel, np.frombuffer(numbers).reshape(shape))


def bars_and_parameters(
    indicator: AnyIndicator, positional: tuple[Any, ...], named: Arguments
) -> tuple[CallArguments, Any, str]:
    """The arguments with arrays for data; the table or series that they were, if so; and what a row of it is called."""
    if not positional or is_plain(positional[0]):
        arguments = split_arguments(indicator, positional, named, OPTIONS)
        if all(map(is_plain, arguments.data.values())):
            return arguments, None, ""
    from .sweep_tables import arrays_of_bars

    return arrays_of_bars(indicator, positional, named, OPTIONS)


def refuse_reasons(title: str, grid: Grid, refused: list[tuple[int, str, str]]) -> None:
    """Says of all rows that will not do, each with the argument at fault and a message, what is wrong with them."""
    if not refused:
        return
    prefix = f"{title}: "
    if grid.rows == 1:
        raise refusal(BadValueError, title, refused[0][1], refused[0][2].removeprefix(prefix))
    swept = grid.swept
    reasons = [f"{label_of(grid.row(row), swept)} ({message.removeprefix(prefix)})" for row, _, message in refused]
    message = f"{len(refused)} of {grid.rows} rows cannot be computed: {listed(reasons)}"
    raise refusal(BadValueError, title, refused[0][1], message)


# ---- running ---------------------------------------------------------------------------------------------------------


def run_plan(plan: SweepPlan, options: Arguments) -> Sweep | Iterator[Sweep]:
    """The sweep, or with rows_at_a_time its pieces."""
    rows_at_a_time = options.get("rows_at_a_time")
    if rows_at_a_time is None:
        return run_rows(plan, options, 0, plan.grid.rows, outputs_for(plan, options, plan.grid.rows))
    rows = count_of(plan.name, rows_at_a_time)
    buffers = outputs_for(plan, options, min(rows, plan.grid.rows)) if options.get("out") is not None else None
    return pieces(plan, options, rows, buffers)


def count_of(title: str, value: Any) -> int:
    try:
        rows = index(value)
    except TypeError:
        message = f"rows_at_a_time must be an integer, not {type(value).__name__}"
        raise refusal(BadTypeError, title, "rows_at_a_time", message) from None
    if rows < 1:
        raise refusal(BadValueError, title, "rows_at_a_time", f"rows_at_a_time must be at least 1, not {rows}")
    return rows


def outputs_for(plan: SweepPlan, options: Arguments, rows: int) -> tuple[Doubles, ...]:
    """New arrays, or those given as out=."""
    shape = (rows, len(next(iter(plan.arrays.values()))))
    out = options.get("out")
    if out is None:
        return tuple(np.empty(shape) for _ in range(plan.outputs))
    outputs = given_arrays(plan.name, out, plan.outputs, plan.arrays.values())
    check_shape(plan.name, outputs, shape, "rows x bars")
    for output in outputs:
        if shape[1] > 1 and output.strides[1] != output.itemsize:
            message = "the rows of out must be contiguous: the values of each must lie side by side"
            raise refusal(BadValueError, plan.name, "out", message)
    return outputs


def pieces(plan: SweepPlan, options: Arguments, rows: int, buffers: tuple[Doubles, ...] | None) -> Iterator[Sweep]:
    for first in range(0, plan.grid.rows, rows):
        stop = min(first + rows, plan.grid.rows)
        if buffers is None:
            outputs = outputs_for(plan, options, stop - first)
        else:
            outputs = tuple(buffer[: stop - first] for buffer in buffers)
        yield run_rows(plan, options, first, stop, outputs)


def run_rows(plan: SweepPlan, options: Arguments, first: int, stop: int, outputs: tuple[Doubles, ...]) -> Sweep:
    prepared = plan.prepare(first, stop)
    prepared.run(0, stop - first, plan.arrays, outputs, options.get("threads"), progress_of(plan, options, first, stop))
    return Sweep(
        name=plan.name,
        params=plan.params.part(slice(first, stop)),
        values=outputs[0] if plan.result is None else plan.result(*outputs),
        swept=plan.grid.swept,
        like=plan.like,
        row_name=plan.row_name,
    )


def progress_of(plan: SweepPlan, options: Arguments, first: int, stop: int) -> Any:
    """What is told of all rows while some of them are computed."""
    progress = options.get("progress")
    if stop - first == plan.grid.rows or not callable(progress):
        return progress
    return lambda done: progress((first + done * (stop - first)) / plan.grid.rows)
