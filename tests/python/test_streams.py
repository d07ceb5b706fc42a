"""A stream is the whole series, bar by bar: for every row of the catalogue, however the bars are cut."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import barwise as bw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference.bars import KINDS, LENGTH, below_one, make_bars
from stream_rows import LABELS, SUBJECTS, USUAL, Subject, equal, outputs_of, part, update_all

AnyStream = bw.Stream[Any, Any]

subjects = st.sampled_from(SUBJECTS)
kinds = st.sampled_from(KINDS)
cuts = st.lists(st.integers(0, LENGTH), max_size=8).map(sorted)

# All of these go on as if nothing had happened.
CONTINUATIONS: dict[str, Callable[[AnyStream], AnyStream]] = {
    "itself": lambda stream: stream,
    "copy": lambda stream: stream.copy(),
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.deepcopy,
    "load": lambda stream: bw.load(stream.save()),
    "load of a bytearray": lambda stream: bw.load(bytearray(stream.save())),
    "pickle": lambda stream: pickle.loads(pickle.dumps(stream)),
    "pickle, the first protocol": lambda stream: pickle.loads(pickle.dumps(stream, 0)),
}
continuations = st.sampled_from(list(CONTINUATIONS.values()))


@pytest.mark.parametrize("subject", SUBJECTS, ids=LABELS)
def test_bar_by_bar_is_all_at_once(subject: Subject) -> None:
    for kind in ("walk", "gaps", "infinities", "late start"):
        columns = subject.columns(make_bars(kind))
        stream = subject.open()
        assert equal(update_all(stream, columns), subject.expected(columns))
        assert stream.bars == LENGTH


@given(subjects, kinds, cuts, st.randoms(use_true_random=False))
def test_any_cut_is_all_at_once(subject: Subject, kind: str, cuts: list[int], random: Any) -> None:
    """A back-fill of any length, then live bars; or pieces of any length."""
    columns = subject.columns(make_bars(kind))
    expected = subject.expected(columns)
    stream = subject.open()
    for first, end in zip([0, *cuts], [*cuts, LENGTH], strict=True):
        piece = part(columns, first, end)
        got = update_all(stream, piece) if random.random() < 0.3 else outputs_of(stream.extend(*piece))
        assert equal(got, part(expected, first, end))
        assert stream.bars == end


@given(subjects, kinds, st.integers(0, LENGTH), continuations)
def test_continuations_go_on_from_there(
    subject: Subject, kind: str, cut: int, continuation: Callable[[AnyStream], AnyStream]
) -> None:
    columns = subject.columns(make_bars(kind))
    expected = subject.expected(columns)
    stream = subject.open()
    stream.extend(*part(columns, 0, cut))
    other = continuation(stream)
    assert type(other) is bw.Stream
    assert (other.bars, other.inputs, other.parameters) == (stream.bars, stream.inputs, stream.parameters)
    assert equal(outputs_of(other.value), outputs_of(stream.value))
    assert equal(outputs_of(other.extend(*part(columns, cut))), part(expected, cut))
    assert other.bars == LENGTH
    if other is not stream:
        assert stream.bars == cut
        assert equal(update_all(stream, part(columns, cut)), part(expected, cut))


@given(subjects, kinds, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_a_peek_is_the_update_and_changes_no_byte(subject: Subject, kind: str, cut: int, other: int) -> None:
    columns = subject.columns(make_bars(kind))
    bar, another = ([float(column[index]) for column in columns] for index in (cut, other))
    stream = subject.open()
    stream.extend(*part(columns, 0, cut))
    before, value, bars = stream.save(), outputs_of(stream.value), stream.bars
    peeked = [outputs_of(stream.peek(*each)) for each in (another, bar, another, bar)]
    assert stream.save() == before
    assert equal(outputs_of(stream.value), value)
    assert stream.bars == bars
    assert equal(peeked[0], peeked[2])
    assert equal(peeked[1], peeked[3])
    updated = stream.copy()
    assert equal(outputs_of(updated.update(*another)), peeked[0])
    assert equal(outputs_of(stream.update(*bar)), peeked[1])


@given(subjects, kinds, st.integers(1, LENGTH), st.integers(0, LENGTH - 1), continuations, st.booleans())
def test_an_amended_bar_is_as_if_it_had_come_first(
    subject: Subject, kind: str, cut: int, other: int, continuation: Callable[[AnyStream], AnyStream], extended: bool
) -> None:
    columns = subject.columns(make_bars(kind))
    bar = [float(column[other]) for column in columns]
    amended = [
        np.concatenate([column[: cut - 1], [value], column[cut:]]) for column, value in zip(columns, bar, strict=True)
    ]
    expected = subject.expected(amended)
    stream = subject.open()
    if extended:
        stream.extend(*part(columns, 0, cut))
    else:
        update_all(stream, part(columns, 0, cut))
    stream = continuation(stream)
    for _ in range(2):
        assert equal(outputs_of(stream.amend(*bar)), [values[cut - 1] for values in expected])
    assert equal(outputs_of(stream.value), [values[cut - 1] for values in expected])
    assert stream.bars == cut
    stream = continuation(stream)
    assert equal(update_all(stream, part(columns, cut)), part(expected, cut))


@pytest.mark.parametrize("subject", USUAL, ids=[subject.label for subject in USUAL])
def test_reset_forgets_everything(subject: Subject) -> None:
    columns = subject.columns(make_bars("walk"))
    stream = subject.open()
    stream.extend(*columns)
    stream.reset()
    assert stream.bars == 0
    assert not stream.ready
    assert all(math.isnan(value) for value in outputs_of(stream.value))
    assert stream.save() == subject.open().save()
    assert equal(update_all(stream, columns), subject.expected(columns))


@pytest.mark.parametrize("subject", USUAL, ids=[subject.label for subject in USUAL])
def test_ready_value_and_lookback_say_when_it_has_begun(subject: Subject) -> None:
    columns = subject.columns(below_one(make_bars("walk")))
    stream = subject.open()
    lookbacks = outputs_of(stream.lookback)
    assert all(isinstance(bars, int) for bars in lookbacks)
    for index, bar in enumerate(zip(*columns, strict=True)):
        result = stream.update(*bar)
        assert equal(outputs_of(stream.value), outputs_of(result))
        assert [not math.isnan(value) for value in outputs_of(result)] == [index >= bars for bars in lookbacks]
        assert stream.ready == (index >= max(lookbacks))
    result = stream.update(*(None for _ in columns))
    assert stream.ready == (not any(math.isnan(value) for value in outputs_of(result)))


@pytest.mark.parametrize("subject", USUAL, ids=[subject.label for subject in USUAL])
def test_none_is_a_missing_value(subject: Subject) -> None:
    """As are NaN and infinities, and ints beyond all doubles."""
    columns = subject.columns(make_bars("walk"))
    gap = [column.copy() for column in columns]
    for column in gap:
        column[[0, 20, 77, 78]] = np.nan
    expected = subject.expected(gap)
    for missing in (None, math.nan, math.inf, -math.inf, np.float32("nan"), 10**400):
        stream = subject.open()
        bars = [[missing if math.isnan(value) else value for value in column.tolist()] for column in gap]
        got = [outputs_of(stream.update(*bar)) for bar in zip(*bars, strict=True)]
        assert equal([np.array(output) for output in zip(*got, strict=True)], expected)
        assert equal(outputs_of(subject.open().extend(*bars)), expected)


def test_a_constant_is_back_after_a_gap() -> None:
    """Five clean bars after the gap, the mean of five is the constant again; before, there is no value."""
    stream = bw.sma.stream(5)
    values = [stream.update(10.0) for _ in range(5)]
    values.append(stream.update(math.nan))
    values += [stream.update(10.0) for _ in range(20)]
    assert equal([np.array(values)], [bw.sma([10.0] * 5 + [None] + [10.0] * 20, 5)])
    assert [math.isnan(value) for value in values] == [True] * 4 + [False] + [True] * 5 + [False] * 16
    assert set(values[10:]) == {10.0}


@pytest.mark.parametrize("subject", USUAL, ids=[subject.label for subject in USUAL])
def test_the_last_value_is_that_of_all_bars(subject: Subject) -> None:
    """From an empty start, from a back-fill of any length, and after a copy."""
    columns = part(subject.columns(make_bars("walk")), 0, 100)
    last = [values[-1] for values in subject.expected(columns)]
    for length in (0, 1, 13, 50, 99, 100):
        stream = subject.open()
        stream.extend(*part(columns, 0, length))
        twin = stream.copy()
        update_all(stream, part(columns, length))
        twin.extend(*part(columns, length))
        assert equal(outputs_of(stream.value), last)
        assert equal(outputs_of(twin.value), last)


@pytest.mark.parametrize("subject", USUAL, ids=[subject.label for subject in USUAL])
def test_a_bar_that_forms_is_peeked_at(subject: Subject) -> None:
    """Bars of four hours, looked at after one, two and three: each peek is what the update would have given."""
    columns = subject.columns(make_bars("walk"))
    stream = subject.open()
    for first in range(0, LENGTH - 4, 4):
        before = stream.save()
        for hour in range(first, first + 3):
            forming = [float(column[hour]) for column in columns]
            assert equal(outputs_of(stream.peek(*forming)), outputs_of(stream.copy().update(*forming)))
            assert stream.save() == before
        stream.update(*(float(column[first + 3]) for column in columns))
    assert equal(
        outputs_of(stream.value),
        [values[-1] for values in subject.expected([c[3::4] for c in part(columns, 0, LENGTH - 4)])],
    )
