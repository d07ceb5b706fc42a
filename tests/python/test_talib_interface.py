"""barwise.talib answers calls, good and bad, as TA-Lib does."""

from __future__ import annotations

import copy
import importlib
import pickle
import threading
from types import ModuleType
from typing import Any

import barwise.talib as talib
import numpy as np
import pytest
from barwise.talib import abstract, stream
from barwise.talib.facts import FUNCTIONS
from barwise.talib.functions import bindings
from talib_calls import CALLS, CLOSE, answer


def original() -> ModuleType:
    try:
        module = importlib.import_module("talib")
    except ImportError:
        pytest.skip("TA-Lib is not installed")
    importlib.import_module("talib.abstract")
    return module


def is_there(call: str) -> bool:
    return "NotImplementedError" not in answer(talib, call)


@pytest.mark.parametrize("call", CALLS)
def test_answers_as_the_original(call: str) -> None:
    if not is_there(call):
        pytest.skip(answer(talib, call))
    assert answer(talib, call) == answer(original(), call)


def test_every_name_is_there() -> None:
    names = [*original().__all__, "MA_Type", "get_unstable_period", "set_unstable_period", "abstract"]
    assert [name for name in names if not hasattr(talib, name)] == []
    assert [name for name in original().abstract.__all__ if not hasattr(abstract, name)] == []
    assert [name for name in original().stream.__all__ if not hasattr(stream, name)] == []


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_functions_know_what_the_original_says(name: str) -> None:
    ours, theirs = abstract.Function(name), original().abstract.Function(name)
    assert (ours.info, str(ours)) == (theirs.info, str(theirs))


def test_what_is_not_in_the_catalogue_says_so() -> None:
    with pytest.raises(NotImplementedError, match=r"^CDLDOJI is not in barwise's catalogue yet$"):
        talib.CDLDOJI(CLOSE, CLOSE, CLOSE, CLOSE)
    with pytest.raises(NotImplementedError, match=r"^CDLDOJI is not"):
        abstract.CDLDOJI(CLOSE, CLOSE, CLOSE, CLOSE)
    with pytest.raises(NotImplementedError, match=r"^CDLDOJI is not"):
        stream.CDLDOJI(CLOSE, CLOSE, CLOSE, CLOSE)


def test_the_older_streams_give_the_last_value() -> None:
    assert talib.stream_SMA(CLOSE, timeperiod=5) == talib.SMA(CLOSE, 5)[-1]
    assert np.isnan(talib.stream_SMA(CLOSE[:3], timeperiod=5))
    assert talib.stream_MACD(CLOSE) == tuple(output[-1] for output in talib.MACD(CLOSE))


def test_streams_give_the_bits_of_functions() -> None:
    expected = np.array(talib.MACD(CLOSE)).T
    handle = stream.MACD(CLOSE[:40])
    assert handle.value == tuple(expected[39])
    for bar in range(40, 80):
        assert handle.peek(CLOSE[bar]) == tuple(expected[bar])
        assert handle.update(CLOSE[bar]) == tuple(expected[bar])
    others = [handle.copy(), copy.copy(handle), copy.deepcopy(handle), pickle.loads(pickle.dumps(handle))]
    assert [other.update(CLOSE[80]) for other in others] == [tuple(expected[80])] * 4
    assert handle.value == tuple(expected[79])
    handle.advance()
    assert handle.out_range == (33, 48)


# ---- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("function", "parameters"), [("EMA", {}), ("RSI", {}), ("MA", {"matype": 1}), ("MA", {})])
def test_unstable_periods_are_left_out(function: str, parameters: dict[str, Any]) -> None:
    usual = getattr(talib, function)(CLOSE, **parameters)
    for module in (talib, original()):
        for name in ("EMA", "RSI"):
            module.set_unstable_period(name, 7)
    try:
        got, expected = (getattr(module, function)(CLOSE, **parameters) for module in (talib, original()))
        lookback = abstract.Function(function, **parameters).lookback
        assert lookback == original().abstract.Function(function, **parameters).lookback
        assert stream.EMA(CLOSE, 20).out_range == (26, len(CLOSE) - 26)
    finally:
        for module in (talib, original()):
            module.set_unstable_period("ALL", 0)
    np.testing.assert_array_equal(np.isnan(got), np.isnan(expected))
    np.testing.assert_array_equal(got[lookback:], usual[lookback:])
    np.testing.assert_array_equal(getattr(talib, function)(CLOSE, **parameters), usual)


@pytest.mark.parametrize("name", sorted(bindings()))
def test_lookbacks_are_the_original(name: str) -> None:
    try:
        for period in (0, 7):
            for module in (talib, original()):
                module.set_unstable_period("ALL", period)
            assert abstract.Function(name).lookback == original().abstract.Function(name).lookback
    finally:
        for module in (talib, original()):
            module.set_unstable_period("ALL", 0)


SETTINGS = """\
get_unstable_period("EMA")
get_unstable_period("ALL")
set_unstable_period("foo", 3)
set_unstable_period("NONE", 3)
set_unstable_period("EMA", -1)
set_unstable_period("EMA", "a")
get_unstable_period("foo")
set_compatibility(1)
get_compatibility()
set_compatibility("a")""".splitlines()


@pytest.mark.parametrize("call", SETTINGS)
def test_settings_answer_as_the_original(call: str) -> None:
    assert answer(talib, call) == answer(original(), call)


def test_retired_settings_warn() -> None:
    with pytest.warns(DeprecationWarning, match="^unstable period 'MFI' is deprecated"):
        talib.set_unstable_period("MFI", 3)
    with pytest.warns(DeprecationWarning, match="^unstable period 'MFI' is deprecated"):
        assert talib.get_unstable_period("MFI") == 0


def test_functions_are_set_for_each_thread_by_itself() -> None:
    function = abstract.Function("SMA", timeperiod=7)
    seen: list[Any] = []
    thread = threading.Thread(target=lambda: seen.append(function.parameters["timeperiod"]))
    thread.start()
    thread.join()
    assert (seen, function.parameters["timeperiod"]) == ([30], 7)
