"""The numbers of barwise.vector_ta: those of vector_ta, where it is installed, and barwise's own bits, in all forms."""

from __future__ import annotations

import copy
import inspect
import pickle
from itertools import product
from typing import Any

import barwise as bw
import numpy as np
import numpy.typing as npt
import pytest
from barwise import vector_ta
from barwise.vector_ta.rows import ROWS, Row
from reference.bars import Bars, find_real_bars, make_bars, read_bars
from vector_ta_facts import find_original

Doubles = npt.NDArray[np.float64]

SETTINGS: dict[str, tuple[Any, ...]] = {"period": (2, 3, 9, 14, 50), "offset": (0.85, 0.3), "sigma": (6.0, 2.5)}
RANGES: dict[str, tuple[Any, Any, Any]] = {"period": (2, 50, 6), "offset": (0.3, 0.9, 0.2), "sigma": (2.0, 6.0, 2.0)}
KINDS = ("walk", "trend", "around zero", "flat", "real")

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
every_kind = pytest.mark.parametrize("kind", KINDS)


def bars_of(kind: str) -> Bars:
    if kind == "flat":  # at a price whose sums are exact: the original's cci is not 0 at others
        return {name: np.full(300, 100.25) for name in ("open", "high", "low", "close")}
    if kind != "real":
        return make_bars(kind)
    path = find_real_bars()
    if path is None:
        pytest.skip("the real bars are not here")
    return {name: values[-2000:].copy() for name, values in read_bars(path).items()}


def inputs_of(row: Row, bars: Bars) -> list[Doubles]:
    return [bars.get(name, bars["close"]) for name in row.inputs]


def settings_of(row: Row) -> list[tuple[Any, ...]]:
    return list(product(*(SETTINGS[parameter.name] for parameter in row.parameters)))


def ranges_of(row: Row) -> list[tuple[Any, Any, Any]]:
    return [RANGES[parameter.name] for parameter in row.parameters]


def original_of(name: str) -> Any:
    original = find_original()
    if original is None:
        pytest.skip("vector_ta is not installed")
    return getattr(original, name)


def assert_close(got: Doubles, expected: Doubles) -> None:
    """Within 1e-9 of the value, or of the size of the values where one happens to be near zero."""
    assert got.shape == expected.shape
    np.testing.assert_array_equal(np.isnan(got), np.isnan(expected))
    scale = np.maximum(np.abs(expected), np.nanmean(np.abs(expected)))
    assert (np.abs(got - expected)[~np.isnan(got)] <= 1e-9 * scale[~np.isnan(got)]).all()


def values_of(stream: Any, bars: list[Doubles]) -> Doubles:
    return np.array([stream.update(*bar) for bar in zip(*bars, strict=True)], np.float64)  # None becomes NaN


# ---- beside the original ---------------------------------------------------------------------------------------------


@every_kind
@every_row
def test_functions_give_the_original_numbers(row: Row, kind: str) -> None:
    original, inputs = original_of(row.name), inputs_of(row, bars_of(kind))
    for settings in settings_of(row):
        got = getattr(vector_ta, row.name)(*inputs, *settings)
        assert_close(got, original(*inputs, *settings))


@every_kind
@every_row
def test_batches_give_the_original_rows_and_parameters(row: Row, kind: str) -> None:
    original, inputs = original_of(f"{row.name}_batch"), inputs_of(row, bars_of(kind))
    expected = original(*inputs, *ranges_of(row))
    got = getattr(vector_ta, f"{row.name}_batch")(*inputs, *ranges_of(row))
    assert list(got) == list(expected)
    for key in got.keys() - {"values"}:
        np.testing.assert_array_equal(got[key], expected[key], strict=True)
    for values, theirs in zip(got["values"], expected["values"], strict=True):
        assert_close(values, theirs)


@every_kind
@every_row
def test_streams_give_the_original_numbers(row: Row, kind: str) -> None:
    original, inputs = original_of(row.stream), inputs_of(row, bars_of(kind))
    for settings in settings_of(row):
        expected = values_of(original(*settings), inputs)
        got = values_of(getattr(vector_ta, row.stream)(*settings), inputs)
        assert_close(got, expected)


@every_row
def test_what_there_is_has_the_original_signature(row: Row) -> None:
    for name in (row.name, f"{row.name}_batch", row.stream):
        assert inspect.signature(getattr(vector_ta, name)) == inspect.signature(original_of(name))


# ---- one answer ------------------------------------------------------------------------------------------------------


@every_row
def test_functions_give_the_bits_of_barwise(row: Row) -> None:
    bars = make_bars("walk")
    columns = {ours: bars.get(ours, bars["close"]) for ours in row.inputs.values()}
    for settings in settings_of(row):
        parameters = dict(zip((parameter.name for parameter in row.parameters), settings, strict=True))
        got = getattr(vector_ta, row.name)(*inputs_of(row, bars), *settings)
        np.testing.assert_array_equal(got, bw.indicators[row.indicator](**columns, **parameters, **row.settings))


@every_row
def test_batches_and_streams_give_the_bits_of_functions(row: Row) -> None:
    inputs = inputs_of(row, make_bars("walk"))
    for bars in inputs:
        bars[[0, 1, 100, 150]] = np.nan, np.nan, np.nan, np.inf
    function, stream = getattr(vector_ta, row.name), getattr(vector_ta, row.stream)
    batch = getattr(vector_ta, f"{row.name}_batch")(*inputs, *ranges_of(row))
    columns = [batch[parameter.entry].tolist() for parameter in row.parameters]
    assert len(batch["values"]) == (np.prod([len(set(column)) for column in columns]) if columns else 1)
    for values, settings in zip(batch["values"], zip(*columns, strict=True) if columns else [()], strict=True):
        expected = function(*inputs, *settings)
        np.testing.assert_array_equal(values, expected)
        streamed = values_of(stream(*settings), inputs)
        if row.settings:  # a stream starts in the usual way, with nothing where the function's start gives something
            assert np.isnan(streamed).sum() < len(streamed) / 2
            expected = np.where(np.isnan(streamed), np.nan, expected)
        np.testing.assert_array_equal(streamed, expected)


@every_row
def test_streams_go_on_after_a_copy_or_a_pickle(row: Row) -> None:
    inputs = inputs_of(row, make_bars("walk"))
    stream = getattr(vector_ta, row.stream)(*settings_of(row)[-1])
    values_of(stream, [bars[:100] for bars in inputs])
    others = [copy.copy(stream), copy.deepcopy(stream), pickle.loads(pickle.dumps(stream))]
    expected = values_of(stream, [bars[100:] for bars in inputs])
    for other in others:
        np.testing.assert_array_equal(values_of(other, [bars[100:] for bars in inputs]), expected)


# ---- the module ------------------------------------------------------------------------------------------------------


@every_row
def test_everything_says_what_it_is(row: Row) -> None:
    title = bw.indicators[row.indicator].info.title
    for name in (row.name, f"{row.name}_batch", row.stream):
        made = getattr(vector_ta, name)
        assert name in vector_ta.__all__
        assert (made.__name__, made.__qualname__, made.__module__) == (name, name, "barwise.vector_ta")
        assert made.__doc__.startswith(title)
        assert pickle.loads(pickle.dumps(made)) is made


def test_the_original_has_every_name() -> None:
    original = find_original()
    if original is None:
        pytest.skip("vector_ta is not installed")
    assert [name for name in vector_ta.__all__ if not hasattr(original, name)] == []


def test_nothing_more_can_be_put_into_a_stream() -> None:
    with pytest.raises(AttributeError):
        vector_ta.CciStream(5).colour = "red"
