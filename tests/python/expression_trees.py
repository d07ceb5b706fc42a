"""Expressions made at random over every row of the catalogue, and their values the slow way: by call after call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import barwise as bw
import numpy as np
from barwise import expression_kinds as kinds
from barwise._core import sources
from hypothesis import strategies as st
from reference.bars import Doubles
from reference.rows import ROWS, parameter_sets

FINITE_KINDS = ("walk", "ticks", "flat stretches", "around zero", "late start", "gaps")  # infinities count as missing

COLUMNS = ("weight", "another column")
NUMBERS = st.one_of(st.integers(-100, 100), st.floats(-100, 100).map(lambda value: value + 0.0))
OPERATORS = ("+", "-", "*", "/")
COMPARISONS = ("<", "<=", "==", "!=", ">", ">=")


@st.composite
def applications(draw: st.DrawFn, series: st.SearchStrategy[bw.Expression]) -> bw.Expression:
    """A row of the catalogue over such series; one output, where it has several."""
    row = bw.indicators[draw(st.sampled_from(ROWS))]
    parameters = draw(st.sampled_from(list(parameter_sets(row.__name__))))
    inputs = {given.name: draw(series) for given in row.info.inputs if given.is_free or draw(st.booleans())}
    made = row(**inputs, **parameters)
    return made if row.result is None else getattr(made, draw(st.sampled_from(made.outputs)))


def compositions(series: st.SearchStrategy[bw.Expression]) -> st.SearchStrategy[bw.Expression]:
    operands = st.one_of(series, NUMBERS)
    return st.one_of(
        applications(series),
        st.builds(lambda name, a, b: kinds.operation(name, a, b), st.sampled_from(OPERATORS), series, operands),
        st.builds(lambda name, a, b: kinds.operation(name, a, b), st.sampled_from(OPERATORS), operands, series),
        st.builds(lambda name, a, b: kinds.operation(name, a, b), st.sampled_from(COMPARISONS), series, operands),
        st.builds(lambda name, a, b: kinds.operation(name, a, b), st.sampled_from("&|"), series, series),
        st.builds(lambda make, a, b: make(a, b), st.sampled_from([bw.greater_of, bw.less_of]), series, operands),
        st.builds(lambda a: -a, series),
        st.builds(abs, series),
        st.builds(lambda a: ~a, series),
        st.builds(lambda a, bars: a.shift(bars), series, st.integers(0, 40)),
    )


LEAVES: st.SearchStrategy[bw.Expression] = st.sampled_from([kinds.SOURCES[name] for name in sources])
OWN_LEAVES = st.one_of(LEAVES, st.sampled_from([bw.column(name) for name in COLUMNS]))


def reads_a_column(expression: bw.Expression) -> bool:
    """A level that a kind of pivot has not does not, and is refused: nothing says how many bars there are."""
    return bool(expression.program().columns)


EXPRESSIONS = st.recursive(LEAVES, compositions, max_leaves=8).filter(reads_a_column)
EXPRESSIONS_OF_COLUMNS = st.recursive(OWN_LEAVES, compositions, max_leaves=8).filter(reads_a_column)


# ---- values ----------------------------------------------------------------------------------------------------------


def value_of(expression: bw.Expression, bars: Mapping[str, Doubles]) -> Doubles:
    """Its values by single calls of indicators and numpy's arithmetic."""
    match expression:
        case kinds.Constant(value=value):
            return np.full(len(bars["close"]), float(value))
        case kinds.Source(name=name):
            return bars[name] if name in bars else source_values(name, bars)
        case kinds.Column(name=name):
            return bars[name]
        case kinds.Application():
            return application_values(expression, bars)
        case kinds.Output(application=application, name=name):
            return getattr(application_values(application, bars), name)
        case kinds.Shift(operand=operand, bars=count):
            values = value_of(operand, bars)
            return np.concatenate([np.full(min(count, len(values)), np.nan), values[: max(len(values) - count, 0)]])
        case kinds.Negative(operand=operand):
            return -value_of(operand, bars)
        case kinds.Absolute(operand=operand):
            return np.abs(value_of(operand, bars))
        case kinds.Not(operand=operand):
            return 1 - value_of(operand, bars)
        case kinds.Operation(name=name, left=left, right=right):
            return operation_values(name, value_of(left, bars), value_of(right, bars))
    raise AssertionError(type(expression))


def source_values(name: str, bars: Mapping[str, Doubles]) -> Doubles:
    mean = bw.find(name)
    return mean(**{given.name: bars[given.name] for given in mean.info.inputs})


def application_values(application: kinds.Application, bars: Mapping[str, Doubles]) -> Any:
    info = application.indicator.info
    inputs = zip(info.inputs, application.inputs, strict=True)
    settings = zip(info.parameters, application.settings, strict=True)
    arrays = {given.name: value_of(series, bars) for given, series in inputs}
    return application.indicator(**arrays, **{parameter.name: value for parameter, value in settings})


def operation_values(name: str, a: Doubles, b: Doubles) -> Doubles:
    missing = np.isnan(a) | np.isnan(b)
    with np.errstate(all="ignore"):
        match name:
            case "+":
                return a + b
            case "-":
                return a - b
            case "*":
                return a * b
            case "/":
                return np.where(b == 0, np.nan, a / b)
            case "greater_of" | "|":
                return np.where(missing, np.nan, np.where(a > b, a, b))
            case "less_of" | "&":
                return np.where(missing, np.nan, np.where(a < b, a, b))
        compare = {
            "<": np.less,
            "<=": np.less_equal,
            "==": np.equal,
            "!=": np.not_equal,
            ">": np.greater,
            ">=": np.greater_equal,
        }
        return np.where(missing, np.nan, compare[name](a, b))
