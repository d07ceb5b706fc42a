"""Short results: an array that nobody has any more is given out again, unless it was changed."""

import ctypes
import sys
import weakref
from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pytest
from barwise import talib

BARS = 100
CLOSE = np.random.default_rng(5).normal(100, 1, BARS)
SEVERAL = 40  # more than are kept

gives_out_again = pytest.mark.skipif(not getattr(sys, "_is_gil_enabled", lambda: True)(), reason="needs the GIL")


def mean(period: int = 10) -> np.ndarray:
    return bw.sma(CLOSE, period)


def expected(period: int) -> np.ndarray:
    return bw.sma(CLOSE, period, out=np.empty(BARS))


@gives_out_again
def test_what_nobody_has_is_given_out_again() -> None:
    places = {id(mean()) for _ in range(SEVERAL)}
    assert len(places) == 1
    named = set()
    for _ in range(SEVERAL):
        result = mean()
        named.add(id(result))
    assert len(named) == 2


def test_results_that_live_keep_their_values() -> None:
    results = [mean(period) for period in range(2, SEVERAL)]
    for period, result in zip(range(2, SEVERAL), results, strict=True):
        np.testing.assert_array_equal(result, expected(period))


def test_outputs_of_one_call_are_different_arrays() -> None:
    for _ in range(SEVERAL):
        lines = bw.macd(CLOSE)
        again = bw.macd(CLOSE, 5, 8, 3)
        assert not any(np.shares_memory(one, other) for one in lines for other in again)
    np.testing.assert_array_equal(lines.histogram, bw.macd(CLOSE, out=tuple(np.empty(BARS) for _ in lines)).histogram)


def change_flags(result: np.ndarray) -> None:
    result.setflags(write=False)


def change_shape(result: np.ndarray) -> None:
    result.shape = (2, BARS // 2)


def change_type(result: np.ndarray) -> None:
    result.dtype = np.dtype(np.int64)  # type: ignore[misc]


def change_size(result: np.ndarray) -> None:
    result.resize(BARS // 2, refcheck=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("change", [change_flags, change_shape, change_type, change_size])
def test_what_was_changed_is_not_given_out_again(change: Callable[[np.ndarray], None]) -> None:
    for period in range(2, SEVERAL):
        result = mean(period)
        assert result.flags.writeable
        assert result.dtype == np.float64
        np.testing.assert_array_equal(result, expected(period))
        change(result)


HOLDERS: dict[str, Callable[[np.ndarray], Any]] = {
    "a view": lambda result: result[3:],
    "a memoryview": memoryview,
    "a weak reference": weakref.ref,
    "an array of the same buffer": np.frombuffer,
    "its ctypes pointer": lambda result: result.ctypes.data_as(ctypes.c_void_p),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_what_something_refers_to_is_not_given_out_again(holder: str) -> None:
    held = []
    for period in range(2, SEVERAL):
        result = mean(period)
        held.append((HOLDERS[holder](result), result.__array_interface__["data"][0]))
    assert len({address for _, address in held}) == len(held) or holder == "a weak reference"
    if holder == "a weak reference":  # one that is kept lives on, and is as it was
        for (reference, _), period in zip(held, range(2, SEVERAL), strict=True):
            if (alive := reference()) is not None:
                np.testing.assert_array_equal(alive, expected(period))


def test_an_error_gives_nothing_out() -> None:
    before = mean(3)
    for _ in range(SEVERAL):
        with pytest.raises(ValueError, match="period"):
            bw.sma(CLOSE, 0)
    np.testing.assert_array_equal(before, expected(3))


@pytest.mark.parametrize("bars", [0, 1, 2, 1023, 1024, 1025, 32_767, 32_768, 32_769])
def test_of_any_length(bars: int) -> None:
    data = np.random.default_rng(bars).normal(size=bars)
    for _ in range(3):
        np.testing.assert_array_equal(bw.mom(data, 1)[1:], np.diff(data))


def test_interfaces_of_other_libraries_give_them_too() -> None:
    results = [talib.SMA(CLOSE, period) for period in range(2, SEVERAL)]
    for period, result in zip(range(2, SEVERAL), results, strict=True):
        np.testing.assert_array_equal(result, expected(period))
