"""Streams extended by tables and series: the result is as what was given, and as the call on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from interface_rows import MADE, MARKET, PERIODIC, SEVERAL_OUTPUTS
from reference.bars import LENGTH, make_bars
from reference.rows import ROWS_OF_EACH_SHAPE
from stream_rows import channel, equal

BARS = make_bars("gaps")
DAYS = pd.date_range("2024-01-01", periods=LENGTH, name="day")

free, made, market = bw.indicators[PERIODIC], bw.indicators[MADE], bw.indicators[MARKET]

MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pandas": lambda columns: pd.DataFrame(columns, index=DAYS[: len(next(iter(columns.values())))]),
    "polars": lambda columns: pl.DataFrame(columns, nan_to_null=True),
}


def columns_of(result: Any) -> list[Any]:
    """The values of a series or of a table, missing ones as NaN."""
    if isinstance(result, (pd.DataFrame, pl.DataFrame)):
        return [columns_of(result[name])[0] for name in result.columns]
    return [
        result.to_numpy() if isinstance(result, pd.Series) else result.cast(pl.Float64).fill_null(np.nan).to_numpy()
    ]


def same(result: Any, expected: Any) -> bool:
    index = not isinstance(expected, (pd.Series, pd.DataFrame)) or result.index.equals(expected.index)
    return type(result) is type(expected) and index and equal(columns_of(result), columns_of(expected))


def rows_of(table: Any, first: int, end: int) -> Any:
    return table.iloc[first:end] if isinstance(table, pd.DataFrame) else table[first:end]


@pytest.mark.parametrize("library", MAKERS)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_tables_give_what_the_call_gives(row: str, library: str) -> None:
    table = MAKERS[library](BARS)
    indicator = bw.indicators[row]
    expected = indicator(table)
    assert same(indicator.stream().extend(table), expected)
    stream = indicator.stream()
    for first, end in ((0, 100), (100, 100), (100, 101), (101, LENGTH)):
        assert same(
            stream.extend(rows_of(table, first, end)),
            rows_of(expected, first, end) if row in SEVERAL_OUTPUTS else expected[first:end],
        )
    if row not in SEVERAL_OUTPUTS:
        assert stream.extend(table).name == row


@pytest.mark.parametrize("library", MAKERS)
def test_columns_are_found_by_other_spellings(library: str) -> None:
    spelled = {"Open": "open", "HIGH": "high", "l": "low", "Adj Close": "close", "vol": "volume"}
    table = MAKERS[library]({name: BARS[column] for name, column in spelled.items()})
    assert same(made.stream().extend(table), made(table))
    assert same(market.stream().extend(table), market(table))
    assert same(made.stream(source="ohlc4").extend(table), made(table, source="ohlc4"))


@pytest.mark.parametrize("library", MAKERS)
def test_several_outputs_make_a_table(library: str) -> None:
    table = MAKERS[library](BARS)
    result = channel.stream().extend(table)
    assert same(result, channel()(table))
    assert list(result.columns) == ["middle", "fast", "above"]
    of_series = channel.stream().extend(high=table["high"], close=table["close"])
    assert type(of_series) is channel.result
    assert of_series.fast.name == "fast"
    assert equal([columns_of(series)[0] for series in of_series], columns_of(result))


@pytest.mark.parametrize("library", MAKERS)
def test_series_give_series(library: str) -> None:
    table = MAKERS[library](BARS)
    assert same(free.stream(9).extend(table["close"]), free(table["close"], 9))
    assert free.stream(9).extend(source=table["high"]).name == "high"
    columns = {name: table[name] for name in ("high", "low", "close")}
    result = made.stream().extend(**columns)
    assert same(result, made(**columns))
    assert result.name == MADE
    mixed = made.stream().extend(high=table["high"], low=BARS["low"], close=BARS["close"].tolist())
    assert equal(columns_of(mixed), columns_of(result))


@pytest.mark.parametrize("library", MAKERS)
def test_a_column_is_chosen_beside_a_table(library: str) -> None:
    table = MAKERS[library]({**BARS, "fair": BARS["close"] + 1})
    expected = made(table["fair"])
    assert equal(columns_of(made.stream().extend(table, source="fair")), columns_of(expected))
    assert equal(columns_of(made.stream().extend(table, source=BARS["close"] + 1)), columns_of(expected))
    assert equal(columns_of(made.stream().extend(table, high="fair")), columns_of(made(table, high="fair")))
    with pytest.raises(bw.BadValueError, match="must name a column of the table"):
        made.stream().extend(table, source="unfair")
    stream = (bw.column("fair") - bw.close).stream()
    assert equal(columns_of(stream.extend(table)), columns_of((bw.column("fair") - bw.close)(table)))
    with pytest.raises(bw.BadValueError, match="no column fair"):
        stream.extend(MAKERS[library](BARS))


def test_back_filled_from_a_table_it_is_updated_by_bars() -> None:
    table = MAKERS["pandas"](BARS)
    stream = made.stream()
    stream.extend(table[:250])
    live = [stream.update(**bar) for bar in table[250:].to_dict("records")]
    assert equal([live], [made(**BARS)[250:]])


def test_what_numpy_makes_an_array_of_is_taken() -> None:
    closes = BARS["close"]
    expected = [free(closes)]
    assert equal([free.stream().extend(memoryview(closes))], expected)
    assert equal([free.stream().extend(np.ma.masked_invalid(closes))], expected)
    assert equal([free.stream().extend(np.ma.masked_array(np.nan_to_num(closes), np.isnan(closes)))], expected)
    assert isinstance(free.stream().extend(range(20)), np.ndarray)


def test_values_of_its_own_are_not_taken_from_a_table() -> None:
    table = MAKERS["pandas"](BARS)
    stream = made.stream()
    stream.update(1.0)
    with pytest.raises(bw.BadValueError, match=r"no column source, only open.*as in source=") as caught:
        stream.extend(table)
    assert caught.value.argument == "source"
    assert equal([stream.extend(table, source="close").to_numpy()], [made([1.0, *BARS["close"]])[1:]])


REFUSED: dict[str, tuple[Callable[[bw.Stream[Any, Any]], Any], type[Exception], str]] = {
    "lazy table": (lambda stream: stream.extend(pl.DataFrame(BARS).lazy()), TypeError, "collect"),
    "more after a table": (lambda stream: stream.extend(pl.DataFrame(BARS), BARS["close"]), TypeError, "by position"),
    "missing column": (lambda stream: stream.extend(pl.DataFrame({"high": [1.0]})), ValueError, "no column low"),
    "found twice": (
        lambda stream: stream.extend(pl.DataFrame({"High": [1], "HIGH": [1], "low": [1], "close": [1]})),
        ValueError,
        "found twice",
    ),
    "a table by name": (lambda stream: stream.extend(source=pl.DataFrame(BARS)), TypeError, "one column"),
    "text": (lambda stream: stream.extend(pl.Series(["a"])), TypeError, "must hold numbers"),
    "indexes": (
        lambda stream: stream.extend(high=pd.Series([1.0, 2]), low=pd.Series([1.0, 2], index=[1, 2]), close=[1, 2]),
        ValueError,
        "different indexes",
    ),
    "too many": (lambda stream: stream.extend(pl.Series([1.0]), pl.Series([1.0])), TypeError, "1 value"),
    "unknown": (lambda stream: stream.extend(pl.Series([1.0]), price=pl.Series([1.0])), TypeError, "no price"),
    "beside a table": (lambda stream: stream.extend(pl.DataFrame(BARS), price=BARS["close"]), TypeError, "no price"),
    "number": (lambda stream: stream.extend(5), TypeError, "must be an array of bars"),
    "dict": (lambda stream: stream.extend({"close": [1.0]}), TypeError, "must be an array of bars"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_tables_are_refused(case: str) -> None:
    call, kind, text = REFUSED[case]
    stream = made.stream()
    with pytest.raises(kind, match=text) as caught:
        call(stream)
    assert isinstance(caught.value, bw.Error)
    assert stream.bars == 0
