"""Expressions: how they are made, printed, compared, pickled and changed, and what is refused."""

from __future__ import annotations

import copy
import pickle
import sys

import barwise as bw
import numpy as np
import pytest
from barwise._core import sources
from expression_trees import EXPRESSIONS, EXPRESSIONS_OF_COLUMNS
from hypothesis import given
from interface_rows import MARKET, PERIODIC, columns_of
from reference.bars import make_bars
from reference.rows import ROWS, same_bits
from refusals import raises

X = np.linspace(1, 2, 40)

free, market = bw.indicators[PERIODIC], bw.indicators[MARKET]


# ---- made ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
def test_a_call_without_data_is_an_expression(row: str) -> None:
    indicator = bw.indicators[row]
    parameters = {parameter.name: parameter.default for parameter in indicator.info.parameters}
    expression = indicator()
    assert isinstance(expression, bw.Expression)
    assert expression.equals(indicator(**parameters))
    assert expression.parameters == parameters
    assert expression.lookback() == indicator.lookback()
    assert set(expression.columns) <= {"open", "high", "low", "close", "volume"}


@pytest.mark.parametrize("name", sources)
def test_sources_are_expressions(name: str) -> None:
    source = getattr(bw, name)
    bars = make_bars("walk")
    assert repr(source) == name
    arrays = {column: bars[column] for column in source.columns}
    assert same_bits(source(**arrays), source(*arrays.values()))
    assert same_bits(source(**arrays), free(name, **bars, period=1))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (lambda: bw.sma(period=20), "sma(close, 20)"),
        (lambda: bw.sma("HLC3", 20), "sma(hlc3, 20)"),
        (lambda: bw.sma(bw.hlc3, 20.0), "sma(hlc3, 20)"),
        (lambda: bw.sma(source=bw.open), "sma(open, 20)"),
        (lambda: market(), f"{MARKET}({', '.join(columns_of(MARKET))})"),
        (lambda: bw.ema(bw.close, 12, "first"), "ema(close, 12, seed='first')"),
        (lambda: bw.ema(bw.cci(period=14), 9), "ema(cci(hlc3, 14), 9)"),
        (lambda: bw.cci(high=bw.close, period=5), "cci(typprice(close, low, close), 5)"),
        (lambda: bw.ema(close=bw.open), "ema(open, 20)"),
        (lambda: bw.alma(), "alma(close, 9, 0.85, 6.0)"),
        (lambda: (bw.close - bw.open) / 2, "(close - open) / 2"),
        (lambda: bw.close - bw.open / 2, "close - open / 2"),
        (lambda: bw.close - (bw.open - 1), "close - (open - 1)"),
        (lambda: bw.close - bw.open - 1, "close - open - 1"),
        (lambda: 1 / (bw.close * -2.5), "1 / (close * -2.5)"),
        (lambda: -bw.close.shift(2), "-close.shift(2)"),
        (lambda: (-bw.close).shift(2), "(-close).shift(2)"),
        (lambda: -(bw.close + 1).shift(0), "-(close + 1).shift(0)"),
        (lambda: -(0 - bw.close) * 1, "-(0 - close) * 1"),
        (lambda: +bw.close, "close"),
        (lambda: abs(bw.close - 1), "abs(close - 1)"),
        (lambda: 3 - bw.close, "3 - close"),
        (lambda: (bw.close > 3) & (bw.open <= 2) | (bw.low != 1), "(close > 3) & (open <= 2) | (low != 1)"),
        (lambda: (bw.close == 3) & ((bw.open < 2) | (bw.low >= 1)), "(close == 3) & ((open < 2) | (low >= 1))"),
        (lambda: ~(bw.close > 3) & bw.open, "~(close > 3) & (open != 0)"),
        (lambda: (bw.close > 3) == (bw.open > 3), "(close > 3) == (open > 3)"),
        (lambda: bw.greater_of(bw.close, 3) + bw.less_of(2, bw.open), "greater_of(close, 3) + less_of(2, open)"),
        (lambda: bw.column("of mine's") * 1, 'column("of mine\'s") * 1'),
        (lambda: bw.column("close"), "close"),
        (lambda: bw.ema(bw.close, bw.parameter("fast", 12)), "ema(close, (fast := 12))"),
        (lambda: bw.ema(seed=bw.parameter("start", "first")), "ema(close, 20, seed=(start := 'first'))"),
        (lambda: bw.close > bw.parameter("level", -1.5), "close > (level := -1.5)"),
        (lambda: bw.close * 1e300 - 1e-7 + 1e22, "close * 1e+300 - 1e-07 + 1e+22"),
    ],
)
def test_an_expression_is_printed_as_its_formula(expression: object, text: str) -> None:
    made = expression()  # type: ignore[operator]
    assert str(made) == repr(made) == text
    assert bw.parse(text).equals(made)


def test_numbers_of_numpy_take_part() -> None:
    assert repr(np.float64(2) * bw.close + np.int32(3)) == "2 * close + 3"
    assert repr(np.float64(2.5) > bw.close) == "close < 2.5"


@given(EXPRESSIONS_OF_COLUMNS)
def test_what_is_printed_is_read_back(expression: bw.Expression) -> None:
    if len(repr(expression)) <= 2000:
        again = bw.parse(repr(expression))
        assert again.equals(expression)
        assert repr(again) == repr(expression)


@given(EXPRESSIONS_OF_COLUMNS)
def test_pickled_and_copied(expression: bw.Expression) -> None:
    again = pickle.loads(pickle.dumps(expression))
    assert again.equals(expression)
    assert repr(again) == repr(expression)
    assert copy.copy(expression) is copy.deepcopy(expression) is expression


@given(EXPRESSIONS, EXPRESSIONS)
def test_equal_are_those_that_compute_the_same(a: bw.Expression, b: bw.Expression) -> None:
    assert a.equals(a)
    assert a.equals(b) == b.equals(a)
    if repr(a) == repr(b):
        assert a.equals(b)
    if a.equals(b):
        assert a.program().identity == b.program().identity
    assert not a.equals(repr(a))


def test_equality_makes_an_expression_and_hashes_go_by_identity() -> None:
    a, b = bw.close + 1, bw.close + 1
    assert repr(a == b) == "close + 1 == close + 1"
    assert len({a, b, a}) == 2
    assert {a: "first", b: "second"}[a] == "first"
    assert a.equals(b)


# ---- parameters ------------------------------------------------------------------------------------------------------


def test_parameters_by_their_names() -> None:
    expression = bw.ema(bw.cci(period=14), 9)
    assert expression.parameters == {"cci_period": 14, "ema_period": 9, "seed": "sma"}
    changed = expression.with_parameters(cci_period=20, seed="first")
    assert repr(changed) == "ema(cci(hlc3, 20), 9, seed='first')"
    assert repr(expression) == "ema(cci(hlc3, 14), 9)"
    assert changed.lookback() == expression.lookback(cci_period=20, seed="first") == 19
    assert expression.program(cci_period=20, seed="first").identity == changed.program().identity
    assert expression.converged(0.1, cci_period=40) == expression.converged(0.1) + 26


def test_parameters_with_names_of_their_own() -> None:
    fast, slow = bw.parameter("fast", 12), bw.parameter("slow", 26)
    expression = bw.ema(bw.close, fast) - bw.ema(bw.close, slow) > bw.parameter("level", 0.5) + fast
    assert expression.parameters == {"fast": 12, "slow": 26, "level": 0.5}
    changed = expression.with_parameters(fast=5, level=-1)
    assert repr(changed) == "ema(close, (fast := 5)) - ema(close, (slow := 26)) > (level := -1) + (fast := 5)"


def test_equal_indicators_have_one_parameter() -> None:
    expression = bw.sma(bw.close, 5) / bw.sma(bw.close, 5).shift(1)
    assert repr(expression.with_parameters(period=7)) == "sma(close, 7) / sma(close, 7).shift(1)"


def test_wrong_parameters() -> None:
    expression = bw.ema(bw.close, 12) - bw.ema(bw.close, 26)
    assert expression.parameters == {}
    with raises(TypeError, "period", "no parameter", "there is none"):
        expression.with_parameters(period=3)
    expression = bw.ema(bw.close, bw.parameter("fast", 12))
    with raises(ValueError, "period", "not 0"):
        expression.with_parameters(fast=0)
    with raises(TypeError, "fast", "must be a number"):
        expression.lookback(fast=bw.close)
    with raises(ValueError, "fast", "both 12 and 26"):
        (expression + bw.parameter("fast", 26)).parameters  # noqa: B018


# ---- refused ---------------------------------------------------------------------------------------------------------


def test_wrong_inputs() -> None:
    with raises(TypeError, "source", "array", "ndarray"):
        bw.cci(X, high=bw.close)
    with raises(TypeError, columns_of(MARKET)[1], "expression", "ndarray"):
        market(bw.close, X)
    with raises(TypeError, columns_of(MARKET)[0], "'close'"):
        market("close")
    with raises(ValueError, "source", "'clsoe'", "hlc3"):
        free("clsoe")
    with raises(TypeError, "volume", "not used"):
        free(volume=bw.close)
    with raises(TypeError, "source", "series of the bars"):
        free(bw.parameter("n", 3))
    with raises(TypeError, "period", "must be the same at every bar"):
        free(period=bw.close)
    with raises(TypeError, "perod", "did you mean 'period'"):
        free(bw.close, perod=3)
    with raises(TypeError, "period", "given twice"):
        free(bw.close, 3, period=3)
    with raises(ValueError, "period", "not 0"):
        free(period=0)
    with raises(TypeError, "period", "not list"):
        free(period=[3])
    for option, value in {"out": X, "kernel": "baseline", "axis": 0, "threads": 2}.items():
        with raises(TypeError, option, "when an expression is computed"):
            free(bw.close, **{option: value})


def test_wrong_operands() -> None:
    for wrong in ("1", None, [1], X, True):
        with pytest.raises(TypeError, match="operand"):
            bw.close + wrong
        with pytest.raises(TypeError, match="operand"):
            wrong / bw.close
    with raises(TypeError, "", "greater_of", "not str"):
        bw.greater_of(bw.close, "1")  # type: ignore[arg-type]
    with raises(ValueError, "", "finite"):
        bw.close + np.inf
    with raises(TypeError, "", "neither true nor false"):
        bool(bw.close > 1)
    with raises(TypeError, "", "neither true nor false"):
        assert 1 < bw.close < 2
    with raises(TypeError, "name", "not int"):
        bw.column(3)  # type: ignore[arg-type]


def test_wrong_shifts_and_parameters() -> None:
    for bars in (-1, 2.5, 100_001, np.nan):
        with raises(ValueError, "bars", "from 0 to 100000"):
            bw.close.shift(bars)
    for bars in ("1", None, True):
        with raises(TypeError, "bars", "integer"):
            bw.close.shift(bars)  # type: ignore[arg-type]
    assert repr(bw.close.shift(2.0)) == "close.shift(2)"
    with raises(ValueError, "name", "such as 'fast'"):
        bw.parameter("not a name", 3)
    with raises(TypeError, "value", "not bool"):
        bw.parameter("fast", True)
    with raises(TypeError, "", "is no number"):
        (bw.close + bw.parameter("start", "sma"))(X)


def test_wrong_data() -> None:
    expression = bw.ema(bw.close, 5) - bw.open
    with raises(TypeError, "", "no bars are given"):
        expression()
    with raises(TypeError, "open", "missing"):
        expression(close=X)
    with raises(TypeError, "clsoe", "close", "open"):
        expression(clsoe=X)
    with raises(TypeError, "open", "given twice"):
        expression(X, open=X)
    with raises(TypeError, "", "at most 2 by position (open, close)"):
        expression(X, X, X)
    with raises(ValueError, "close", "open has 40 bars", "37"):
        expression(X, X[3:])
    with raises(ValueError, "kernel", "sse9"):
        expression(X, X, kernel="sse9")
    with raises(ValueError, "out", "2 values"):
        expression(X, X, out=np.empty(2))
    with raises(ValueError, "tolerance", "between 0 and 1"):
        expression.converged(0)
    with raises(ValueError, "", "reads no column"):
        (bw.parameter("a", 1) + 2)({"close": X})


def test_at_most_four_columns_beside_the_markets() -> None:
    four = bw.column("a") + bw.column("b") + bw.column("c") + bw.column("d") + bw.column("a") + bw.close
    assert four.columns == ("close", "a", "b", "c", "d")
    assert same_bits(four(X, X, X, X, X), X + X + X + X + X + X)
    with raises(ValueError, "", "at most 4 columns", "e"):
        (four + bw.column("e")).program()


# ---- size ------------------------------------------------------------------------------------------------------------


def test_the_deepest_and_the_largest() -> None:
    deepest = bw.close
    while deepest.depth < 200:
        deepest = deepest + 1
    assert pickle.loads(pickle.dumps(deepest)).equals(deepest)
    assert copy.deepcopy(deepest) is deepest
    assert same_bits(deepest(X)[:1], X[:1] + 199.0)
    assert bw.parse(repr(deepest)).equals(deepest)
    with raises(ValueError, "", "200 deep"):
        deepest + 1
    largest = bw.close
    with raises(ValueError, "", "20000 parts"):
        for _ in range(20):
            largest = largest + largest


def test_deep_expressions_do_not_need_much_of_the_stack() -> None:
    expression = bw.close
    for _ in range(66):
        expression = bw.sma(expression.shift(1) * 2, 2)
    limit = sys.getrecursionlimit()
    assert limit >= 1000
    assert pickle.loads(pickle.dumps(expression)).equals(expression)
    assert expression.with_parameters().lookback() == 66 * 2
    assert expression.key == pickle.loads(pickle.dumps(expression)).key


def test_an_attribute_that_is_no_output() -> None:
    with pytest.raises(AttributeError, match="no output 'signal', but ema"):
        bw.ema().signal  # type: ignore[attr-defined]  # noqa: B018
