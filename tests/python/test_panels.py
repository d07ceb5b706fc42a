"""Many series at once: each gets what it gets alone, and nothing of another's."""

from __future__ import annotations

from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from interface_rows import MADE, MARKET, PERIODIC, SEVERAL_OUTPUTS, WITH_SOURCE
from many_series import LENGTHS, bars_of_every_kind, equal, long_bars, outputs_of, stacked, take
from reference.bars import make_bars
from reference.rows import ROWS, ROWS_OF_EACH_SHAPE, inputs_of, parameter_sets

SERIES = bars_of_every_kind()
X = make_bars("walk")["close"]
periodic = bw.indicators[PERIODIC]


def some_parameters(row: str) -> list[dict[str, Any]]:
    return list(parameter_sets(row))[:3]


# ---- along an axis ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("axis", [0, 1, -1, -2])
@pytest.mark.parametrize("row", ROWS)
def test_series_along_an_axis(row: str, axis: int) -> None:
    along = axis % 2
    panel = inputs_of(row, stacked(SERIES, 1 - along))
    for parameters in some_parameters(row):
        result = bw.indicators[row](**panel, **parameters, axis=axis)
        for k, bars in enumerate(SERIES):
            alone = bw.indicators[row](**inputs_of(row, bars), **parameters)
            assert equal(take(result, (slice(None), k) if along == 0 else k), alone), k
        assert all(values.shape == next(iter(panel.values())).shape for values in outputs_of(result))


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_arrays_of_any_layout(row: str, data: st.DataObject) -> None:
    """Three dimensions in any order of memory, of another type, reversed, or as a part of something larger."""
    panel = inputs_of(row, stacked(SERIES[:6]))
    order = data.draw(st.permutations(range(3)), "order of dimensions")
    kind = data.draw(st.sampled_from(["f8", "f4", ">f8", "i4"]), "type")
    steps = data.draw(st.tuples(*[st.sampled_from([1, -1, 2])] * 3), "steps")
    axis = order.index(2)
    with np.errstate(all="ignore"):
        cubes = {
            name: np.nan_to_num(values, nan=1, posinf=2, neginf=3).clip(-1e9, 1e9).astype(kind).reshape(2, 3, -1)
            for name, values in panel.items()
        }
    laid_out = {
        name: np.ascontiguousarray(cube.transpose(order))[tuple(slice(None, None, step) for step in steps)]
        for name, cube in cubes.items()
    }
    result = bw.indicators[row](**laid_out, axis=axis, threads=data.draw(st.integers(1, 3), "threads"))
    moved = {name: np.moveaxis(values, axis, -1) for name, values in laid_out.items()}
    for place in np.ndindex(next(iter(moved.values())).shape[:-1]):
        alone = bw.indicators[row](**{name: values[place] for name, values in moved.items()})
        assert equal(tuple(np.moveaxis(values, axis, -1)[place] for values in outputs_of(result)), alone)


@pytest.mark.parametrize("shape", [(0,), (0, 5), (5, 0), (3, 0, 2), (1, 1), (1, 40), (40, 1)])
def test_shapes_with_little_in_them(shape: tuple[int, ...]) -> None:
    for row in ROWS:
        for axis in range(len(shape)):
            panel = {name: np.resize(X, shape) for name in inputs_of(row, make_bars("walk"))}
            result = bw.indicators[row](**panel, axis=axis)
            assert all(values.shape == shape for values in outputs_of(result))


def test_the_layout_of_the_result_is_that_of_the_bars() -> None:
    panel = np.stack([X, X * 2])
    for given_array in (panel, np.asfortranarray(panel), panel.T, np.asfortranarray(panel.T)):
        result = periodic(given_array, axis=0)
        assert result.flags.c_contiguous == given_array.flags.c_contiguous
        assert result.flags.f_contiguous == given_array.flags.f_contiguous


@pytest.mark.parametrize("row", ROWS)
def test_out_along_an_axis(row: str) -> None:
    panel = inputs_of(row, stacked(SERIES[:5]))
    expected = bw.indicators[row](**panel, axis=1)
    shape = next(iter(panel.values())).shape
    for make in (np.empty, lambda s: np.empty((*s, 2))[..., 1], lambda s: np.empty(s[::-1]).T):
        arrays = tuple(make(shape) for _ in outputs_of(expected))
        out = arrays if len(arrays) > 1 else arrays[0]
        assert bw.indicators[row](**panel, axis=1, out=out) is out
        assert equal(out, expected)


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_several_outputs_along_an_axis_are_a_named_tuple(row: str) -> None:
    assert isinstance(bw.indicators[row](**inputs_of(row, stacked(SERIES)), axis=1), bw.indicators[row].result)


def test_one_dimension_has_one_axis() -> None:
    assert equal(periodic(X, 9, axis=0), periodic(X, 9))
    assert equal(periodic(X.tolist(), 9, axis=-1), periodic(X, 9))


def test_lists_and_masks_along_an_axis() -> None:
    rows = [[1.0, 2, None, 4, 5, 6], [2.0, 4, 6, 8, 10, 12]]
    result = periodic(rows, 2, axis=1)
    assert equal(result[0], periodic(rows[0], 2))
    assert equal(result[1], periodic(rows[1], 2))
    masked = np.ma.masked_greater(np.stack([X, X * 2]), np.median(X))
    result = periodic(masked, 2, axis=1)
    assert not isinstance(result, np.ma.MaskedArray)
    assert equal(result[1], periodic(masked[1], 2))


@pytest.mark.parametrize("row", WITH_SOURCE)
def test_columns_by_name_along_an_axis(row: str) -> None:
    panel = stacked(SERIES, 1)
    result = bw.indicators[row](**panel, axis=0)
    for k, bars in enumerate(SERIES):
        assert equal(take(result, (slice(None), k)), bw.indicators[row](**bars))
    result = bw.indicators[row]("low", low=panel["low"], axis=0)
    assert equal(take(result, (slice(None), 0)), bw.indicators[row](SERIES[0]["low"]))


# ---- wide tables -----------------------------------------------------------------------------------------------------

INDEX = pd.date_range("2024-01-01", periods=len(X), freq="h", name="time")
NAMES = ["A", "B", "C"]
WIDE: dict[str, Any] = {
    "pandas": lambda values: pd.DataFrame(values, index=INDEX, columns=NAMES),
    "pandas in pieces": lambda values: pd.DataFrame({name: values[:, k] for k, name in enumerate(NAMES)}, index=INDEX),
    "polars": lambda values: pl.DataFrame(values, schema=NAMES),
}


@pytest.mark.parametrize("library", WIDE)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_wide_tables(row: str, library: str) -> None:
    panel = inputs_of(row, stacked(SERIES[:3], 1))
    tables = {name: WIDE[library](values) for name, values in panel.items()}
    first = next(iter(tables.values()))
    for result in (bw.indicators[row](**tables, axis=0), bw.indicators[row](*tables.values(), axis=0)):
        each = result if isinstance(result, tuple) else (result,)
        for table in each:
            assert type(table) is type(first)
            assert list(table.columns) == NAMES
            assert not isinstance(table, pd.DataFrame) or table.index.equals(INDEX)
        for k, name in enumerate(NAMES):
            alone = bw.indicators[row](**inputs_of(row, SERIES[k]))
            assert equal(tuple(table[name] for table in each), alone)


def test_parameters_follow_a_wide_table() -> None:
    table = pl.DataFrame(np.stack([X, X * 2], 1), schema=["A", "B"])
    assert equal(periodic(table, 9, axis=0)["B"], periodic(X * 2, 9))


def test_missing_values_in_wide_tables() -> None:
    result = periodic(pl.DataFrame({"A": [1, 2, None, 4, 5], "B": [1, 2, 3, 4, 5]}), 2, axis=0)
    assert equal(result["A"], periodic([1, 2, None, 4, 5], 2))
    assert equal(result["B"], periodic([1, 2, 3, 4, 5], 2))


def test_wide_tables_and_arrays_together() -> None:
    row = MARKET
    first, *others = inputs_of(row, stacked(SERIES[:3], 1)).items()
    mixed = {first[0]: WIDE["pandas"](first[1]), **dict(others)}
    result = bw.indicators[row](**mixed, axis=0)
    assert isinstance(result, pd.DataFrame)
    assert equal(result["B"], bw.indicators[row](**inputs_of(row, SERIES[1])))


# ---- expressions and indicators of one's own -------------------------------------------------------------------------


@bw.indicator
def own(source: Any = bw.close, period: int = 5) -> Any:
    return bw.indicators[PERIODIC](source, period) - source


def test_many_series_of_an_indicator_of_ones_own() -> None:
    bars, symbols = long_bars("interleaved")
    result = own(bars["close"], 5, by=symbols)
    for symbol in LENGTHS:
        assert equal(result[symbols == symbol], own(bars["close"][symbols == symbol], 5))
    panel = np.stack([X, X * 2], 1)
    assert equal(own(panel, 5, axis=0)[:, 1], own(X * 2, 5))


def test_many_series_of_expressions() -> None:
    bars, symbols = long_bars("interleaved")
    expression = periodic(bw.close, 5) - bw.indicators[MADE](period=7)
    table = pl.DataFrame({"symbol": symbols, **bars})
    for result in (expression(table, by="symbol"), bw.compute(table, by="symbol", it=expression)["it"]):
        for symbol in LENGTHS:
            rows = symbols == symbol
            alone = expression(**{name: values[rows] for name, values in bars.items()})
            assert equal(result.to_numpy()[rows], alone)
    panel = stacked(SERIES, 1)
    for values in (expression(**panel, axis=0), bw.compute(panel, axis=0, it=expression)["it"]):
        assert equal(values[:, 2], expression(**SERIES[2]))


@bw.indicator
def pair(source: Any = bw.close, period: int = 5) -> Any:
    whole = bw.indicators[PERIODIC](source, period)
    return {"whole": whole, "rest": source - whole}


def test_many_series_of_several_outputs() -> None:
    bars, symbols = long_bars("interleaved")
    table = pd.DataFrame({"symbol": symbols, **bars}, index=np.arange(len(symbols)) * 2)
    result = pair(table, by="symbol")
    assert list(result.columns) == ["whole", "rest"]
    assert result.index.equals(table.index)
    for symbol in LENGTHS:
        assert equal(take(result, symbols == symbol), pair(bars["close"][symbols == symbol]))
    wide = pl.DataFrame(np.stack([X, X * 2], 1), schema=["A", "B"])
    in_columns = pair(wide, axis=0)
    assert isinstance(in_columns, pair.result)
    assert [part.columns for part in in_columns] == [["A", "B"]] * 2
    assert equal((in_columns.whole["B"], in_columns.rest["B"]), pair(X * 2))


def test_out_of_several_outputs() -> None:
    panel = np.stack([X, X * 2], 1)
    out = (np.empty(panel.shape), np.empty(panel.shape))
    assert pair(panel, axis=0, out=out) is out
    assert equal(take(out, (slice(None), 1)), pair(X * 2))
    flat = [np.empty(X.shape), np.empty(X.shape)]
    assert pair(X, by=["A"] * 150 + ["B"] * 150, out=flat) is flat
    assert equal(take(tuple(flat), slice(150, None)), pair(X[150:]))
    for wrong, kind, fragment in (
        (out[0], bw.BadTypeError, "a tuple of 2 arrays"),
        (out[:1], bw.BadValueError, "hold 2 arrays"),
        ((out[0], out[0]), bw.BadValueError, "share memory"),
        ((out[0], np.empty(panel.shape[::-1]).T), bw.BadValueError, "alike"),
    ):
        with pytest.raises(kind, match=fragment):
            pair(panel, axis=0, out=wrong)
