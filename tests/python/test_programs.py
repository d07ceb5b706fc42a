"""Programs of the extension: what they are described by, and that no description, however wrong, does harm."""

from __future__ import annotations

import gc
from typing import Any

import barwise as bw
import numpy as np
import pytest
from barwise._core import Program
from hypothesis import given
from hypothesis import strategies as st
from reference.bars import make_bars
from reference.rows import ROWS, defaults, inputs_of, same_bits
from refusals import raises

X = np.linspace(1, 2, 40)
CLOSE = ("source", "close")
NODES: list[Any] = [
    CLOSE,
    ("given", 0),
    ("constant", 0.5),
    ("operation", "subtract", (0, 0), (2, 0)),
    ("shift", (3, 0), 2),
    ("indicator", "ema", ((4, 0),), (5, "sma")),
]


def program(
    nodes: Any = NODES, outputs: Any = ((5, 0), (1, 0)), names: Any = ("a", "b"), given: Any = ("own",)
) -> Program:
    return Program(nodes, outputs, names, given, "mine")


def test_what_a_description_computes() -> None:
    made = program()
    assert (made.columns, made.outputs, made.title) == (("close", "own"), ("a", "b"), "mine")
    assert (made.lookback(0), made.lookback(1)) == (6, 0)
    assert made.converged(0, 1e-3) > 6
    assert made.identity == program().identity != program(outputs=((4, 0), (1, 0))).identity
    first, second = made.run({"close": X, "own": -X})
    assert same_bits(first, bw.ema(np.concatenate([[np.nan, np.nan], X[:-2] - 0.5]), 5))
    assert same_bits(second, -X)


@pytest.mark.parametrize("row", ROWS)
def test_the_program_of_an_indicator(row: str) -> None:
    indicator = bw.indicators[row]
    bars = make_bars("gaps")
    inputs = inputs_of(row, bars)
    sources = tuple(None if given.is_free else given.name for given in indicator.info.inputs)
    made = Program.of_indicator(indicator, sources, tuple(defaults(row).values()))
    assert made.outputs == tuple(output.name for output in indicator.info.outputs)
    assert set(made.columns) <= set(inputs)  # a variant need not read them all
    expected = indicator(**inputs)
    outputs = expected if isinstance(expected, tuple) else (expected,)
    assert all(same_bits(a, b) for a, b in zip(made.run(inputs), outputs, strict=True))
    of_market = tuple(given.source for given in indicator.info.inputs)
    other = Program.of_indicator(indicator, of_market, tuple(defaults(row).values()))
    assert set(other.columns) <= {"open", "high", "low", "close", "volume"}


def test_data_of_every_kind() -> None:
    made = program()
    expected = made.run({"close": X, "own": -X})
    for data in (list(X), tuple(X), X[::-1][::-1], X.astype(">f8"), np.ma.array(X)):
        assert all(same_bits(a, b) for a, b in zip(made.run({"close": data, "own": -X}), expected, strict=True))
    out = (np.empty(40), np.empty(40))
    assert all(a is b for a, b in zip(made.run({"close": X, "own": -X}, out), out, strict=True))
    assert all(same_bits(a, b) for a, b in zip(out, expected, strict=True))


def test_long_runs_go_on_without_the_interpreter() -> None:
    x = np.random.default_rng(5).normal(size=20_000)
    assert same_bits(program().run({"close": x, "own": x})[0][2000:], bw.ema(x[:-2] - 0.5, 5)[1998:])


def test_a_list_that_changes_while_it_is_read() -> None:
    columns: dict[str, Any] = {"own": X}

    class Clearing(float):
        def __float__(self) -> float:
            columns.clear()
            return 1.0

    columns["close"] = [Clearing()] * 39 + [5]
    assert len(program().run(columns)[0]) == 40


# ---- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "node",
    [
        (),
        ("source",),
        ("source", 5),
        ("source", "clsoe"),
        ("given", -1),
        ("given", 4),
        ("given", "x"),
        ("constant", "x"),
        ("operation", "power", (0, 0), (0, 0)),
        ("operation", "add", (0, 0)),
        ("operation", "add", (0, 1), (0, 0)),
        ("operation", "add", (1, 0), (0, 0)),
        ("operation", "add", (-1, 0), (0, 0)),
        ("operation", "add", [0, 0], (0, 0)),
        ("operation", "add", (0,), (0, 0)),
        ("operation", "add", (0, 10**30), (0, 0)),
        ("shift", (0, 0), -1),
        ("shift", (0, 0), 100_001),
        ("shift", (0, 0), 1.5),
        ("indicator", "emma", ((0, 0),), (5, "sma")),
        ("indicator", 5, ((0, 0),), (5, "sma")),
        ("indicator", "ema", (), (5, "sma")),
        ("indicator", "ema", ((0, 0),) * 40, (5, "sma")),
        ("indicator", "ema", 5, (5, "sma")),
        ("indicator", "ema", ((0, 0),), (5,)),
        ("indicator", "ema", ((0, 0),), [5, "sma"]),
        ("indicator", "ema", ((0, 0),), (0, "sma")),
        ("indicator", "ema", ((0, 0),), (5, "second")),
        ("indicator", "ema", ((0, 0),), ("5", "sma")),
        ("else", 5),
        "source",
        None,
    ],
)
def test_wrong_nodes(node: Any) -> None:
    with pytest.raises((TypeError, ValueError, OverflowError)):
        program([CLOSE, node], outputs=((0, 0),), names=("a",))


def test_wrong_descriptions() -> None:
    for change in (
        {"nodes": 5},
        {"outputs": 5},
        {"outputs": ()},
        {"outputs": ((6, 0), (0, 0))},
        {"outputs": ((0, 0),)},
        {"names": ("a",)},
        {"names": ("a", 5)},
        {"names": ["a", "b"]},
        {"names": ("a", "\ud800")},
        {"given": (5,)},
        {"given": ()},
        {"given": (None, "own")},
    ):
        with pytest.raises((TypeError, ValueError)):
            program(**change)
    with raises(ValueError, "kernel", "sse9"):
        Program([CLOSE], ((0, 0),), ("a",), (), "mine", "sse9")
    for sources, values in (((), (5, "sma")), (("clsoe",), (5, "sma")), ((5,), (5, "sma")), ((None,), (5,))):
        with pytest.raises((TypeError, ValueError)):
            Program.of_indicator(bw.ema, sources, values)  # type: ignore[arg-type]


def test_wrong_runs() -> None:
    made = program()
    with raises(TypeError, "own", "missing"):
        made.run({"close": X})
    with raises(TypeError, "", "no column 'clsoe'"):
        made.run({"clsoe": X})
    with raises(TypeError, "", "no column 5"):
        made.run({5: X})  # type: ignore[dict-item]
    with raises(TypeError, "close", "not int"):
        made.run({"close": 5, "own": X})
    with raises(ValueError, "own", "40 bars", "39"):
        made.run({"close": X, "own": X[1:]})
    with raises(TypeError, "out", "tuple of 2 arrays"):
        made.run({"close": X, "own": X}, np.empty(40))  # type: ignore[arg-type]
    for out in ((np.empty(40), np.empty(39)), (X, np.empty(40)), (np.empty(40), None)):
        with pytest.raises((TypeError, ValueError), match="out"):
            made.run({"close": X, "own": X}, out)  # type: ignore[arg-type]
    both = np.empty(60)
    with raises(ValueError, "out", "must not share memory"):
        made.run({"close": X, "own": X}, (both[:40], both[20:]))
    for output in (-1, 2):
        with pytest.raises(IndexError):
            made.lookback(output)
        with pytest.raises(IndexError):
            made.converged(output, 0.1)
    for tolerance in (0, 1, np.nan):
        with raises(ValueError, "tolerance", "between 0 and 1"):
            made.converged(0, tolerance)
    with raises(TypeError, "tolerance", "not str"):
        made.converged(0, "x")  # type: ignore[arg-type]


THINGS = st.recursive(
    st.one_of(
        st.none(), st.integers(-3, 6), st.floats(), st.sampled_from(["source", "given", "ema", "close", "add", "sma"])
    ),
    lambda things: st.lists(things, max_size=4).map(tuple),
    max_leaves=12,
)


@given(st.lists(st.one_of(st.sampled_from(NODES), THINGS), max_size=6), THINGS)
def test_any_description_is_read_or_refused(nodes: list[Any], outputs: Any) -> None:
    names = ("name",) * (len(outputs) if isinstance(outputs, tuple) else 1)
    try:
        made = program(nodes, outputs, names)
    except (TypeError, ValueError):
        return
    assert len(made.run(dict.fromkeys(made.columns, X) or {"close": X})) == len(names)


def test_nothing_is_left_behind() -> None:
    """What is refused half-way releases what it had."""
    import tracemalloc

    def work() -> None:
        for _ in range(200):
            program().run({"close": X, "own": X})
            with pytest.raises(ValueError, match="emma"):
                program([*NODES, ("indicator", "emma", (), ())])

    work()
    gc.collect()
    tracemalloc.start()
    work()
    gc.collect()
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 20_000
