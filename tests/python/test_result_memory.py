"""Long results: their memory is used again, no more of it is kept than is said, and they are arrays like others."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import barwise as bw
import barwise.talib as talib
import numpy as np
import pytest

LONG = 1_000_000
KEPT = 128 << 20  # result_memory.c


@pytest.fixture(scope="module")
def close() -> np.ndarray:
    return np.random.default_rng(1).normal(100, 1, LONG)


def address(array: np.ndarray) -> int:
    return array.__array_interface__["data"][0]


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


def test_a_result_gets_the_memory_of_one_that_is_gone(close: np.ndarray) -> None:
    first = bw.sma(close, 10)
    place = address(first)
    del first
    assert address(bw.ema(close, 10)) == place
    assert address(bw.mom(close, 10)) == place


def test_results_that_live_have_memory_of_their_own(close: np.ndarray) -> None:
    results = [bw.sma(close, period) for period in range(2, 12)]
    for period, result in zip(range(2, 12), results, strict=True):
        np.testing.assert_array_equal(result, bw.sma(close, period))


def test_a_result_owns_its_memory(close: np.ndarray) -> None:
    result = bw.sma(close, 10)
    assert result.flags.owndata
    assert result.base is None


@pytest.mark.parametrize("skipped", range(9))
def test_a_result_lies_to_cache_lines_as_its_source_does_half_a_page_off(close: np.ndarray, skipped: int) -> None:
    source = close[skipped:]
    for _ in range(3):
        result = bw.sma(source, 10)
        assert (address(result) - address(source)) % 4096 in (2048, 2048 + 64)
        source = result


@pytest.mark.parametrize("size", [10, LONG + 1, 3 * LONG])
def test_a_result_can_be_resized(close: np.ndarray, size: int) -> None:
    result = bw.sma(close, 10)
    expected = np.resize(result, size)
    expected[LONG:] = 0
    result.resize(size, refcheck=False)
    np.testing.assert_array_equal(result, expected)


def test_copies_and_new_arrays_are_numpys_own(close: np.ndarray) -> None:
    place = address(bw.sma(close, 10))
    assert address(np.empty(LONG)) != place
    assert address(bw.sma(close, 10).copy()) != place


def test_no_more_is_kept_than_is_said(close: np.ndarray) -> None:
    left_by_others = [bw.sma(close, 2) for _ in range(KEPT // close.nbytes)]
    before = resident_bytes()
    results = [bw.sma(close, period) for period in range(2, 32)]
    assert resident_bytes() - before > 29 * close.nbytes
    del results, left_by_others
    assert resident_bytes() - before < KEPT + (4 << 20)


def test_one_result_that_is_larger_than_what_is_kept(close: np.ndarray) -> None:
    long = np.tile(close, 17)
    before = resident_bytes()
    result = bw.sma(long, 10)
    assert resident_bytes() - before > result.nbytes * 0.9
    del result
    assert resident_bytes() - before < (4 << 20)


def test_threads_that_drop_results_at_once(close: np.ndarray) -> None:
    expected = {period: bw.sma(close, period) for period in range(2, 10)}
    right: list[bool] = []

    def work(period: int) -> None:
        right.extend(np.array_equal(bw.sma(close, period), expected[period], equal_nan=True) for _ in range(20))

    threads = [threading.Thread(target=work, args=(period,)) for period in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 160


MAKERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "one": lambda close: bw.sma(close, 10),
    "one of several": lambda close: bw.macd(close).signal,
    "of a stream": lambda close: bw.sma.stream(10).extend(close),
    "of several indicators": lambda close: bw.compute({"close": close}, mean=bw.sma(period=10))["mean"],
    "integers": lambda close: talib.MAXINDEX(close, 10),
}


@pytest.mark.parametrize("form", MAKERS)
def test_it_is_so_in_every_form(close: np.ndarray, form: str) -> None:
    places = set()
    for _ in range(10):
        result = MAKERS[form](close)
        places.add(address(result))
        del result
    assert len(places) < 10
    expected = {0} if form == "integers" else {address(close) % 64}
    assert {place % 64 for place in places} == expected
