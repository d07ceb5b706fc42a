"""The series of long tables: rows of one label, or between two offsets."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from interface_rows import PERIODIC, WITH_SOURCE, has_period
from many_series import LENGTHS, equal, long_bars, outputs_of, take
from reference.bars import Bars, make_bars
from reference.rows import ROWS, ROWS_OF_EACH_SHAPE, inputs_of, same_bits

X = make_bars("walk")["close"]
periodic = bw.indicators[PERIODIC]


# ---- long tables -----------------------------------------------------------------------------------------------------


def check_groups(row: str, result: Any, bars: Bars, symbols: Any, **parameters: Any) -> None:
    for symbol in LENGTHS:
        alone = {name: values[symbols == symbol] for name, values in inputs_of(row, bars).items()}
        assert equal(take(result, symbols == symbol), bw.indicators[row](**alone, **parameters)), symbol


ORDERS = ["contiguous", "interleaved", "shuffled"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("row", ROWS)
def test_groups_of_arrays(row: str, order: str) -> None:
    bars, symbols = long_bars(order)
    for labels in (symbols, symbols.tolist(), pd.Series(symbols), pl.Series(symbols), pd.Categorical(symbols)):
        result = bw.indicators[row](**inputs_of(row, bars), by=labels)
        check_groups(row, result, bars, symbols)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_groups_of_tables(row: str, order: str) -> None:
    """The result has the rows of the table in their order, with its index."""
    bars, symbols = long_bars(order)
    index = np.random.default_rng(1).permutation(len(symbols))
    expected = bw.indicators[row](**bars, by=symbols)
    for table in (
        pd.DataFrame({"symbol": symbols, **bars}, index=index),
        pl.DataFrame({"symbol": symbols, **bars}),
        pd.DataFrame({"symbol": pd.Categorical(symbols), **bars}, index=index),
        pl.DataFrame({"symbol": pl.Series(symbols, dtype=pl.Categorical), **bars}),
    ):
        result = bw.indicators[row](table, by="symbol")
        assert equal(result, expected)
        if isinstance(table, pd.DataFrame):
            assert (result.index == index).all()


@pytest.mark.parametrize("row", [row for row in ROWS if has_period(row)])
def test_groups_with_parameters(row: str) -> None:
    bars, symbols = long_bars("interleaved")
    result = bw.indicators[row](pl.DataFrame({"symbol": symbols, **bars}), period=5, by="symbol")
    expected = bw.indicators[row](**bars, period=5, by=symbols)
    assert equal(result, expected)


def test_parameters_follow_a_long_table() -> None:
    bars, symbols = long_bars("interleaved")
    result = periodic(pl.DataFrame({"symbol": symbols, **bars}), 5, by=["symbol"], source="high")
    check_groups(PERIODIC, result, {"close": bars["high"]}, symbols, period=5)


def test_series_keep_their_index() -> None:
    bars, symbols = long_bars("shuffled")
    series = pd.Series(bars["close"], index=np.arange(len(symbols)) * 3, name="price")
    result = periodic(series, 5, by=symbols)
    assert result.index.equals(series.index)
    assert result.name == "price"
    check_groups(PERIODIC, result, bars, symbols, period=5)


LABELS: dict[str, Any] = {
    "integers": lambda codes: codes - 2,
    "unsigned": lambda codes: codes.astype(np.uint8),
    "doubles": lambda codes: codes / 4,
    "booleans": lambda codes: codes > 1,
    "times": lambda codes: codes.astype("M8[D]"),
    "durations": lambda codes: codes.astype("m8[h]"),
    "strings": lambda codes: codes.astype(str),
    "objects": lambda codes: np.array([("x", int(code)) for code in codes], dtype="O,i8").astype(object),
}


@pytest.mark.parametrize("kind", LABELS)
def test_labels_of_any_type(kind: str) -> None:
    codes = np.random.default_rng(3).integers(0, 4, len(X))
    labels = LABELS[kind](codes)
    result = periodic(X, 5, by=labels)
    for label in set(labels.tolist()):
        rows = np.array([each == label for each in labels.tolist()])
        assert equal(result[rows], periodic(X[rows], 5))


MISSING: dict[str, Any] = {
    "None": lambda symbols: symbols,
    "array of None": lambda symbols: np.array(symbols, object),
    "NaN": lambda symbols: np.array([np.nan if symbol is None else ord(symbol) for symbol in symbols]),
    "NaT": lambda symbols: np.array([None if symbol is None else ord(symbol) for symbol in symbols], "M8[D]"),
    "pandas": lambda symbols: pd.Series(symbols),
    "pandas NaN": lambda symbols: pd.Series([np.nan if symbol is None else ord(symbol) for symbol in symbols]),
    "polars": lambda symbols: pl.Series(symbols),
    "polars NaN": lambda symbols: pl.Series(
        [float("nan") if symbol is None else ord(symbol) for symbol in symbols], dtype=pl.Float64
    ),
}


@pytest.mark.parametrize("order", ["contiguous", "interleaved"])
@pytest.mark.parametrize("kind", MISSING)
def test_rows_without_a_label_get_nan(kind: str, order: str) -> None:
    bars, labels = long_bars(order)
    symbols = [None if symbol == "B" else str(symbol) for symbol in labels]
    result = periodic(bars["close"], 5, by=MISSING[kind](symbols))
    is_missing = labels == "B"
    assert np.isnan(result[is_missing]).all()
    for symbol in "ACD":
        assert equal(result[labels == symbol], periodic(bars["close"][labels == symbol], 5))
    out = np.full(len(labels), 7.0)
    assert periodic(bars["close"], 5, by=MISSING[kind](symbols), out=out) is out
    assert equal(out, result)


def test_labels_that_are_all_missing() -> None:
    assert np.isnan(periodic(X, 2, by=[None] * len(X))).all()


def test_several_columns_of_labels() -> None:
    random = np.random.default_rng(2)
    venue, symbol = random.choice(["x", "y", None], len(X)), random.choice(["A", "B"], len(X))
    table = pl.DataFrame({"close": X, "venue": pl.Series(venue.tolist()), "symbol": symbol})
    result = periodic(table, 5, by=["venue", "symbol"]).to_numpy()
    for v in ("x", "y"):
        for s in ("A", "B"):
            rows = (venue == v) & (symbol == s)
            assert equal(result[rows], periodic(X[rows], 5))
    assert np.isnan(result[[each is None for each in venue]]).all()


def test_more_groups_than_small_codes_count() -> None:
    labels = np.arange(70_000) % 33_000
    result = periodic(np.arange(70_000.0), 2, by=labels)
    assert np.isnan(result[:33_000]).all()
    assert not np.isnan(result[33_000:]).any()


def test_no_rows_at_all() -> None:
    empty = pl.DataFrame({"close": [], "symbol": []}, schema={"close": pl.Float64, "symbol": pl.String})
    assert len(periodic(empty, 5, by="symbol")) == 0
    assert len(periodic([], 5, by=[])) == 0
    assert len(periodic([], 5, offsets=[0])) == 0


@pytest.mark.parametrize("row", ROWS)
def test_scenario_of_short_groups(row: str) -> None:
    """Ten bars of A and a hundred of B keep their 110 rows, A is too short for anything, and B never sees A."""
    closes = np.concatenate([np.arange(1.0, 11), np.arange(1.0, 101)])
    bars = dict.fromkeys(("open", "high", "low", "close", "volume"), closes)
    symbols = np.repeat(["A", "B"], [10, 100])
    inputs = inputs_of(row, bars)
    alone = bw.indicators[row](**{name: values[10:] for name, values in inputs.items()})
    by_label = bw.indicators[row](**inputs, by=symbols)
    by_offsets = bw.indicators[row](**inputs, offsets=[0, 10, 110])
    by_table = bw.indicators[row](pl.DataFrame({"ticker": symbols, **bars}), by="ticker")
    rectangle = {
        name: np.stack([np.pad(v[:10], (0, 90), constant_values=np.nan), v[10:]]) for name, v in inputs.items()
    }
    in_rectangle = bw.indicators[row](**rectangle, axis=1)
    lookbacks = bw.indicators[row].lookback()
    for k, lookback in enumerate(lookbacks if isinstance(lookbacks, tuple) else (lookbacks,)):
        for result in (by_label, by_offsets, *([by_table] if row in WITH_SOURCE else [])):
            values = np.asarray(outputs_of(result)[k])
            assert len(values) == 110
            assert np.isnan(values[: min(lookback, 10)]).all()
            if row not in WITH_SOURCE or result is not by_table:
                assert same_bits(values[10:], outputs_of(alone)[k])
        assert same_bits(outputs_of(in_rectangle)[k][1], outputs_of(alone)[k])


@pytest.mark.parametrize("order", ORDERS)
def test_groups_are_those_of_pandas_and_polars(order: str) -> None:
    bars, symbols = long_bars(order)
    frame = pd.DataFrame({"symbol": symbols, "close": bars["close"]})
    by_pandas = frame.groupby("symbol")["close"].transform(lambda series: periodic(series, 5))
    assert equal(by_pandas, periodic(frame, 5, by="symbol"))
    table = pl.DataFrame({"symbol": symbols, "close": bars["close"]})
    over = pl.col("close").map_batches(lambda series: periodic(series, 5), return_dtype=pl.Float64).over("symbol")
    assert equal(table.select(over)["close"], periodic(table, 5, by="symbol"))


# ---- offsets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_series_by_offsets(row: str, data: st.DataObject) -> None:
    inputs = inputs_of(row, make_bars(data.draw(st.sampled_from(["walk", "gaps", "late start"]), "kind")))
    n = len(X)
    cuts = sorted(data.draw(st.lists(st.integers(0, n), max_size=12), "cuts"))
    offsets = [0, *cuts, n]
    result = bw.indicators[row](**inputs, offsets=offsets, threads=data.draw(st.integers(1, 3), "threads"))
    for start, stop in pairwise(offsets):
        alone = bw.indicators[row](**{name: values[start:stop] for name, values in inputs.items()})
        assert equal(take(result, slice(start, stop)), alone)
