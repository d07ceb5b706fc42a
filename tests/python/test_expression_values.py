"""Expressions computed: equal to single calls and numpy's arithmetic, to the last bit, in every form."""

from __future__ import annotations

import re
from functools import cache

import barwise as bw
import numpy as np
import pytest
from expression_trees import COLUMNS, EXPRESSIONS, EXPRESSIONS_OF_COLUMNS, FINITE_KINDS, value_of
from hypothesis import given
from hypothesis import strategies as st
from reference.bars import Bars, make_bars
from reference.rows import ROWS, first_value, same_bits

BARS = st.builds(make_bars, st.sampled_from(FINITE_KINDS), st.integers(0, 1000))


def with_columns(bars: Bars) -> Bars:
    return {**bars, **{name: bars["close"] + number for number, name in enumerate(COLUMNS)}}


@given(expression=EXPRESSIONS_OF_COLUMNS, bars=BARS)
def test_an_expression_is_what_its_parts_are(expression: bw.Expression, bars: Bars) -> None:
    bars = with_columns(bars)
    assert same_bits(expression(bars), value_of(expression, bars))


@given(expressions=st.lists(EXPRESSIONS, min_size=1, max_size=6), bars=BARS)
def test_compute_is_as_separate_calls(expressions: list[bw.Expression], bars: Bars) -> None:
    results = bw.compute(bars, {str(number): expression for number, expression in enumerate(expressions)})
    assert list(results) == [str(number) for number in range(len(expressions))]
    for result, expression in zip(results.values(), expressions, strict=True):
        assert same_bits(result, value_of(expression, bars))


@pytest.mark.parametrize("row", ROWS)
def test_every_row_as_an_expression(row: str) -> None:
    indicator = bw.indicators[row]
    bars = make_bars("gaps")
    expression = indicator(**{given.name: bw.close for given in indicator.info.inputs})
    expected = indicator(**{given.name: bars["close"] for given in indicator.info.inputs})
    outputs = expected if isinstance(expected, tuple) else (expected,)
    computed = bw.compute(bars, {row: expression}).values()
    assert all(same_bits(a, b) for a, b in zip(computed, outputs, strict=True))


@pytest.mark.parametrize("row", ROWS)
def test_every_row_with_its_defaults(row: str) -> None:
    """Columns and sources are found among the bars."""
    indicator = bw.indicators[row]
    bars = make_bars("ticks")
    expected = [
        value_of(getattr(indicator(), output.name) if indicator.result else indicator(), bars)
        for output in indicator.info.outputs
    ]
    computed = bw.compute(bars, {row: indicator})
    assert all(same_bits(a, b) for a, b in zip(computed.values(), expected, strict=True))


@given(expression=EXPRESSIONS, kernel=st.sampled_from(bw.kernels()), bars=BARS)
def test_every_kernel_gives_the_same(expression: bw.Expression, kernel: str, bars: Bars) -> None:
    assert same_bits(expression(bars, kernel=kernel), expression(bars))
    assert same_bits(bw.compute(bars, x=expression, kernel=kernel)["x"], expression(bars))


@given(expression=EXPRESSIONS, bars=BARS, n=st.integers(0, 300))
def test_later_bars_change_nothing(expression: bw.Expression, bars: Bars, n: int) -> None:
    start = {name: values[:n] for name, values in bars.items()}
    assert same_bits(expression(start), expression(bars)[:n])


@cache
def has_always_a_value(row: str) -> bool:
    """Tell whether it has one wherever it can look back: acos has none of 5, ln of 0, sqrt of -5, div of 0 and 0."""
    indicator = bw.indicators[row]
    made = indicator(**{given.name: bw.column("level") for given in indicator.info.inputs})
    outputs = [made] if indicator.result is None else [getattr(made, name) for name in made.outputs]
    return all(
        first_value(output({"level": np.full(300, level)})) == min(output.lookback(), 300)
        for output in outputs
        for level in (-5.0, 0.0, 5.0)
    )


@given(expression=EXPRESSIONS, seed=st.integers(0, 1000))
def test_lookback_is_the_first_value(expression: bw.Expression, seed: int) -> None:
    bars = make_bars("walk", seed)
    values, text = expression(bars), repr(expression)
    rows = set(re.findall(r"\w+(?=\()", text)) & set(ROWS)
    if "/" not in text and all(map(has_always_a_value, rows)):
        assert first_value(values) == min(expression.lookback(), len(values))
    else:
        assert first_value(values) >= min(expression.lookback(), len(values))


def test_most_rows_have_always_a_value() -> None:
    assert not any(map(has_always_a_value, ["acos", "ln", "sqrt", "div"]))
    assert sum(map(has_always_a_value, ROWS)) > len(ROWS) / 2


def test_lookbacks_are_counted_once() -> None:
    assert bw.sma(bw.sma(period=5), 3).lookback() == 6
    assert bw.ema(bw.close.shift(1), 39).lookback() == 39  # ready on bar 40
    assert (bw.sma(period=5) + bw.sma(period=9).shift(2)).lookback() == 10
    assert bw.close.lookback() == 0


def test_converged_of_what_is_windowed_is_its_lookback() -> None:
    windowed = bw.sma(bw.max(period=5), 3)
    assert windowed.converged(1e-9) == windowed.lookback() == bw.sma.lookback(3) + bw.max.lookback(5)


@pytest.mark.parametrize("tolerance", [1e-2, 1e-6])
def test_after_converged_bars_the_start_no_longer_matters(tolerance: float) -> None:
    expression = bw.ema(bw.ema(bw.close, 20) - bw.sma(bw.close, 10), 9)
    converged = expression.converged(tolerance)
    assert converged > expression.lookback()
    bars = {name: np.concatenate([values] * 4) for name, values in make_bars("walk").items()}
    longer = {name: np.concatenate([values[:50] * 2, values]) for name, values in bars.items()}
    here, there = expression(bars), expression(longer)[50:]
    start = abs(here - there)[expression.lookback()]
    assert (abs(here - there)[converged:] <= tolerance * start * 1.01 + 1e-11).all()
    assert bw.ema.converged(tolerance, 20) == bw.ema(period=20).converged(tolerance)


def test_out_is_written_to() -> None:
    bars = make_bars("walk")
    out = np.empty(len(bars["close"]))
    expression = bw.ema(bw.close, 5) - bw.open
    assert expression(bars, out=out) is out
    assert same_bits(out, expression(bars))
