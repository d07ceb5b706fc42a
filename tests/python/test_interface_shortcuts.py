"""A function of another library's interface answers to parameters that it knows as it does after a closer look."""

from __future__ import annotations

import copy
import gc
import inspect
import pickle
import pydoc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import peer_comparison
import pytest
from barwise import indicators, kernels, talib, tulipy, vector_ta
from barwise._core import PeerFunction, Shortcut, one_start
from peer_comparison import Pair

PAIRS = [pair for pair in peer_comparison.pairs() if hasattr(peer_comparison.interface(pair.library), pair.entry.name)]
NAN = float("nan")

every_pair = pytest.mark.parametrize("pair", PAIRS, ids=str)


def function_of(pair: Pair) -> Any:
    return getattr(peer_comparison.interface(pair.library), pair.entry.name)


def inputs_of(pair: Pair, n: int) -> list[Any]:
    bars = peer_comparison.bars_of("walk")
    assert bars is not None
    names = [peer_comparison.column_of(pair, ours or theirs) for theirs, ours in pair.binding.inputs.items()]
    return [bars[name][:n].copy() for name in names]


def with_care(pair: Pair, inputs: list[Any], values: list[Any]) -> Any:
    """Without the shortcut, where that knows the parameters."""
    call = function_of(pair).__wrapped__.__globals__["call_with_care"]
    return call(*inputs, *values, None) if pair.library == "vector_ta" else call(tuple(inputs), tuple(values))


def told(call: Callable[[], Any]) -> Any:
    """What a call gives, in a form that can be compared to the last bit, or what it raises."""
    try:
        return comparable(call())
    except Exception as error:
        return type(error), str(error)


def comparable(result: Any) -> Any:
    if isinstance(result, dict):
        return {name: comparable(value) for name, value in result.items()}
    if isinstance(result, tuple):
        return tuple(map(comparable, result))
    return type(result), result.dtype, result.shape, result.tobytes()


def unusual(inputs: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Bars of which some are fewer than the function takes, or that need a closer look."""
    n = len(inputs[0])
    for few in (0, 1, 2, 3, 5, 8, 13, 14, 15, 20, 27, 28, 34, 55, 56, 89, 90):
        yield f"{few} bars", [one[:few] for one in inputs]
    for gap in (1, 7, n - 30, n - 1, n):
        late = [one.copy() for one in inputs]
        late[0][:gap] = NAN
        yield f"from bar {gap} on", late
        late = [one.copy() for one in inputs]
        late[-1][:gap] = NAN
        yield f"the last input from bar {gap} on", late
    inside = [one.copy() for one in inputs]
    inside[0][n // 2] = NAN
    yield "a gap", inside
    yield "of other lengths", [inputs[0], *(one[1:] for one in inputs[1:])]
    yield "every other bar", [one[::2] for one in inputs]
    yield "float32", [one.astype(np.float32) for one in inputs]
    yield "the other byte order", [one.astype(">f8") for one in inputs]
    yield "lists", [one.tolist() for one in inputs]
    yield "two dimensions", [one[:, None] for one in inputs]
    yield "masked", [np.ma.masked_array(one) for one in inputs]
    yield "none", [None for _ in inputs]


@every_pair
def test_the_same_with_and_without_a_closer_look(pair: Pair) -> None:
    inputs = inputs_of(pair, 400)
    for parameters in peer_comparison.parameter_sets(pair):
        values = [parameters[name] for name in pair.facts.parameters]
        first = told(lambda values=values: function_of(pair)(*inputs, *values))
        assert first == told(lambda values=values: with_care(pair, inputs, values))
        assert first == told(lambda values=values: function_of(pair)(*inputs, *values))
        for name, bars in unusual(inputs):
            with np.errstate(all="ignore"):
                expected = told(lambda bars=bars, values=values: with_care(pair, bars, values))
                assert told(lambda bars=bars, values=values: function_of(pair)(*bars, *values)) == expected, name


@every_pair
def test_calls_of_known_parameters_take_the_shortcut(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs, (usual, *_) = inputs_of(pair, 400), peer_comparison.parameter_sets(pair)
    values = [usual[name] for name in pair.facts.parameters]
    function_of(pair)(*inputs, *values)

    def look_closer(*_: object) -> None:
        raise AssertionError

    globals_of_function = function_of(pair).__wrapped__.__globals__
    monkeypatch.setitem(globals_of_function, "call_with_care", look_closer)
    function_of(pair)(*inputs, *values)
    named = dict(zip(pair.facts.parameters, values, strict=True))
    function_of(pair)(*inputs, **named)
    with pytest.raises(AssertionError):
        function_of(pair)(*(one.tolist() for one in inputs), *values)


@pytest.mark.parametrize("kernel", [None, "auto", "scalar", *kernels()[:-1]])
def test_kernels_are_part_of_what_is_known(kernel: str | None) -> None:
    data = np.random.default_rng(1).normal(100, 1, 500)
    for _ in range(2):
        assert comparable(vector_ta.sma(data, 14, kernel)) == comparable(indicators["sma"](data, 14))
        with pytest.raises(ValueError, match="Unknown kernel"):
            vector_ta.sma(data, 14, "other")


def test_equal_numbers_of_other_types_are_looked_at() -> None:
    data = np.random.default_rng(1).normal(100, 1, 500)
    vector_ta.sma(data, 14)
    talib.SMA(data, 14)
    for call, value in ((vector_ta.sma, 14.0), (vector_ta.sma, "14"), (talib.SMA, "14")):
        with pytest.raises(TypeError):
            call(data, value)
    assert comparable(vector_ta.sma(data, np.int64(14))) == comparable(vector_ta.sma(data, 14))


def test_an_unstable_period_is_heeded_after_a_shortcut() -> None:
    data = np.random.default_rng(1).normal(100, 1, 500)
    usual = talib.EMA(data, 14)
    talib.set_unstable_period("EMA", 50)
    try:
        assert np.isnan(talib.EMA(data, 14)).sum() == np.isnan(usual).sum() + 50
    finally:
        talib.set_unstable_period("EMA", 0)
    assert comparable(talib.EMA(data, 14)) == comparable(usual)


def test_more_parameters_than_are_remembered() -> None:
    data = np.random.default_rng(1).normal(100, 1, 200)
    for k in range(2100):
        factor = 1 + k / 1000
        upper, _, _ = talib.BBANDS(data, 5, factor, 2.0)
        if k % 300 == 0:
            assert comparable(upper) == comparable(talib.BBANDS(data, 5, factor, 2.0)[0])


def test_threads_that_use_other_parameters() -> None:
    data = np.random.default_rng(1).normal(100, 1, 300)
    expected = {period: comparable(tulipy.sma(data, period)) for period in range(2, 10)}
    wrong: list[int] = []

    def work(period: int) -> None:
        results = (comparable(tulipy.sma(data, period)) for _ in range(300))
        wrong.extend(period for result in results if result != expected[period])

    threads = [threading.Thread(target=work, args=(period,)) for period in expected]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert wrong == []


def test_a_shortcut_is_made_of_what_the_indicator_has() -> None:
    bbands = indicators["bbands"]
    for inputs, outputs, more in (
        ((("other",),), ((0, 1.0, "d"),), {}),
        ((("source",),), ((3, 1.0, "d"),), {}),
        ((("source",),), ((0, 1.0, "d"), (0, 1.0, "d")), {}),
        ((("source",),), (), {}),
        ((), ((0, 1.0, "d"),), {}),
        ((("source",),), ((0, 1.0, "d"),), {"keys": ("upper", "lower")}),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - it is nobody's argument
            Shortcut(bbands, inputs, outputs, **more)
    shortcut = Shortcut(bbands, (("source",),), ((0, 1.0, "d"),))
    data = np.arange(30.0)
    assert shortcut(data, 20) is None
    shortcut.remember((20,), bbands.parameter_values(20), 20, 0)
    assert comparable(shortcut(data, 20)) == comparable(bbands(data, 20)[0])
    for values in ((data,), (data, 21), (data, True), (data, 20.0), (data[:19], 20), (data, []), ()):
        assert shortcut(*values) is None
    assert shortcut(data, period=20) is None
    shortcut.remember(([],), bbands.parameter_values(20), 20, 0)
    assert shortcut(data, []) is None


def test_outputs_start_together_as_floats_or_integers() -> None:
    def result() -> tuple[np.ndarray, np.ndarray]:
        return np.array([NAN, 1.0, 2.0, 3.0]), np.array([NAN, NAN, NAN, 2.0])

    floats, integers = one_start(1, "di", "01", result())
    assert comparable(floats) == comparable(np.array([NAN, NAN, NAN, 3.0]))
    assert comparable(integers) == comparable(np.array([0, 0, 0, 2], np.int32))
    assert one_start(2, "b", "0", result()).tolist() == [0, 0, 0, 0]  # numbers of the bars 2 and 3 ago
    assert one_start(9, "i", "0", result()).tolist() == [0, 0, 0, 0]
    short = (np.zeros(3), np.zeros(4))
    for given in ((1, "dd", "01", short), (1, "d", "2", short), (1, "d", "01", short), (-1, "d", "0", short), (1, "d")):
        with pytest.raises(TypeError, match=r"^one_start takes"):
            one_start(*given)
    for wrong in (np.zeros((2, 2)), np.zeros(4, np.float32), [0.0], None):
        with pytest.raises(TypeError, match=r"^one_start takes"):
            one_start(1, "d", "0", wrong)


@pytest.mark.parametrize("bars", [511, 512, 513])
def test_integers_of_few_bars_and_of_many(bars: int) -> None:
    data = np.random.default_rng(bars).normal(size=bars)
    lowest, highest = talib.MINMAXINDEX(data, 30)
    low, high = indicators["minmaxindex"](data, 30)
    at = np.arange(29, bars)
    assert lowest[29:].tolist() == (at - low[29:]).tolist()
    assert highest[29:].tolist() == (at - high[29:]).tolist()
    assert lowest[:29].tolist() == highest[:29].tolist() == [0] * 29


def test_arguments_may_be_named_and_left_out_as_in_any_function() -> None:
    data = np.random.default_rng(1).normal(100, 1, 300)
    expected = comparable(vector_ta.tsi(data, 25, 13, None))
    name = "".join(["short", "_period"])  # not the same object as in the function
    for _ in range(2):
        assert comparable(vector_ta.tsi(data)) == expected
        assert comparable(vector_ta.tsi(short_period=13, kernel=None, data=data)) == expected
        assert comparable(vector_ta.tsi(data, kernel="auto", long_period=25)) == expected
        assert comparable(vector_ta.tsi(data, **{name: 13})) == expected
        assert comparable(vector_ta.tsi(data, short_period=9)) == comparable(vector_ta.tsi(data, 25, 9))


def test_wrong_arguments_are_refused_as_by_any_function() -> None:
    data = np.random.default_rng(1).normal(100, 1, 300)
    vector_ta.tsi(data)
    for call, message in (
        (lambda: vector_ta.tsi(), "missing 1 required positional argument: 'data'"),
        (lambda: vector_ta.tsi(long_period=25), "missing 1 required positional argument: 'data'"),
        (lambda: vector_ta.tsi(data, 25, long_period=25), "got multiple values for argument 'long_period'"),
        (lambda: vector_ta.tsi(data, period=25), "got an unexpected keyword argument 'period'"),
        (lambda: vector_ta.tsi(data, 25, 13, None, 1), "takes from 1 to 4 positional arguments but 5 were given"),
    ):
        with pytest.raises(TypeError, match=rf"^tsi\(\) {message}"):
            call()


@pytest.mark.parametrize("function", [vector_ta.tsi, talib.RSI, tulipy.sma], ids=lambda function: function.__name__)
def test_it_can_be_used_as_any_function(function: Any) -> None:
    assert pickle.loads(pickle.dumps(function)) is copy.deepcopy(function) is function
    assert weakref.ref(function)() is function
    assert inspect.isroutine(function)
    assert (function.__name__, function) in inspect.getmembers(sys.modules[function.__module__], inspect.isfunction)
    assert function.__code__ is function.__wrapped__.__code__
    assert not hasattr(function, "other")
    assert list(inspect.signature(function).parameters) == list(inspect.signature(function.__wrapped__).parameters)
    assert pydoc.render_doc(function).find(function.__doc__.splitlines()[0]) > 0
    assert repr(function).startswith(f"<function {function.__name__} at ")
    data = np.random.default_rng(1).normal(100, 1, 300)
    period = (25, 13) if function is vector_ta.tsi else (14,)
    method_of = type("strategy", (np.ndarray,), {"indicator": function})
    bound = data.view(method_of).indicator
    assert bound.__self__.__class__ is method_of
    assert method_of.indicator is function
    expected = comparable(function(data, *period))
    np.testing.assert_array_equal(np.asarray(bound(*period)), function(data, *period))
    assert comparable(function(data, *period)) == expected


def test_what_a_function_is_made_of() -> None:
    shortcut = Shortcut(indicators["sma"], (("source",),), ((0, 1.0, "d"),))

    def careful(source: Any, period: int = 14) -> tuple[Any, int]:
        return source, period

    obstacles: list[str] = []
    function = PeerFunction(careful, shortcut, obstacles)
    data = np.arange(30.0)
    assert function(data) == (data, 14)
    shortcut.remember((14,), indicators["sma"].parameter_values(14), 14, 0)
    assert comparable(function(data)) == comparable(indicators["sma"](data, 14))
    obstacles.append("one")
    assert function(data) == (data, 14)
    obstacles.clear()
    assert comparable(function(source=data)) == comparable(indicators["sma"](data, 14))
    for wrong in ((len, shortcut, []), (careful, careful, []), (careful, shortcut, ()), (careful, shortcut)):
        with pytest.raises(TypeError):
            PeerFunction(*wrong)
    many = eval(f"lambda {', '.join(f'a{k}' for k in range(200))}: 0")
    with pytest.raises(ValueError, match="as many arguments"):
        PeerFunction(many, shortcut, [])


def test_a_function_that_leads_to_itself_is_collected() -> None:
    shortcut = Shortcut(indicators["sma"], (("source",),), ((0, 1.0, "d"),))
    function = PeerFunction(told, shortcut, [])
    function.itself = function
    dropped = weakref.ref(function)
    del function
    gc.collect()
    assert dropped() is None
