"""Every way to call an indicator wrongly: what is raised, what it says, and that nothing was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pytest
from interface_rows import MADE, MARKET, PERIODIC, SEVERAL_OUTPUTS, columns_of
from refusals import raises

N = 40
X = np.linspace(1, 2, N)

PERIOD = [p.name for p in bw.indicators[PERIODIC].info.parameters].index("period")

free, made, market = bw.indicators[PERIODIC], bw.indicators[MADE], bw.indicators[MARKET]
COLUMNS = columns_of(MARKET)


def unaligned(n: int) -> np.ndarray[Any, Any]:
    return np.frombuffer(bytearray(8 * n + 1), np.uint8)[1:].view(np.float64)


def read_only(n: int) -> np.ndarray[Any, Any]:
    array = np.empty(n)
    array.flags.writeable = False
    return array


def test_errors_are_of_barwise_and_of_python() -> None:
    assert issubclass(bw.BadValueError, bw.Error)
    assert issubclass(bw.BadValueError, ValueError)
    assert issubclass(bw.BadTypeError, bw.Error)
    assert issubclass(bw.BadTypeError, TypeError)
    assert bw.Error("no argument is at fault").argument == ""


WRONG_DATA: dict[str, tuple[object, type[Exception], str]] = {
    "complex": (X + 1j, TypeError, "complex128"),
    "objects": (X.astype(object), TypeError, "object"),
    "strings": (X.astype(str), TypeError, "astype(float)"),
    "bytes": (X.astype("S"), TypeError, "astype(float)"),
    "times": (np.arange(3).astype("M8[s]"), TypeError, "datetime64[s]"),
    "durations": (np.arange(3).astype("m8[s]"), TypeError, "timedelta64[s]"),
    "records": (np.zeros(3, [("a", float)]), TypeError, "numbers"),
    "two dimensions": (X.reshape(20, 2), ValueError, "[:, 0]"),
    "three dimensions": (X.reshape(5, 4, 2), ValueError, "one dimension, not 3"),
    "no dimension": (np.array(5.0), ValueError, "single number"),
    "masked strings": (np.ma.array(["a", "b"]), TypeError, "numbers"),
    "number": (5, TypeError, "not int"),
    "numpy's number": (np.float64(5), TypeError, "array of bars"),
    "none": (None, TypeError, "not NoneType"),
    "dict": ({"close": X}, TypeError, "not dict"),
    "iterator": (iter([1.0]), TypeError, "not list_iterator"),
    "list with text": ([1.0, "2"], TypeError, "item 1 is a str"),
    "list with bytes": ([b"1"], TypeError, "item 0 is a bytes"),
    "list with complex": ([1.0, 2.0, 1j], TypeError, "item 2 is a complex"),
    "list with numpy's complex": ([np.complex64(1)], TypeError, "item 0 is a numpy.complex64"),
    "list with objects": ([object()], TypeError, "item 0 is a object"),
    "list of lists": ([[1.0], [2.0]], ValueError, "one dimension"),
    "tuple of arrays": ((X, X), ValueError, "one dimension"),
    "ragged": (range, TypeError, "array"),
}


@pytest.mark.parametrize("what", WRONG_DATA)
def test_wrong_data(what: str) -> None:
    data, kind, fragment = WRONG_DATA[what]
    out = np.full(N, 7.0)
    with raises(kind, "source", PERIODIC, fragment):
        free(data, out=out)
    with raises(kind, COLUMNS[1], MARKET):
        market(X, data, *[X] * (len(COLUMNS) - 2), out=out) if data is not None else market(X, 5)
    assert (out == 7).all()


def test_lengths_differ() -> None:
    arrays = dict.fromkeys(COLUMNS, X) | {COLUMNS[1]: X[:-3]}
    with raises(ValueError, COLUMNS[1], COLUMNS[0], f"{N} bars", f"{N - 3}"):
        market(**arrays)
    with raises(ValueError, "volume", "open"):
        made(high=X, low=X, open=X, close=X, volume=X[:2])


def test_something_is_missing() -> None:
    with raises(TypeError, COLUMNS[-1], "missing"):
        market(*[X] * (len(COLUMNS) - 1))
    with raises(TypeError, "close", "missing", made.info.inputs[0].source):
        made(open=X, high=X, low=X)
    with raises(TypeError, "close", "missing"):
        free("close", open=X)


WRONG_NUMBERS: dict[str, tuple[object, type[Exception], str]] = {
    "zero": (0, ValueError, "from 1 to 100000, not 0"),
    "negative": (-3, ValueError, "not -3"),
    "fraction": (2.5, ValueError, "an integer"),
    "nan": (float("nan"), ValueError, "nan"),
    "infinite": (float("inf"), ValueError, "inf"),
    "too great": (100_001, ValueError, "not 100001"),
    "beyond doubles": (10**400, ValueError, "100000"),
    "text": ("14", TypeError, "not str"),
    "bool": (True, TypeError, "not bool"),
    "numpy's bool": (np.True_, TypeError, "not numpy.bool"),
    "none": (None, TypeError, "not NoneType"),
    "complex": (14j, TypeError, "not complex"),
    "numpy's complex": (np.complex128(14), TypeError, "not numpy.complex128"),
    "list": ([14], TypeError, "not list"),
    "array": (np.array([14]), TypeError, "high="),
    "object": (object(), TypeError, "not object"),
}


@pytest.mark.parametrize("what", WRONG_NUMBERS)
def test_wrong_period(what: str) -> None:
    value, kind, fragment = WRONG_NUMBERS[what]
    out = np.full(N, 7.0)
    with raises(kind, "period", PERIODIC, fragment):
        free(X, period=value, out=out)
    with raises(kind, "period", PERIODIC, fragment):
        free.lookback(period=value)
    assert (out == 7).all()


class BadNumber:
    """A number that does not want to be one."""

    def __float__(self) -> float:
        raise ZeroDivisionError


def test_a_number_that_fails_to_convert() -> None:
    with raises(TypeError, "period", "BadNumber"):
        free(X, period=BadNumber())
    with raises(TypeError, "source", "item 1"):
        free([1.0, BadNumber()])


class Fickle:
    """A number the first time it is asked only."""

    def __init__(self) -> None:
        self.asked = 0

    def __float__(self) -> float:
        self.asked += 1
        if self.asked > 1:
            raise ZeroDivisionError
        return 1.0


def test_an_item_that_changes_its_mind() -> None:
    with pytest.raises(ZeroDivisionError):
        free([1.0, Fickle(), *range(50)])


class Emptying:
    """Empties the list that it is an item of."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items
        self.asked = 0

    def __float__(self) -> float:
        self.asked += 1
        if self.asked > 1:
            self.items.clear()
        return 1.0


def test_a_list_that_becomes_shorter() -> None:
    items: list[Any] = [1.0] * 3000
    items[5] = Emptying(items)
    with pytest.raises(IndexError):
        free(items)


ACCEPTED_NUMBERS = [14, 14.0, np.int64(14), np.uint8(14), np.float32(14), np.float64(14)]


@pytest.mark.parametrize("value", ACCEPTED_NUMBERS, ids=lambda value: type(value).__name__)
def test_whole_numbers_of_any_type_are_a_period(value: Any) -> None:
    assert np.array_equal(free(X, period=value), free(X, period=14), equal_nan=True)


def test_unknown_keywords() -> None:
    with raises(TypeError, "perid", "did you mean 'period'", "out", "kernel"):
        free(X, perid=14)
    with raises(TypeError, "zzzz", "it takes source"):
        free(X, zzzz=14)
    with raises(TypeError, "perid", "did you mean 'period'"):
        free.lookback(perid=14)
    with raises(TypeError, "source", "there is no argument"):
        free.lookback(source=X)


def test_too_many_by_position() -> None:
    count = 1 + len(free.info.parameters)
    with raises(TypeError, "", f"at most {count}", "source", "period", "high="):
        free(X, *[p.default for p in free.info.parameters], X)
    with raises(TypeError, "", "at most"):
        free.lookback(*[p.default for p in free.info.parameters], 3)


def test_given_twice() -> None:
    with raises(TypeError, "source", "given twice"):
        free(X, source=X)
    with raises(TypeError, COLUMNS[0], "given twice"):
        market(*[X] * len(COLUMNS), **{COLUMNS[0]: X})
    with raises(TypeError, "period", "given twice"):
        free(X, *[p.default for p in free.info.parameters[: PERIOD + 1]], period=14)


def test_sources() -> None:
    with raises(ValueError, "source", "hlc3", "'clsoe'"):
        free(source="clsoe", close=X)
    with raises(TypeError, COLUMNS[0], "'close'"):
        market(**(dict.fromkeys(COLUMNS, X) | {COLUMNS[0]: "close"}))
    with raises(TypeError, "open", "'close'"):
        free(source="open", open="close")
    with raises(TypeError, "close", "source"):
        free(X, close=X)


def test_kernels() -> None:
    with raises(ValueError, "kernel", "avx1024", *bw.kernels()):
        free(X, kernel="avx1024")
    for kernel in {"avx512", "avx2", "baseline", "neon"} - set(bw.kernels()):
        with raises(ValueError, "kernel", kernel, "not supported", *bw.kernels()):
            free(X, kernel=kernel)
    with raises(TypeError, "kernel", "not int"):
        free(X, kernel=2)


WRONG_OUT: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "too short": (lambda: np.empty(N - 1), ValueError, f"{N - 1} values"),
    "too long": (lambda: np.empty(N + 1), ValueError, f"{N} bars"),
    "two dimensions": (lambda: np.empty((N, 1)), ValueError, "one dimension, not 2"),
    "float32": (lambda: np.empty(N, np.float32), TypeError, "float32"),
    "integers": (lambda: np.empty(N, int), TypeError, "int64"),
    "swapped": (lambda: np.empty(N, np.dtype(float).newbyteorder()), TypeError, "float64"),
    "strided": (lambda: np.empty(2 * N)[::2], ValueError, "contiguous"),
    "reversed": (lambda: np.empty(N)[::-1], ValueError, "contiguous"),
    "unaligned": (lambda: unaligned(N), ValueError, "contiguous"),
    "read-only": (lambda: read_only(N), ValueError, "read-only"),
    "list": (lambda: [0.0] * N, TypeError, "not list"),
    "masked": (lambda: np.ma.array(np.empty(N)), TypeError, "not MaskedArray"),
    "input itself": (lambda: X, ValueError, "share memory with source"),
    "part of the input": (lambda: LONG[:N], ValueError, "share memory with source"),
}
LONG = np.linspace(1, 2, 2 * N)


@pytest.mark.parametrize("what", WRONG_OUT)
def test_wrong_out(what: str) -> None:
    make, kind, fragment = WRONG_OUT[what]
    out = make()
    before = np.array(out)
    with raises(kind, "out", PERIODIC, fragment):
        free(LONG[N - 1 : -1] if what == "part of the input" else X, out=out)
    assert np.array_equal(np.array(out), before, equal_nan=True)


def test_out_overlaps_inputs_of_any_layout() -> None:
    n = 10
    memory = np.arange(100.0)
    for data in (
        memory[:n],
        memory[n - 1 :: -1],
        memory[: 3 * n : 3],
        memory.view(np.int64)[:n],
        np.ma.array(memory[:n], mask=True),
    ):
        with raises(ValueError, "out", "share memory"):
            free(data, out=memory[5 : 5 + n])
    assert np.array_equal(memory, np.arange(100.0))
    free(memory[:n], out=memory[n : 2 * n])
    free(memory[2 * n + 9 : 2 * n - 1 : -1], out=memory[n : 2 * n])


def test_out_overlaps_a_column() -> None:
    arrays = {name: X.copy() for name in COLUMNS}
    for name, values in arrays.items():
        with raises(ValueError, "out", name):
            market(**arrays, out=values)


@pytest.mark.parametrize("row", SEVERAL_OUTPUTS)
def test_out_of_several_outputs(row: str) -> None:
    indicator, count = bw.indicators[row], len(bw.indicators[row].info.outputs)
    inputs = [X] * len(indicator.info.inputs)
    with raises(TypeError, "out", "tuple"):
        indicator(*inputs, out=np.empty(N))
    with raises(ValueError, "out", f"{count} arrays, not {count + 1}"):
        indicator(*inputs, out=[np.empty(N) for _ in range(count + 1)])
    shared = np.empty(N)
    with raises(ValueError, "out", "share memory"):
        indicator(*inputs, out=[shared] * count)


def test_names_of_indicators() -> None:
    name = PERIODIC + "x"
    with pytest.raises(AttributeError, match=name):  # Python itself says: did you mean …
        getattr(bw, name)
    with pytest.raises(bw.BadValueError, match=PERIODIC):
        bw.find(name)
    with pytest.raises(bw.BadTypeError, match="must be a str"):
        bw.find(3)


def test_indicators_are_neither_made_nor_changed() -> None:
    with pytest.raises(TypeError):
        bw.Indicator()
    with pytest.raises(AttributeError):
        free.info = None
    with pytest.raises(TypeError):
        bw.indicators["new"] = free
