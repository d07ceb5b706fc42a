"""Sweeps of expressions and of indicators of one's own: the same formula with many sets of parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ._core import BadTypeError, BadValueError, Error, PreparedSweep, market_columns
from .call_arguments import Arguments, kernel_of
from .compute import bars_of
from .errors import refusal
from .expression_kinds import Application
from .expressions import Expression
from .information import info_of
from .panels import numeric_array
from .parameter_grid import Grid, Parameters, grid_of
from .sweep_result import Sweep
from .sweeps import OPTIONS, SweepPlan, bars_and_parameters, refuse_reasons, run_plan
from .wiring import MOST_COLUMNS, Description, describe

if TYPE_CHECKING:
    from .custom_indicators import CustomIndicator

Make = Callable[[Arguments], Expression]  # the expression with these values of its parameters
Rows = Callable[[int], Description]


def sweep_expression(expression: Expression, positional: tuple[Any, ...], named: Arguments) -> Sweep | Iterator[Sweep]:
    """What expression.sweep calls."""
    title = expression.text()
    options = {name: named.pop(name) for name in OPTIONS if name in named}
    given = {name: named.pop(name) for name in expression.parameters if name in named}
    grid = grid_of(title, given, given, options.get("zip"))
    arrays, like = bars_of(title, expression.program(), positional, named)
    plan = plan_of(title, expression, grid, lambda values: expression.with_parameters(**values), arrays, options)
    return run_plan(replace(plan, like=like, row_name=title), options)


def sweep_custom_indicator(
    indicator: CustomIndicator, positional: tuple[Any, ...], named: Arguments
) -> Sweep | Iterator[Sweep]:
    """What the sweep of an indicator of one's own calls."""
    title = indicator.__name__
    arguments, like, row_name = bars_and_parameters(indicator, positional, named)
    defaults = {parameter.name: parameter.default for parameter in info_of(indicator).parameters}
    given = {**arguments.parameters, **{k: v for k, v in defaults.items() if k not in arguments.parameters}}
    grid = grid_of(title, given, defaults, arguments.options.get("zip"))
    default, arrays = indicator.applied(replace(arguments, parameters={}))

    def make(values: Arguments) -> Expression:
        return Application(indicator, default.inputs, indicator.parameter_values(**values))

    plan = plan_of(title, default, grid, make, arrays, arguments.options)
    return run_plan(replace(plan, like=like, row_name=row_name), arguments.options)


def plan_of(
    title: str, expression: Expression, grid: Grid, make: Make, arrays: Arguments, options: Arguments
) -> SweepPlan:
    if not arrays:
        raise refusal(BadTypeError, title, "", "no bars are given: a table, a dict of arrays, or arrays by name")
    rows = rows_of(title, grid, make, keep=options.get("rows_at_a_time") is None)
    outputs = len(expression.outputs)
    return SweepPlan(
        name=title,
        outputs=outputs,
        result=expression.result,
        grid=grid,
        params=Parameters({name: grid.column(name) for name in grid.choices}, grid.rows),
        arrays={name: numeric_array(title, name, value) for name, value in arrays.items()},
        prepare=partial(prepare, title, rows, outputs, kernel_of(title, options)),
    )


def rows_of(title: str, grid: Grid, make: Make, keep: bool) -> Rows:
    """Describes each row; refuses those that cannot be made, before anything is computed. keep: if there is room."""
    refused = []
    kept: list[Description] = []

    def row(number: int) -> Description:
        return describe([make(grid.row(number))])

    def try_row(number: int) -> None:
        try:
            described = row(number)
        except ValueError as error:
            refused.append((number, error.argument if isinstance(error, Error) else "", str(error)))
        else:
            kept.extend([described] if keep else [])

    for number in range(grid.rows):
        try_row(number)
    refuse_reasons(title, grid, refused)
    return kept.__getitem__ if keep else row


def prepare(title: str, rows: Rows, outputs: int, kernel: str | None, first: int, stop: int) -> PreparedSweep:
    columns = rows(first).columns
    names = (*market_columns, *columns, *[None] * (MOST_COLUMNS - len(columns)))

    def describe_row(number: int) -> tuple[Any, Any]:
        described = rows(first + number)
        if described.columns != columns:
            message = f"its rows must read the same columns, not {columns} and {described.columns}"
            raise refusal(BadValueError, title, "", message)
        return described.nodes, described.outputs

    return PreparedSweep.of_graphs(title, names, stop - first, outputs, describe_row, kernel)
