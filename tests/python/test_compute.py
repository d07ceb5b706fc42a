"""Many expressions in one pass: over tables, series and arrays, with results of the same kind; and what is refused."""

from __future__ import annotations

import threading
from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from reference.bars import make_bars
from reference.rows import same_bits
from refusals import raises

BARS = make_bars("gaps")
N = len(BARS["close"])
EXPRESSIONS: dict[str, Any] = {
    "cci": bw.cci(period=20),
    "fast": bw.ema(bw.close, 12),
    "above": bw.close > bw.ema(bw.close, 12),
    "volume average": bw.sma(bw.volume, 5),
}
EXPECTED = {
    "cci": bw.cci(**{name: BARS[name] for name in ("high", "low", "close")}, period=20),
    "fast": bw.ema(BARS["close"], 12),
    "above": bw.greater_of(bw.close, bw.ema(bw.close, 12))(BARS) * 0 + (BARS["close"] > bw.ema(BARS["close"], 12)),
    "volume average": bw.sma(BARS["volume"], 5),
}
SPELLED = {"Open": "open", "HIGH": "high", "Low": "low", "Close": "close", "Volume BTC": "volume"}


def is_expected(results: Any) -> bool:
    assert list(results) == list(EXPECTED)
    return all(same_bits(np.asarray(results[name], float), values) for name, values in EXPECTED.items())


def spelled() -> dict[str, Any]:
    return {spelling: BARS[name] for spelling, name in SPELLED.items()}


# ---- what bars may be, and what then comes back ----------------------------------------------------------------------


def test_arrays() -> None:
    results = bw.compute(BARS, EXPRESSIONS)
    assert type(results) is dict
    assert all(type(values) is np.ndarray for values in results.values())
    assert is_expected(results)
    assert is_expected(bw.compute(spelled(), EXPRESSIONS))
    assert is_expected(bw.compute({name: list(values) for name, values in BARS.items()}, EXPRESSIONS))
    assert is_expected(bw.compute({name: values[::-1][::-1] for name, values in BARS.items()}, **EXPRESSIONS))


def test_pandas() -> None:
    index = pd.date_range("2024-03-01", periods=N, freq="4h")
    table = pd.DataFrame(spelled(), index=index)
    results = bw.compute(table, EXPRESSIONS)
    assert isinstance(results, pd.DataFrame)
    assert results.index.equals(index)
    assert is_expected(results)
    series = bw.compute({name: table[name] for name in table}, EXPRESSIONS)
    assert type(series) is dict
    assert all(values.index.equals(index) and values.name == name for name, values in series.items())
    assert is_expected(series)


def test_polars() -> None:
    results = bw.compute(pl.DataFrame(spelled()), EXPRESSIONS)
    assert isinstance(results, pl.DataFrame)
    assert results.columns == list(EXPECTED)
    assert is_expected(results.to_dict())
    series = bw.compute({name: pl.Series(name, values) for name, values in BARS.items()}, EXPRESSIONS)
    assert all(isinstance(values, pl.Series) and values.name == name for name, values in series.items())
    assert is_expected(series)


def test_one_expression_over_all_kinds_of_bars() -> None:
    expression = EXPRESSIONS["above"]
    table = pd.DataFrame(spelled(), index=range(5, N + 5))
    on_table = expression(table)
    assert on_table.name == repr(expression)
    assert on_table.index.equals(table.index)
    for result in (
        on_table,
        expression(BARS),
        expression(BARS["close"]),
        expression(close=BARS["close"], volume=BARS["volume"]),
        expression(table["Close"]),
        expression(close=pl.Series(BARS["close"])),
        expression(table, close="Close"),
        expression(pl.DataFrame(BARS)),
        expression({"close": pl.Series(BARS["close"])}),
    ):
        assert same_bits(np.asarray(result, float), EXPECTED["above"])
    assert same_bits(expression(table, close="Open").to_numpy(), expression(BARS["open"]))


def test_other_columns_than_the_markets() -> None:
    expression = bw.sma(bw.column("trades per bar"), 3) * bw.close
    bars = {**BARS, "trades per bar": BARS["volume"] + 7}
    expected = bw.sma(BARS["volume"] + 7, 3) * BARS["close"]
    assert same_bits(expression(bars), expected)
    assert same_bits(expression(pl.DataFrame(bars)).to_numpy(), expected)
    assert same_bits(bw.compute(bars, x=expression)["x"], expected)


# ---- what may be computed --------------------------------------------------------------------------------------------


def test_text_and_indicators_stand_for_expressions() -> None:
    results = bw.compute(BARS, text="ema(close, 12)", indicator=bw.typprice, other=bw.close)
    assert same_bits(results["text"], EXPECTED["fast"])
    assert same_bits(results["indicator"], bw.typprice(BARS["high"], BARS["low"], BARS["close"]))
    assert same_bits(results["other"], BARS["close"])


def test_the_same_twice_and_results_of_their_own() -> None:
    results = bw.compute(BARS, a=bw.close, b=bw.close, c=bw.ema(bw.close, 12), d=bw.ema(bw.close, 12))
    assert same_bits(results["a"], BARS["close"])
    results["c"][:] = 0
    results["a"][:] = 0
    assert same_bits(results["d"], EXPECTED["fast"])
    assert same_bits(results["b"], BARS["close"])
    assert BARS["close"][-1] != 0


def test_more_results_than_an_indicator_could_have() -> None:
    many = {f"average {period}": bw.sma(bw.close, period) for period in range(1, 101)}
    results = bw.compute(BARS, many)
    assert all(same_bits(results[f"average {period}"], bw.sma(BARS["close"], period)) for period in range(1, 101))


def test_no_bars_at_all() -> None:
    results = bw.compute({name: values[:0] for name, values in BARS.items()}, EXPRESSIONS)
    assert all(values.shape == (0,) for values in results.values())
    table = bw.compute(pl.DataFrame(BARS).head(0), EXPRESSIONS)
    assert table.shape == (0, len(EXPRESSIONS))


def test_what_is_asked_for_again_is_what_is_meant() -> None:
    """Programs are kept for the next call, and told apart by all that makes them."""
    for expression in (bw.sma(bw.close, 3), bw.sma(bw.close, 4), bw.sma(bw.open, 3), bw.sma(bw.close, 3).shift(1)):
        for kernel in ("auto", *bw.kernels()):
            assert same_bits(bw.compute(BARS, x=expression, kernel=kernel)["x"], expression(BARS))
    assert list(bw.compute(BARS, y=bw.sma(bw.close, 3))) == ["y"]


def test_many_threads_compute_the_same() -> None:
    wrong = []

    def work() -> None:
        for period in range(2, 40):
            made = bw.ema(bw.close, period) - bw.sma(bw.close, period)
            results = bw.compute(BARS, a=made, b=bw.sma(bw.close, period))
            if not same_bits(results["a"], bw.ema(BARS["close"], period) - bw.sma(BARS["close"], period)):
                wrong.append(period)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# ---- refused ---------------------------------------------------------------------------------------------------------


def test_wrong_bars() -> None:
    for bars in (BARS["close"], None, 5, [BARS["close"]]):
        with raises(TypeError, "bars", "table or a dict of arrays"):
            bw.compute(bars, x=bw.close)
    with raises(TypeError, "", "collect()"):
        bw.compute(pl.DataFrame(BARS).lazy(), x=bw.close)
    with raises(ValueError, "high", "have no column high, only close"):
        bw.compute({"close": BARS["close"]}, x=bw.cci())
    with raises(ValueError, "high", "have no column high, only close"):
        bw.compute(pl.DataFrame({"close": BARS["close"]}), x=bw.cci())
    with raises(ValueError, "weight", "have no column weight"):
        bw.compute(BARS, x=bw.column("weight") + 1)
    with raises(ValueError, "close", "twice"):
        bw.compute({"Close": BARS["close"], "CLOSE": BARS["close"]}, x=bw.close)
    with raises(ValueError, "low", "high has 300 bars", "299"):
        bw.compute({**BARS, "low": BARS["low"][1:]}, x=bw.cci())
    with raises(TypeError, "close", "not <U"):
        bw.compute({"close": BARS["close"].astype(str)}, x=bw.close)
    with raises(ValueError, "close", "different indexes"):
        one, two = pd.Series(BARS["close"]), pd.Series(BARS["close"], index=range(1, N + 1))
        bw.compute({"open": one, "close": two}, x=bw.close - bw.open)


def test_wrong_expressions() -> None:
    with raises(TypeError, "", "expected an expression"):
        bw.compute(BARS)
    for wrong in (5, BARS["close"], None, ["close"]):
        with raises(TypeError, "x", "must be an expression"):
            bw.compute(BARS, x=wrong)
    with pytest.raises(bw.FormulaError, match="never closed"):
        bw.compute(BARS, x="ema(close")
    with raises(ValueError, "kernel", "sse9"):
        bw.compute(BARS, x=bw.close, kernel="sse9")
    with raises(ValueError, "", "reads no column"):
        bw.compute(BARS, x=bw.parameter("a", 1) + 1)
