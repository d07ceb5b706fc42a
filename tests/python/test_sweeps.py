"""Sweeps: every row is what a call gives, whatever rows there are and however they are computed."""

from __future__ import annotations

import itertools
import pickle
from pathlib import Path
from typing import Any

import barwise as bw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from interface_rows import PERIODIC, SEVERAL_OUTPUTS, WITH_SOURCE, has_period
from many_series import equal, outputs_of, spread, values_to_try
from reference.bars import KINDS, make_bars
from reference.rows import KERNELS, ROWS, defaults, inputs_of, parameter_sets, same_bits

BARS = make_bars("walk")
X = BARS["close"]
PERIODS = [5, 20, 7]
periodic = bw.indicators[PERIODIC]


def is_possible(row: str, parameters: dict[str, Any]) -> bool:
    try:
        bw.indicators[row].lookback(**parameters)
    except bw.BadValueError:
        return False
    return True


# ---- rows ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["walk", "gaps", "flat stretches"])
@pytest.mark.parametrize("row", ROWS)
def test_rows_are_what_calls_give(row: str, kind: str) -> None:
    """One parameter at a time, at all values worth trying."""
    inputs = inputs_of(row, make_bars(kind))
    for name, tried in values_to_try(row).items():
        values = [value for value in tried if is_possible(row, {name: value})]
        sweep = bw.indicators[row].sweep(**inputs, **{name: values})
        assert len(sweep) == len(values)
        for number, value in enumerate(values):
            assert equal(sweep[number], bw.indicators[row](**inputs, **{name: value})), value
            assert sweep.params[name][number] == value


@pytest.mark.parametrize("row", ROWS)
def test_all_combinations(row: str) -> None:
    """The last parameter varies fastest."""
    inputs = inputs_of(row, BARS)
    values = {name: tried[:3] for name, tried in values_to_try(row).items()}
    combinations = [dict(zip(values, chosen, strict=True)) for chosen in itertools.product(*values.values())]
    if not all(is_possible(row, parameters) for parameters in combinations):
        pytest.skip("not all of them are possible")
    sweep = bw.indicators[row].sweep(**inputs, **values)
    assert len(sweep) == len(combinations)
    for (parameters, result), expected in zip(sweep.items(), combinations, strict=True):
        assert parameters == expected
        assert equal(result, bw.indicators[row](**inputs, **expected))


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_any_rows_of_any_bars(row: str, data: st.DataObject) -> None:
    inputs = inputs_of(row, make_bars(data.draw(st.sampled_from(KINDS), "kind"), data.draw(st.integers(0, 99), "seed")))
    n = data.draw(st.integers(0, 300), "bars")
    inputs = {name: values[:n] for name, values in inputs.items()}
    chosen = data.draw(st.lists(st.sampled_from(list(parameter_sets(row))), min_size=1, max_size=12), "rows")
    kernel = data.draw(st.sampled_from(KERNELS), "kernel")
    lists = {name: [parameters[name] for parameters in chosen] for name in chosen[0]}
    sweep = bw.indicators[row].sweep(**inputs, **lists, zip=True, kernel=kernel)
    for number in range(len(sweep)):
        parameters = {name: values[number] for name, values in lists.items()}
        assert equal(sweep[number], bw.indicators[row](**inputs, **parameters))


@pytest.mark.parametrize("row", [row for row in ROWS if has_period(row)])
def test_many_rows(row: str) -> None:
    """More than one program holds, so that rows are cut into groups."""
    inputs = inputs_of(row, make_bars("ticks"))
    sweep = bw.indicators[row].sweep(**inputs, period=range(2, 300))
    for period in range(2, 300):
        assert equal(sweep[period - 2], bw.indicators[row](**inputs, period=period)), period


def test_zip_pairs_values() -> None:
    row = next(row for row in ROWS if len(defaults(row)) > 1)
    lists = {name: values[:2] for name, values in values_to_try(row).items() if len(values) > 1}
    sweep = bw.indicators[row].sweep(**inputs_of(row, BARS), **lists, zip=True)
    assert len(sweep) == 2
    for name, values in lists.items():
        assert sweep.params[name].tolist() == values


VALUES: dict[str, Any] = {
    "range": range(5, 8),
    "list": [5, 6, 7],
    "tuple": (5, 6, 7),
    "array": np.array([5, 6, 7]),
    "array of doubles": np.array([5.0, 6.0, 7.0]),
    "generator": (k for k in (5, 6, 7)),
    "series": pd.Series([5, 6, 7]),
    "series of polars": pl.Series([5, 6, 7]),
}


@pytest.mark.parametrize("kind", VALUES)
def test_values_come_as_anything_that_has_some(kind: str) -> None:
    sweep = periodic.sweep(X, period=VALUES[kind])
    assert sweep.params["period"].tolist() == [5, 6, 7]
    assert sweep.params["period"].dtype == np.int64
    assert equal(sweep.values, periodic.sweep(X, period=range(5, 8)).values)


@pytest.mark.parametrize("value", [9, 9.0, np.int8(9), np.float32(9)])
def test_one_value_makes_one_row(value: Any) -> None:
    sweep = periodic.sweep(X, period=value)
    assert len(sweep) == 1
    assert sweep.params["period"].tolist() == [9]
    assert equal(sweep[0], periodic(X, 9))


def test_parameters_by_position() -> None:
    assert equal(periodic.sweep(X, PERIODS).values, periodic.sweep(X, period=PERIODS).values)


def test_without_lists_it_is_the_call_itself() -> None:
    for row in ROWS:
        sweep = bw.indicators[row].sweep(**inputs_of(row, BARS))
        assert len(sweep) == 1
        assert equal(sweep[0], bw.indicators[row](**inputs_of(row, BARS)))


# ---- bars ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", WITH_SOURCE)
def test_bars_by_name(row: str) -> None:
    indicator = bw.indicators[row]
    assert equal(indicator.sweep(**BARS)[0], indicator(**BARS))
    first, *others = inputs_of(row, BARS).items()
    assert equal(indicator.sweep(first[1], **dict(others))[0], indicator(first[1], **dict(others)))
    if not others:
        assert equal(indicator.sweep("high", high=BARS["high"])[0], indicator(BARS["high"]))


KINDS_OF_ARRAYS: dict[str, Any] = {
    "list": X.tolist(),
    "list with gaps": [None, *X.tolist()[1:]],
    "float32": X.astype(np.float32),
    "integers": (X * 100).astype(np.int32),
    "big-endian": X.astype(">f8"),
    "reversed": X[::-1],
    "strided": np.stack([X, X], 1)[:, 1],
    "masked": np.ma.masked_greater(X, np.median(X)),
    "read-only": np.frombuffer(X.tobytes()),
}


@pytest.mark.parametrize("kind", KINDS_OF_ARRAYS)
def test_arrays_of_any_kind(kind: str) -> None:
    given = KINDS_OF_ARRAYS[kind]
    sweep = periodic.sweep(given, period=PERIODS, threads=2)
    for number, period in enumerate(PERIODS):
        assert equal(sweep[number], periodic(given, period))


@pytest.mark.parametrize("bars", [0, 1, 2, 30])
def test_short_series(bars: int) -> None:
    for row in ROWS:
        inputs = {name: values[:bars] for name, values in inputs_of(row, BARS).items()}
        sweep = bw.indicators[row].sweep(**inputs, **({"period": [2, 40]} if has_period(row) else {}))
        assert sweep.bars == bars
        assert all(values.shape == (len(sweep), bars) for values in outputs_of(sweep.values))


# ---- the result ------------------------------------------------------------------------------------------------------


def test_what_a_sweep_is() -> None:
    sweep = periodic.sweep(X, period=PERIODS)
    assert isinstance(sweep, bw.Sweep)
    assert len(sweep) == 3
    assert sweep.values.shape == (3, len(X))
    assert sweep.values.dtype == np.float64
    assert repr(sweep) == f"<Sweep of {PERIODIC}: 3 rows x {len(X)} bars, period 5 … 7>"
    assert equal(sweep.row(period=20), periodic(X, 20))
    assert sweep.index(period=7) == 2
    assert equal(sweep[-1], periodic(X, 7))
    assert sweep[np.int64(1)] is not None
    assert [equal(row, periodic(X, p)) for row, p in zip(sweep, PERIODS, strict=True)] == [True] * 3
    with pytest.raises(IndexError):
        sweep[3]


def test_parts_of_a_sweep_are_sweeps() -> None:
    part = periodic.sweep(X, period=PERIODS)[1:]
    assert part.params["period"].tolist() == PERIODS[1:]
    assert equal(part[0], periodic(X, PERIODS[1]))
    assert len(periodic.sweep(X, period=PERIODS)[3:]) == 0


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_several_outputs_are_a_named_tuple(row: str) -> None:
    indicator = bw.indicators[row]
    sweep = indicator.sweep(**inputs_of(row, BARS))
    assert isinstance(sweep.values, indicator.result)
    assert isinstance(sweep[0], indicator.result)


def test_a_sweep_can_be_pickled() -> None:
    sweep = periodic.sweep(X, period=PERIODS)
    copy = pickle.loads(pickle.dumps(sweep))
    assert equal(copy.values, sweep.values)
    assert copy.params["period"].tolist() == PERIODS


def test_a_row_must_be_one() -> None:
    row = next(row for row in ROWS if len(defaults(row)) > 1)
    values = {name: values[:2] for name, values in values_to_try(row).items()}
    sweep = bw.indicators[row].sweep(**inputs_of(row, BARS), **values)
    first = {name: value[0] for name, value in values.items()}
    assert equal(sweep.row(**first), sweep[0])
    one = dict([next(iter(first.items()))])
    with pytest.raises(bw.BadValueError, match="rows have"):
        sweep.row(**one)
    with pytest.raises(bw.BadValueError, match="no row has"):
        sweep.row(**{next(iter(first)): -5})
    with pytest.raises(bw.BadTypeError, match="no parameter 'perid'"):
        sweep.row(perid=5)


# ---- memory ----------------------------------------------------------------------------------------------------------


def arrays_for(row: str, shape: tuple[int, ...], make: Any) -> Any:
    arrays = tuple(make(shape) for _ in bw.indicators[row].info.outputs)
    return arrays if len(arrays) > 1 else arrays[0]


@pytest.mark.parametrize("row", ROWS)
def test_out_is_written_to(row: str, tmp_path: Path) -> None:
    inputs = inputs_of(row, BARS)
    swept = {"period": [3, 9]} if has_period(row) else {}
    expected = bw.indicators[row].sweep(**inputs, **swept)
    shape = (len(expected), len(X))
    files = itertools.count()

    def memmap(shape: tuple[int, ...]) -> Any:
        return np.memmap(tmp_path / f"{next(files)}", np.float64, "w+", shape=shape)

    def wide(shape: tuple[int, ...]) -> Any:
        return np.full((shape[0], shape[1] + 9), 7.0)[:, 4:-5]  # rows that do not lie side by side

    for make in (np.empty, memmap, wide):
        out = arrays_for(row, shape, make)
        sweep = bw.indicators[row].sweep(**inputs, **swept, out=out)
        assert equal(sweep.values, expected.values)
        for values, array in zip(outputs_of(sweep.values), outputs_of(out), strict=True):
            assert values is array


def test_rows_at_a_time() -> None:
    whole = periodic.sweep(X, period=range(5, 16))
    pieces = list(periodic.sweep(X, period=range(5, 16), rows_at_a_time=4))
    assert [len(piece) for piece in pieces] == [4, 4, 3]
    assert equal(np.concatenate([piece.values for piece in pieces]), whole.values)
    assert np.concatenate([piece.params["period"] for piece in pieces]).tolist() == list(range(5, 16))
    assert not np.shares_memory(pieces[0].values, pieces[1].values)
    assert len(list(periodic.sweep(X, period=[5], rows_at_a_time=100))) == 1


def test_pieces_share_memory_if_asked() -> None:
    out = np.empty((4, len(X)))
    numbers = []
    for piece in periodic.sweep(X, period=range(5, 16), rows_at_a_time=4, out=out):
        assert np.shares_memory(piece.values, out)
        for parameters, values in piece.items():
            assert equal(values, periodic(X, **parameters))
            numbers.append(parameters["period"])
    assert numbers == list(range(5, 16))


# ---- expressions and indicators of one's own -------------------------------------------------------------------------


@bw.indicator
def own(source: Any = bw.close, fast: int = 5, slow: int = 20) -> Any:
    if fast >= slow:
        raise ValueError("fast must be less than slow")
    return bw.indicators[PERIODIC](source, fast) - bw.indicators[PERIODIC](source, slow)


def test_expressions_are_swept() -> None:
    sweep = spread().sweep(close=X, fast=[3, 5], slow=range(20, 40))
    assert len(sweep) == 40
    assert list(sweep.params) == ["fast", "slow"]
    for parameters, values in sweep.items():
        assert same_bits(values, periodic(X, parameters["fast"]) - periodic(X, parameters["slow"]))
    table = spread().sweep(pl.DataFrame(BARS), fast=[3, 5])
    assert isinstance(table[1], pl.Series)
    assert equal(table[1], spread().with_parameters(fast=5)(close=X))


def test_indicators_of_ones_own_are_swept() -> None:
    sweep = own.sweep(X, fast=[3, 5], slow=range(20, 40))
    for parameters, values in sweep.items():
        assert same_bits(values, periodic(X, parameters["fast"]) - periodic(X, parameters["slow"]))
    pieces = own.sweep(X, fast=[3, 5], slow=range(20, 40), rows_at_a_time=7)
    assert equal(np.concatenate([piece.values for piece in pieces]), sweep.values)


def test_rows_that_the_function_refuses_are_listed() -> None:
    out = np.full((4, len(X)), 7.0)
    with pytest.raises(bw.BadValueError) as caught:
        own.sweep(X, fast=[3, 30], slow=[20, 25], out=out)
    assert str(caught.value) == (
        "own: 2 of 4 rows cannot be computed: fast=30, slow=20 (fast must be less than slow); "
        "fast=30, slow=25 (fast must be less than slow)"
    )
    assert (out == 7).all()
