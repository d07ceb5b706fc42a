"""All forms of the functions of barwise.vector_ta that follow from its table, beside the original where it is there."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from typing import Any

import numpy as np
import peer_comparison
import pytest
from barwise import vector_ta
from barwise.vector_ta.derived import FACTS, derived_rows
from barwise.vector_ta.rows import NO_RANGE, ROWS, Integer, Parameter, Row, Text
from peer_comparison import Pair
from vector_ta_facts import find_original, told

DERIVED = list(derived_rows({row.name for row in ROWS}))
PAIRS = {pair.entry.name: pair for pair in peer_comparison.pairs() if pair.library == "vector_ta"}

every_row = pytest.mark.parametrize("row", DERIVED, ids=lambda row: row.name)


def original_of(name: str) -> Any:
    original = find_original()
    if original is None:
        pytest.skip("vector_ta is not installed")
    return getattr(original, name)


def inputs_of(row: Row) -> list[Any]:
    bars = peer_comparison.bars_of("walk")
    assert bars is not None
    return [bars[peer_comparison.column_of(PAIRS[row.name], ours or theirs)] for theirs, ours in row.inputs.items()]


def settings_of(row: Row) -> list[Any]:
    return [parameter.default for parameter in row.parameters]


def is_choice(parameter: Parameter) -> bool:
    return isinstance(parameter, Integer) and parameter.choices != ()


def range_of(parameter: Parameter) -> list[Any]:
    if isinstance(parameter, Text):
        return [parameter.default]
    step = 3 if isinstance(parameter, Integer) and not parameter.fixed else 0
    first = parameter.default - step if is_choice(parameter) else parameter.default
    limits = (first, first + step, step)
    return [*limits] if parameter.splits_range else [limits]


def ranges_of(row: Row) -> list[Any]:
    return [part for parameter in row.parameters if parameter.range != NO_RANGE for part in range_of(parameter)]


def arrays_of(result: Any) -> list[Any]:
    if isinstance(result, dict):
        return list(result.values())
    return list(result) if isinstance(result, tuple) else [result]


@every_row
def test_arguments_are_those_of_the_original(row: Row) -> None:
    for name in (row.name, f"{row.name}_batch", row.stream):
        if name and hasattr(vector_ta, name):
            got, expected = inspect.signature(getattr(vector_ta, name)), inspect.signature(original_of(name))
            assert list(got.parameters) == list(expected.parameters)


@every_row
def test_batches_return_what_the_original_does(row: Row) -> None:
    if not row.has_batch:
        pytest.skip("it has no batch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = original_of(f"{row.name}_batch")(*inputs_of(row), *ranges_of(row))
    got = getattr(vector_ta, f"{row.name}_batch")(*inputs_of(row), *ranges_of(row))
    assert list(got) == list(expected)
    for key, values in got.items():
        if isinstance(values, np.ndarray) and values.ndim == 2:
            assert (values.shape, values.dtype) == (expected[key].shape, expected[key].dtype)
        else:
            assert told(values) == told(expected[key])


@every_row
def test_a_batch_has_the_rows_of_the_function(row: Row) -> None:
    if not row.has_batch:
        pytest.skip("it has no batch")
    batch = getattr(vector_ta, f"{row.name}_batch")(*inputs_of(row), *ranges_of(row))
    expected = arrays_of(getattr(vector_ta, row.name)(*inputs_of(row), *settings_of(row)))
    place = -1 if any(map(is_choice, row.parameters)) else 0  # of the defaults
    for (key, _, _), values in zip(row.outputs, expected, strict=True):
        np.testing.assert_array_equal(batch[key][place], values)


@every_row
def test_streams_give_the_bits_of_the_function(row: Row) -> None:
    if not row.stream:
        pytest.skip("it has no stream")
    inputs = inputs_of(row)
    given = (parameter.default for parameter in row.parameters if parameter.in_stream)
    stream = getattr(vector_ta, row.stream)(*given)
    values = [stream.update(*bar) for bar in zip(*inputs, strict=True)]
    expected = np.array(arrays_of(getattr(vector_ta, row.name)(*inputs, *settings_of(row)))).T
    missing = [value is None for value in values]
    assert not any(missing[-100:])
    first = missing.index(False)
    np.testing.assert_array_equal(np.array([np.atleast_1d(value) for value in values[first:]]), expected[first:])
    others = [copy.copy(stream), pickle.loads(pickle.dumps(stream))]
    bar = [values[-1] for values in inputs]
    assert len({str(other.update(*bar)) for other in [*others, stream]}) == 1


@every_row
def test_bad_calls_are_refused(row: Row) -> None:
    function, inputs, settings = getattr(vector_ta, row.name), inputs_of(row), settings_of(row)
    with pytest.raises(ValueError, match=r".") as refused:
        function(*(values[:0] for values in inputs), *settings)
    assert str(refused.value) == FACTS[row.name]["empty"]
    if FACTS[row.name]["missing"]:
        with pytest.raises(ValueError, match=r".") as refused:
            function(*(np.full(50, np.nan) for _ in inputs), *settings)
        assert str(refused.value) == FACTS[row.name]["missing"]
    with pytest.raises(ValueError, match=r"^Unknown kernel: foo$"):
        function(*inputs, *settings, kernel="foo")
    with pytest.raises(TypeError, match=r"cannot be converted to 'PyArray<T, D>'$"):
        function(*(list(values) for values in inputs), *settings)
    for place, parameter in enumerate(row.parameters):
        if isinstance(parameter, Integer) and not parameter.fixed:
            for bad in (parameter.least - 1, len(inputs[0]) + 1):
                if bad < 0:
                    continue
                with pytest.raises(ValueError, match=parameter.name):
                    function(*inputs, *settings[:place], bad, *settings[place + 1 :])
        elif isinstance(parameter, Text):
            with pytest.raises(ValueError, match=r"foo|only"):
                function(*inputs, *settings[:place], "foo", *settings[place + 1 :])


def test_rows_of_the_table_are_tested() -> None:
    assert all(isinstance(PAIRS[row.name], Pair) for row in DERIVED)
