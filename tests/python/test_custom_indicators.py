"""Indicators of one's own: every form of them, and what is refused when they are made and used."""

from __future__ import annotations

import copy
import pickle
import pydoc
from collections import namedtuple
from inspect import signature
from typing import Any, Literal

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from reference.bars import make_bars
from reference.rows import same_bits
from refusals import raises

BARS = make_bars("gaps")
CLOSE = BARS["close"]


@bw.indicator(
    title="Price Oscillator",
    origin="a test",
    ranges={"fast": (2, 500), "slow": (2, 500), "factor": (-10, 10)},
    meanings={"fast": "period of the faster average"},
)
def oscillator(source: Any = bw.close, fast: int = 12, slow: int = 26, factor: float = 1.0) -> bw.Expression:
    """The difference of two averages."""
    return (bw.ema(source, fast) - bw.ema(source, slow)) * factor


@bw.indicator
def envelope(source: Any = bw.hlc3, period: int = 20, share: float = 0.05) -> dict[str, bw.Expression]:
    middle = bw.sma(source, period)
    return {"upper": middle * (1 + share), "middle": middle, "lower": middle * (1 - share)}


Pair = namedtuple("Pair", "first second")


@bw.indicator(name="ranges", pane="price")
def ranges_of_bars(high: Any, low: Any, seed: Literal["sma", "first"] = "sma") -> Pair:
    return Pair(bw.ema(high - low, 5, seed), high)


@bw.indicator
def shifted_envelope(source: Any = bw.close, bars: int = 2) -> bw.Expression:
    """Made of another one's own: its middle, from some bars ago."""
    return envelope(source, 4).middle.shift(bars) - oscillator(source, fast=2)


# ---- on data ---------------------------------------------------------------------------------------------------------


def test_on_arrays() -> None:
    expected = bw.ema(CLOSE, 5) - bw.ema(CLOSE, 26)
    for result in (
        oscillator(CLOSE, 5),
        oscillator(source=CLOSE, fast=5.0),
        oscillator(close=CLOSE, fast=5),
        oscillator("close", 5, close=CLOSE, open=BARS["open"]),
        oscillator(CLOSE, 5, kernel="baseline"),
        oscillator(CLOSE, 5, out=np.empty(len(CLOSE)), axis=None),
        oscillator(list(CLOSE), 5),
    ):
        assert same_bits(result, expected)
    out = np.empty(len(CLOSE))
    assert oscillator(CLOSE, 5, out=out) is out


def test_several_outputs() -> None:
    result = envelope(**{name: BARS[name] for name in ("high", "low", "close")}, period=7)
    assert type(result) is envelope.result
    assert result._fields == ("upper", "middle", "lower")
    middle = bw.sma(bw.typprice(BARS["high"], BARS["low"], CLOSE), 7)
    assert same_bits(result.middle, middle)
    assert same_bits(result.upper, middle * 1.05)
    first, second = ranges_of_bars(BARS["high"], BARS["low"], seed="first")
    assert same_bits(first, bw.ema(BARS["high"] - BARS["low"], 5, "first"))
    assert same_bits(second, BARS["high"])
    again = pickle.loads(pickle.dumps(result))
    assert type(again) is envelope.result
    assert same_bits(again.lower, result.lower)


def test_on_tables_and_series() -> None:
    table = pd.DataFrame(BARS, index=pd.date_range("2024-03-01", periods=len(CLOSE), freq="4h"))
    expected = oscillator(CLOSE, 5)
    on_table = oscillator(table, 5)
    assert on_table.index.equals(table.index)
    assert same_bits(on_table.to_numpy(), expected)
    assert same_bits(oscillator(table["close"], fast=5).to_numpy(), expected)
    assert same_bits(oscillator(table, 5, source="open").to_numpy(), oscillator(BARS["open"], 5))
    bands = envelope(pl.DataFrame(BARS), period=7)
    assert bands.columns == ["upper", "middle", "lower"]
    assert same_bits(bands["middle"].to_numpy(), envelope(**BARS, period=7).middle)


@bw.indicator
def distance_of_high(source: Any = bw.close, period: int = 20) -> bw.Expression:
    return bw.high - bw.sma(source, period)


def test_columns_that_only_the_body_reads_are_found_in_a_table() -> None:
    table = pd.DataFrame({name: BARS[name] for name in ("high", "low", "close")})
    expected = BARS["high"] - bw.sma(CLOSE, 5)
    assert same_bits(distance_of_high(table, 5).to_numpy(), expected)
    assert same_bits(distance_of_high(high=BARS["high"], close=CLOSE, period=5), expected)
    beside = distance_of_high(table, source=BARS["low"], period=5)
    assert same_bits(beside.to_numpy(), BARS["high"] - bw.sma(BARS["low"], 5))
    with raises(bw.BadValueError, "high", "the table has no column high"):
        distance_of_high(table[["close"]])


# ---- as an expression ------------------------------------------------------------------------------------------------


def test_without_data_it_is_an_expression() -> None:
    expression = oscillator(fast=8)
    assert repr(expression) == "oscillator(close, 8, 26, 1.0)"
    assert expression.equals((bw.ema(bw.close, 8) - bw.ema(bw.close, 26)) * 1.0)
    assert same_bits(bw.sma(expression, 3)(CLOSE), bw.sma(oscillator(CLOSE, 8), 3))
    assert repr(envelope(bw.open).upper) == "envelope(open, 20, 0.05).upper"
    assert repr(ranges_of_bars(low=bw.open).first) == "ranges(high, open).first"
    with raises(TypeError, "", "several outputs", ".upper, .middle, .lower"):
        envelope() + 1
    assert expression.parameters == {"fast": 8, "slow": 26, "factor": 1.0}
    assert repr(expression.with_parameters(slow=30)) == "oscillator(close, 8, 30, 1.0)"
    assert pickle.loads(pickle.dumps(expression)).equals(expression)


def test_one_of_another() -> None:
    expected = bw.sma(CLOSE, 4)
    expected = np.concatenate([[np.nan, np.nan], expected[:-2]]) - oscillator(CLOSE, 2)
    assert same_bits(shifted_envelope(CLOSE), expected)
    assert shifted_envelope.lookback() == 25


def test_in_formulas() -> None:
    expression = bw.parse("ema(oscillator(close, 8), 9) > envelope.upper", indicators=[oscillator, envelope])
    assert repr(expression) == "ema(oscillator(close, 8, 26, 1.0), 9) > envelope(hlc3, 20, 0.05).upper"
    assert bw.parse(repr(expression), indicators=[oscillator, envelope]).equals(expression)
    with pytest.raises(bw.FormulaError, match="oscillator"):
        bw.parse("oscillator(close)")
    with pytest.raises(bw.FormulaError, match="fast must be an integer from 2 to 500, not 1"):
        bw.parse("oscillator(close, 1)", indicators=[oscillator])


def test_in_one_pass_with_others() -> None:
    results = bw.compute(BARS, mine=oscillator, fast=bw.ema(bw.close, 12), bands=envelope(bw.close, 5))
    assert list(results) == ["mine", "fast", "bands.upper", "bands.middle", "bands.lower"]
    assert same_bits(results["mine"], oscillator(CLOSE))
    assert same_bits(results["bands.middle"], bw.sma(CLOSE, 5))


# ---- what it says about itself ---------------------------------------------------------------------------------------


def test_information() -> None:
    info = oscillator.info
    assert (info.name, info.title, info.family, info.origin) == ("oscillator", "Price Oscillator", "custom", "a test")
    assert info.formula == "(ema(close, 12) - ema(close, 26)) * 1"
    assert [(given.name, given.source, given.is_free) for given in info.inputs] == [("source", "close", True)]
    fast, _, factor = info.parameters
    assert (fast.type, fast.default, fast.min, fast.max) == ("integer", 12, 2, 500)
    assert fast.meaning == "period of the faster average"
    assert (factor.type, factor.default) == ("real", 1.0)
    assert [output.name for output in envelope.info.outputs] == ["upper", "middle", "lower"]
    assert envelope.info.formula.startswith("upper = sma(hlc3, 20) * 1.05; middle")
    high, _ = ranges_of_bars.info.inputs
    assert (high.name, high.is_free) == ("high", False)
    assert ranges_of_bars.info.outputs[0].pane == "price"
    assert ranges_of_bars.info.parameters[0].choices == ("sma", "first")
    assert list(signature(oscillator).parameters)[:4] == ["source", "fast", "slow", "factor"]
    text = pydoc.plain(pydoc.render_doc(oscillator))
    assert "The difference of two averages." in text
    assert "fast: period of the faster average; an integer from 2 to 500" in text
    assert repr(oscillator) == "<indicator oscillator: Price Oscillator>"


def test_lookbacks() -> None:
    assert oscillator.lookback() == 25
    assert oscillator.lookback(slow=40) == oscillator.lookback(12, 40) == 39
    assert envelope.lookback(5) == (4, 4, 4)
    assert type(envelope.lookback()) is envelope.result
    assert oscillator.converged(1e-6) == oscillator().converged(1e-6) > 200
    with raises(ValueError, "slow", "from 2 to 500, not 1"):
        oscillator.lookback(slow=1)
    with raises(TypeError, "", "at most 3 parameters"):
        oscillator.lookback(1, 2, 3, 4)


def test_pickled_and_copied_as_the_global_that_it_is() -> None:
    assert pickle.loads(pickle.dumps(oscillator)) is oscillator
    assert copy.copy(oscillator) is copy.deepcopy(oscillator) is oscillator


# ---- other forms -----------------------------------------------------------------------------------------------------


def test_streamed() -> None:
    stream = oscillator.stream(fast=5)
    assert same_bits(np.array([stream.update(value) for value in CLOSE]), oscillator(CLOSE, 5))


def test_swept() -> None:
    sweep = oscillator.sweep(CLOSE, fast=[5, 8], slow=[20, 30])
    rows = [oscillator(CLOSE, fast, slow) for fast in (5, 8) for slow in (20, 30)]
    assert all(same_bits(values, row) for values, row in zip(sweep.values, rows, strict=True))


def test_many_series() -> None:
    both = np.stack([CLOSE, BARS["open"]])
    result = oscillator(both, axis=1)
    assert same_bits(result[0], oscillator(CLOSE))
    assert same_bits(result[1], oscillator(BARS["open"]))


# ---- refused ---------------------------------------------------------------------------------------------------------


def test_wrong_calls() -> None:
    with raises(ValueError, "fast", "an integer from 2 to 500, not 2.5"):
        oscillator(CLOSE, 2.5)
    with raises(ValueError, "factor", "a number from -10 to 10, not nan"):
        oscillator(CLOSE, factor=np.nan)
    with raises(TypeError, "fast", "not str"):
        oscillator(CLOSE, "5")
    with raises(TypeError, "fast", "not bool"):
        oscillator(fast=True)
    with raises(ValueError, "seed", "one of 'sma', 'first', not 'second'"):
        ranges_of_bars(seed="second")
    with raises(TypeError, "seed", "must be a str"):
        ranges_of_bars(seed=1)
    with raises(TypeError, "fsat", "did you mean 'fast'"):
        oscillator(CLOSE, fsat=3)
    with raises(TypeError, "fast", "given twice"):
        oscillator(CLOSE, 3, fast=3)
    with raises(TypeError, "low", "missing"):
        ranges_of_bars(high=CLOSE)
    with raises(TypeError, "source", "not NoneType"):
        oscillator(None)
    with raises(ValueError, "source", "'clsoe'"):
        oscillator("clsoe")


def refused_function(returned: Any) -> Any:
    """A function like those above, but for what it returns."""

    def broken(source: Any = bw.close, period: int = 3) -> Any:
        return returned(source, period) if callable(returned) else returned

    return bw.indicator(broken)


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (5, "not int"),
        ({}, "not dict"),
        ({"a": bw.close, "b": 5}, "b is a int"),
        ([bw.close], "not list"),
    ],
)
def test_functions_that_return_something_else(returned: Any, message: str) -> None:
    with raises(TypeError, "", "its function must return", message):
        refused_function(returned)()


def test_functions_whose_outputs_change() -> None:
    broken = refused_function(lambda source, period: {"a": source} | ({"b": source} if period > 3 else {}))
    assert repr(broken()) == "broken(close, 3)"
    with raises(TypeError, "", "must return a for all parameters, not a, b"):
        broken(CLOSE, 4)


def function_of(arguments: str) -> Any:
    """One that takes these and returns the close."""
    return eval(f"lambda {arguments}: close", {"close": bw.close})


@pytest.mark.parametrize(
    ("arguments", "argument", "message"),
    [
        ("source=close, *, period=3", "period", "by position and by name"),
        ("source=close, *rest", "rest", "by position and by name"),
        ("source", "source", "needs a default"),
        ("source=close, flag=True", "flag", "not bool"),
        ("source=close, seed='sma'", "seed", "typing.Literal"),
        ("source=close, out=3", "out", "option of every call"),
        ("source=close, period=0", "period", "from 1 to 100000, not 0"),
    ],
)
def test_functions_with_arguments_that_cannot_be(arguments: str, argument: str, message: str) -> None:
    kind = ValueError if "not 0" in message else TypeError
    with raises(kind, argument, message):
        bw.indicator(function_of(arguments))


def test_ranges_that_do_not_suit() -> None:
    with raises(ValueError, "period", "from 5 to 9, not 3"):
        bw.indicator(ranges={"period": (5, 9)})(function_of("period=3"))
    with raises(ValueError, "perod", "no parameter perod, only period"):
        bw.indicator(ranges={"perod": (1, 9)})(function_of("source=close, period=3"))
    with raises(ValueError, "perod", "no parameter perod, only period"):
        bw.indicator(meanings={"perod": "?"})(function_of("source=close, period=3"))


def test_local_ones_cannot_be_pickled() -> None:
    @bw.indicator
    def local(source: Any = bw.close) -> bw.Expression:
        return source * 2

    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(local)
