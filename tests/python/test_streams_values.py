"""What may be a value of a bar or a column of bars, and how a stream refuses what may not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import barwise as bw
import numpy as np
import pytest
from interface_rows import MADE, MARKET, PERIODIC
from reference.bars import make_bars
from refusals import raises
from stream_rows import equal

BARS = make_bars("gaps")
X = BARS["close"]

free, made, market = bw.indicators[PERIODIC], bw.indicators[MADE], bw.indicators[MARKET]


class Number:
    def __float__(self) -> float:
        return 1.5


@pytest.mark.parametrize(
    "value", [1.5, np.float64(1.5), np.float32(1.5), Decimal("1.5"), Number()], ids=lambda v: type(v).__name__
)
def test_any_number_is_taken(value: Any) -> None:
    assert bw.sma.stream(1).update(value) == 1.5
    assert bw.sma.stream(1).extend([value]).tolist() == [1.5]


@pytest.mark.parametrize("value", [2, True, np.int8(3), np.bool_(True), 2**60])
def test_whole_numbers_are_taken(value: Any) -> None:
    assert bw.sma.stream(1).update(value) == float(value)


WRONG_VALUES = {
    "str": "1.5",
    "bytes": b"1.5",
    "complex": 1j,
    "numpy's complex": np.complex128(1),
    "array": np.zeros(1),
    "array without dimensions": np.array(1.5),
    "list": [1.5],
    "object": object(),
    "expression": bw.close,
}


@pytest.mark.parametrize("method", ["update", "peek", "amend"])
@pytest.mark.parametrize("case", WRONG_VALUES)
def test_wrong_values_are_refused(method: str, case: str) -> None:
    stream = free.stream(2)
    stream.extend([1.0, 2.0])
    before = stream.save()
    with raises(TypeError, "source", "must be a number", type(WRONG_VALUES[case]).__name__):
        getattr(stream, method)(WRONG_VALUES[case])
    assert stream.save() == before


@pytest.mark.parametrize("method", ["update", "peek", "amend", "extend"])
def test_wrong_names_and_numbers_of_values_are_refused(method: str) -> None:
    stream = made.stream(2)
    stream.extend([1.0, 2.0])
    before = stream.save()
    call = getattr(stream, method)
    one: Any = [1.0] if method == "extend" else 1.0
    with raises(TypeError, "", "1 value (source), not 3", "such as close="):
        call(one, one, one)
    with raises(TypeError, "source", "is missing"):
        call()
    with raises(TypeError, "source", "given twice"):
        call(one, source=one)
    with raises(TypeError, "price", "no price", "it has source"):
        call(price=one)
    with raises(TypeError, "high", "no high"):
        call(one, high=one)
    stream.reset()
    with raises(TypeError, "", "not 41"):
        call(*[one] * 41)
    with raises(TypeError, "low", "is missing"):
        call(high=one, close=one)
    stream.extend([1.0, 2.0])
    assert stream.save() == before


def test_an_exception_of_a_number_comes_through() -> None:
    class Broken:
        def __float__(self) -> float:
            raise OSError("no such number")

    stream = free.stream(2)
    with pytest.raises(OSError, match="no such number"):
        stream.update(Broken())
    assert stream.bars == 0


def test_there_must_be_a_bar_to_amend() -> None:
    stream = free.stream(2)
    for _ in range(2):
        with raises(ValueError, "stream", "no bar yet"):
            stream.amend(1.0)
        stream.update(1.0)
        stream.amend(2.0)
        stream.reset()


def test_extending_takes_what_calls_take() -> None:
    """Whole numbers, lists, columns of matrices, other byte orders, read-only memory."""
    whole = np.round(np.nan_to_num(X)).astype(np.int64)
    locked = whole.copy()
    locked.flags.writeable = False
    matrix = np.stack([whole, whole], axis=1)
    for values in (
        whole,
        whole.tolist(),
        tuple(whole.tolist()),
        matrix[:, 1],
        whole.astype(">f4"),
        locked,
        whole[::-1][::-1],
    ):
        assert equal([free.stream(9).extend(values)], [free(np.asarray(values), 9)])


WRONG_COLUMNS: dict[str, tuple[Any, type[Exception], str]] = {
    "matrix": (np.zeros((3, 2)), ValueError, "one dimension"),
    "text": (np.array(["a"]), TypeError, "numbers"),
    "list with text": ([1.0, "2"], TypeError, "item 1 is a str"),
    "number": (5, TypeError, "array of bars"),
    "None": (None, TypeError, "array of bars"),
    "str": ("close", TypeError, "array of bars"),
    "complex": (np.zeros(3) + 1j, TypeError, "real numbers"),
}


@pytest.mark.parametrize("case", WRONG_COLUMNS)
def test_wrong_columns_are_refused(case: str) -> None:
    values, kind, text = WRONG_COLUMNS[case]
    stream = free.stream(2)
    stream.extend([1.0, 2.0])
    before = stream.save()
    with raises(kind, "source", text):
        stream.extend(values)
    with raises(kind, "source", text):
        stream.extend(source=values)
    assert stream.save() == before


def test_columns_have_one_length() -> None:
    stream = market.stream()
    columns = {name: BARS[name] for name in stream.inputs}
    columns[stream.inputs[1]] = BARS[stream.inputs[1]][:-1]
    with raises(ValueError, stream.inputs[1], "bars"):
        stream.extend(**columns)
    assert stream.bars == 0


def test_a_list_that_fails_midway_changes_nothing() -> None:
    class Fickle:
        calls = 0

        def __float__(self) -> float:
            Fickle.calls += 1
            if Fickle.calls > 1:
                raise ValueError("not again")
            return 1.0

    stream = free.stream(2)
    with pytest.raises(ValueError, match="not again"):
        stream.extend([1.0, Fickle(), 2.0])
    assert stream.bars == 0


def test_a_number_that_uses_the_stream_does_no_harm() -> None:
    stream = made.stream(2)

    class Meddler:
        def __float__(self) -> float:
            stream.reset()
            stream.update(high=3, low=1, close=2)
            return 1.0

    with pytest.raises(bw.Error, match="in use by another call"):
        stream.update(Meddler())
    assert stream.bars == 1
    assert stream.inputs == free.stream(source=made.info.inputs[0].source).inputs
