"""The command with formulas that calculate: what it writes, prints, draws and refuses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import barwise as bw
import numpy as np
import polars as pl
import pytest
from barwise.command_line import commands
from barwise.command_line.bars import read_bars
from barwise.command_line.evaluation import Evaluator
from barwise.command_line.price_scale import is_price_like, share_of_price
from click.testing import CliRunner, Result
from reference.rows import same_bits

SAMPLE = Path(__file__).parents[2] / "examples" / "data" / "sample-bars.csv"
BARS: Mapping[str, Any] = {name: pl.read_csv(SAMPLE)[name].to_numpy() for name in ("open", "high", "low", "close")}
CLOSE = BARS["close"]

FORMULAS = {
    "ema(cci(20), 9) - 50": lambda: bw.ema(bw.cci(**BARS, period=20), 9) - 50,
    "close > sma(200)": lambda: np.where(np.isnan(bw.sma(CLOSE, 200)), np.nan, bw.sma(CLOSE, 200) < CLOSE),
    "close / close.shift(1) - 1": lambda: np.concatenate([[np.nan], CLOSE[1:] / CLOSE[:-1] - 1]),
    "abs(close - open) * 2": lambda: np.abs(CLOSE - BARS["open"]) * 2,
    "10 < close and not open > close": lambda: ((CLOSE > 10) & ~(BARS["open"] > CLOSE)).astype(float),
    "ema((fast := 12)) - ema(26)": lambda: bw.ema(CLOSE, 12) - bw.ema(CLOSE, 26),
}


def barwise(*arguments: object) -> Result:
    return CliRunner().invoke(commands.barwise_command, [str(argument) for argument in arguments])


def test_formulas_are_computed_and_written(tmp_path: Path) -> None:
    written, chart = tmp_path / "results.parquet", tmp_path / "chart.png"
    result = barwise("run", *FORMULAS, SAMPLE, "-o", written, "--plot", chart, "--last", 2)
    assert result.exit_code == 0, result.stderr
    table = pl.read_parquet(written)
    assert table.columns[-len(FORMULAS) :] == list(FORMULAS)
    for formula, expected in FORMULAS.items():
        assert same_bits(table[formula].to_numpy(), expected())
        assert formula in result.stdout
    assert chart.stat().st_size > 20_000


def test_columns_of_the_file_take_part(tmp_path: Path) -> None:
    bars = tmp_path / "bars.csv"
    bars.write_text("close,weight,number of trades\n1,2,5\n4,3,6\n")
    formulas = ("close * weight", "sma(weight, 2) - column('number of trades')")
    assert barwise("run", *formulas, bars, "-o", tmp_path / "results.parquet").exit_code == 0
    table = pl.read_parquet(tmp_path / "results.parquet")
    assert table["close * weight"].to_list() == [2, 12]
    assert table[formulas[1]].to_list()[1] == 2.5 - 6
    result = barwise("run", "close * column('wieght')", bars)
    assert "close * column('wieght') needs a column wieght; the file has close, weight" in result.stderr


@pytest.mark.parametrize(
    ("formula", "marked", "message"),
    [
        ("ema(close, 12) - emaa(close, 26)", "emaa", "there is no indicator 'emaa'"),
        ("ema(close, 12) - closee", "closee", "the file has time, open, high"),
        ("ema(close, 12) - ema(close, 0)", "0", "period must be"),
        ("close ** 2", "close ** 2", "one of the operators"),
        ("close.shift(-1)", "close.shift(-1)", "bars must be an integer from 0"),
        ("close - 'open'", "'open'", "expected a number, a column"),
    ],
)
def test_wrong_formulas(formula: str, marked: str, message: str) -> None:
    result = barwise("run", "cci", formula, SAMPLE)
    assert (result.exit_code, result.stdout) == (2, "")
    said, shown, marks = result.stderr.splitlines()
    assert message in said
    assert shown[2:] == formula
    start = marks.index("^")
    assert shown[start : start + marks.count("^")] == marked


def test_what_computes_nothing_of_the_bars() -> None:
    result = barwise("run", "1 + 2", SAMPLE)
    assert result.exit_code == 2
    assert "reads no column" in result.stderr


# ---- where charts show them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "share"),
    [
        ("close", 1),
        ("hlc3", 1),
        ("volume", None),
        ("ema(close, 12)", 1),
        ("ema(sma(hlc3, 3), 12)", 1),
        ("ema(volume, 12)", None),
        ("cci", None),
        ("ema(cci, 9)", None),
        ("close * 1.02", 1.02),
        ("1.02 * close", 1.02),
        ("close / 4", 0.25),
        ("close / 0", None),
        ("(high + low) / 2", 1),
        ("close - open", 0),
        ("-close", -1),
        ("close.shift(3)", 1),
        ("close * open", None),
        ("close > open", None),
        ("close + 5", None),
        ("abs(close)", None),
        ("greater_of(close, open.shift(1))", 1),
        ("less_of(close, volume)", None),
    ],
)
def test_what_stands_on_the_scale_of_the_price(formula: str, share: float | None) -> None:
    expression = bw.parse(formula)
    assert share_of_price(expression) == share
    assert is_price_like(expression) == (share is not None and 0.5 <= share <= 2)


def test_how_results_are_drawn() -> None:
    evaluator = Evaluator(read_bars(SAMPLE))
    cci, average, scaled, difference = evaluator.results(["cci", "ema(close, 12)", "close * 1.02", "close - open"])
    assert (cci.title, average.title, scaled.title) == (bw.cci.info.title, bw.ema.info.title, "close * 1.02")
    assert [result.outputs[0].over_price for result in (cci, average, scaled, difference)] == [False, True, True, False]
    assert cci.outputs[0].levels == bw.cci.info.outputs[0].levels
    assert scaled.outputs[0].levels == ()
