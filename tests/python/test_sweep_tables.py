"""Sweeps over tables and series, and as tables."""

from __future__ import annotations

from typing import Any

import barwise as bw
import pandas as pd
import polars as pl
from interface_rows import MADE, MARKET, PERIODIC
from many_series import equal, spread, values_to_try
from reference.bars import make_bars
from reference.rows import ROWS, defaults, inputs_of

BARS = make_bars("walk")
X = BARS["close"]
PERIODS = [5, 20, 7]
periodic = bw.indicators[PERIODIC]

# ---- tables ----------------------------------------------------------------------------------------------------------

INDEX = pd.date_range("2024-01-01", periods=len(X), freq="h", name="time")


def test_tables_in_and_out() -> None:
    for row in ROWS:
        indicator = bw.indicators[row]
        for table in (pd.DataFrame(BARS, index=INDEX), pl.DataFrame(BARS)):
            sweep = indicator.sweep(table)
            result = indicator(table)
            assert type(sweep[0]) is type(result)
            assert equal(sweep[0], result)


def test_series_keep_index_and_name() -> None:
    series = pd.Series(X, index=INDEX, name="price")
    row = periodic.sweep(series, period=PERIODS).row(period=20)
    pd.testing.assert_series_equal(row, periodic(series, 20))
    both = bw.indicators[MARKET].sweep(*[series] * len(inputs_of(MARKET, BARS)))[0]
    pd.testing.assert_series_equal(both, bw.indicators[MARKET](*[series] * len(inputs_of(MARKET, BARS))))


def test_source_of_a_table() -> None:
    table = pl.DataFrame(BARS)
    assert equal(bw.indicators[MADE].sweep(table, source="low")[0], bw.indicators[MADE](BARS["low"]))


def test_wide_tables() -> None:
    sweep = periodic.sweep(pd.Series(X, index=INDEX), period=PERIODS)
    frame = sweep.to_pandas()
    assert frame.columns.tolist() == PERIODS
    assert frame.columns.name == "period"
    assert frame.index.equals(INDEX)
    assert equal(frame[20], periodic(X, 20))
    columns = sweep.to_polars()
    assert columns.columns == ["period=5", "period=20", "period=7"]
    assert equal(columns["period=20"], periodic(X, 20))


def test_wide_tables_of_two_parameters() -> None:
    frame = spread().sweep(close=X, fast=[3, 5], slow=[20, 30]).to_pandas()
    assert frame.columns.names == ["fast", "slow"]
    assert equal(frame[3, 30], periodic(X, 3) - periodic(X, 30))


def test_wide_tables_of_several_outputs() -> None:
    @bw.indicator
    def pair(source: Any = bw.close, period: int = 5) -> Any:
        return {"whole": bw.indicators[PERIODIC](source, period), "half": bw.indicators[PERIODIC](source, period) / 2}

    sweep = pair.sweep(X, period=[3, 4])
    frame, columns = sweep.to_pandas(), sweep.to_polars()
    assert frame.columns.tolist() == [(3, "whole"), (3, "half"), (4, "whole"), (4, "half")]
    assert columns.columns == ["whole period=3", "half period=3", "whole period=4", "half period=4"]
    assert equal(frame[4, "half"], periodic(X, 4) / 2)
    assert equal(columns["half period=4"], periodic(X, 4) / 2)
    long = sweep.to_pandas(long=True)
    assert long.columns.tolist() == ["period", "bar", "whole", "half"]


def test_long_tables() -> None:
    sweep = periodic.sweep(pd.Series(X, index=INDEX), period=PERIODS)
    frame, columns = sweep.to_pandas(long=True), sweep.to_polars(long=True)
    assert frame.columns.tolist() == ["period", "time", PERIODIC]
    assert columns.columns == ["period", "bar", PERIODIC]
    assert len(frame) == len(columns) == 3 * len(X)
    chosen = frame[frame["period"] == 20]
    assert equal(chosen[PERIODIC], periodic(X, 20))
    assert (chosen["time"] == INDEX).all()
    assert columns["bar"].to_list() == [*range(len(X))] * 3


def test_parameters_are_a_table() -> None:
    row = next(row for row in ROWS if len(defaults(row)) > 1)
    sweep = bw.indicators[row].sweep(**inputs_of(row, BARS), **{k: v[:2] for k, v in values_to_try(row).items()})
    assert list(sweep.params) == list(defaults(row))
    assert len(sweep.params) == len(defaults(row))
    assert sweep.params.rows == len(sweep)
    frame, columns = sweep.params.to_pandas(), sweep.params.to_polars()
    for name in sweep.params:
        assert frame[name].tolist() == columns[name].to_list() == sweep.params[name].tolist()
    assert repr(sweep.params).startswith(f"Parameters({next(iter(sweep.params))}=[")


def test_indicators_without_parameters_have_one_row() -> None:
    row = next(row for row in ROWS if not defaults(row))
    sweep = bw.indicators[row].sweep(**inputs_of(row, BARS))
    assert len(sweep.params) == 0
    assert len(sweep) == sweep.params.rows == 1
    assert sweep.to_pandas().columns.tolist() == sweep.to_polars().columns == [row]
    assert len(sweep.params.to_pandas()) == 1
    assert equal(sweep.row(), bw.indicators[row](**inputs_of(row, BARS)))
