"""Saved streams: they go on in another process, and bytes that are not whole are refused."""

from __future__ import annotations

import json
import pickle
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import barwise as bw
import numpy as np
import pytest
from barwise import saved_streams
from hypothesis import given
from hypothesis import strategies as st
from reference.bars import LENGTH, make_bars
from stream_rows import LABELS, SUBJECTS, USUAL, Subject, channel, equal, outputs_of, part

HALF = LENGTH // 2


def half_way(subject: Subject, kind: str = "gaps") -> bw.Stream[Any, Any]:
    stream = subject.open()
    stream.extend(*part(subject.columns(make_bars(kind)), 0, HALF))
    return stream


SAVED = [half_way(subject).save() for subject in USUAL]

GO_ON = """
import json, sys
import barwise as bw
while saved := sys.stdin.readline():
    columns = json.loads(sys.stdin.readline())
    result = bw.load(bytes.fromhex(saved)).extend(*columns)
    outputs = result if isinstance(result, tuple) else (result,)
    print(json.dumps([[value.hex() for value in output.tolist()] for output in outputs]), flush=True)
"""


@pytest.fixture(scope="module")
def other_process() -> Iterator[subprocess.Popen[str]]:
    """One for all streams: to start takes it longer than to go on with any of them."""
    with subprocess.Popen(
        [sys.executable, "-c", GO_ON], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


@pytest.mark.parametrize("subject", USUAL, ids=[subject.label for subject in USUAL])
def test_another_process_goes_on(subject: Subject, other_process: subprocess.Popen[str]) -> None:
    columns = subject.columns(make_bars("gaps"))
    rest = [column.tolist() for column in part(columns, HALF)]
    assert other_process.stdin is not None
    assert other_process.stdout is not None
    other_process.stdin.write(f"{half_way(subject).save().hex()}\n{json.dumps(rest)}\n")
    other_process.stdin.flush()
    answer = other_process.stdout.readline()
    assert answer, "it ended"
    got = [np.array([float.fromhex(value) for value in output]) for output in json.loads(answer)]
    assert equal(got, part(subject.expected(columns), HALF))


@pytest.mark.parametrize("subject", SUBJECTS, ids=LABELS)
def test_what_is_loaded_saves_the_same_bytes(subject: Subject) -> None:
    for kind in ("walk", "late start", "nothing but gaps"):
        saved = half_way(subject, kind).save()
        loaded = bw.load(saved)
        assert loaded.save() == saved
        assert loaded.parameters == subject.open().parameters
        assert loaded.lookback == subject.open().lookback
        assert repr(loaded) == repr(half_way(subject, kind))
    assert bw.load(subject.open().save()).save() == subject.open().save()


def test_the_form_is_the_same_everywhere() -> None:
    """Its head, to the last bit; all numbers have their lowest byte first."""
    stream = bw.sma.stream(2)
    stream.extend([1.0, 2.0])
    saved = stream.save()
    text = b'{"indicator":"sma","parameters":{"period":2},"sources":{},"of_market":true}'
    assert saved[:8] == b"barwise\n"
    assert saved[8:12] == bytes([1, 0, 0, 0])
    assert saved[12:16] == bytes([len(text), 0, 0, 0])
    assert saved[16:20] == bytes([1, 0, 0, 0])
    assert saved[20:28] == (len(saved) - 28 - len(text) - 8 - 4).to_bytes(8, "little")
    assert saved[28 : 28 + len(text)] == text
    assert saved[28 + len(text) :][:8] == bytes([0, 0, 0, 0, 0, 0, 0xF8, 0x3F])
    assert saved[28 + len(text) + 8 :][:8] == b"bwstream"
    assert saved[-4:] == zlib.crc32(saved[:-4]).to_bytes(4, "little")


def test_named_tuples_come_back() -> None:
    """Those of the indicator's own type where that is known, and otherwise with the same fields."""
    stream = channel.stream()
    stream.extend(**make_bars("walk"))
    loaded = bw.load(stream.save())
    assert loaded.value == tuple(stream.value)
    assert loaded.value._fields == stream.value._fields
    assert type(loaded.value).__name__ == "channel"


def test_pickles_hold_the_saved_bytes() -> None:
    stream = bw.ema.stream(5)
    stream.extend([1.0] * 9)
    assert stream.save() in pickle.dumps(stream)
    both = pickle.loads(pickle.dumps([stream, stream]))
    assert both[0] is both[1]


# ---- refused ---------------------------------------------------------------------------------------------------------


def refused(data: Any, *fragments: str) -> None:
    with pytest.raises(bw.BadValueError) as caught:
        bw.load(data)
    for fragment in fragments:
        assert fragment in str(caught.value)


def sealed(description: object, values: tuple[float, ...] = (1.5,), state: bytes = b"") -> bytes:
    """A stream saved by somebody who knows how."""
    text = json.dumps(description).encode() if not isinstance(description, bytes) else description
    head = struct.pack("<8sIIIQ", b"barwise\n", 1, len(text), len(values), len(state))
    whole = head + text + struct.pack(f"<{len(values)}d", *values) + state
    return whole + struct.pack("<I", zlib.crc32(whole))


@pytest.mark.parametrize("data", [3, None, "barwise\n", [1, 2], 1.5], ids=repr)
def test_only_bytes_are_loaded(data: object) -> None:
    with pytest.raises(bw.BadTypeError, match="saved must be bytes") as caught:
        bw.load(data)  # type: ignore[arg-type]
    assert caught.value.argument == "saved"


def test_bytes_of_something_else_are_refused() -> None:
    for data in (b"", b"barwise", pickle.dumps([1, 2]), b"\x89PNG\r\n\x1a\n" + bytes(100), bytes(1000)):
        refused(data, f"these {len(data)} bytes are no saved stream")


@pytest.mark.parametrize("saved", SAVED, ids=[subject.label for subject in USUAL])
def test_every_length_but_the_right_one_is_refused(saved: bytes) -> None:
    for length in range(0, len(saved), 1 + len(saved) // 500):
        refused(saved[:length])
    refused(saved[:-1], "damaged", f"it has {len(saved) - 1} bytes, not {len(saved)}")
    refused(saved + b"\0", "damaged")
    refused(saved + saved, "damaged")


def test_a_later_version_is_refused() -> None:
    saved = bytearray(SAVED[0])
    saved[8] = 2
    refused(saved, "version 2 of its form", "can read version 1")


@given(st.sampled_from(SAVED), st.data())
def test_any_changed_bytes_are_refused(saved: bytes, data: st.DataObject) -> None:
    damaged = bytearray(saved)
    for index in data.draw(st.lists(st.integers(0, len(saved) - 1), min_size=1, max_size=3, unique=True)):
        damaged[index] ^= data.draw(st.integers(1, 255))
    refused(damaged)


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_refused(data: bytes, with_magic: bool) -> None:
    refused(b"barwise\n" + data if with_magic else data)


@given(st.sampled_from(SAVED), st.data())
def test_damage_with_a_right_check_does_no_harm(saved: bytes, data: st.DataObject) -> None:
    """Whoever computes the check anew gets an error or a stream that works, but never more than that."""
    damaged = bytearray(saved[:-4])
    for index in data.draw(st.lists(st.integers(8, len(damaged) - 1), min_size=1, max_size=3, unique=True)):
        damaged[index] ^= 1 << data.draw(st.integers(0, 7))
    if struct.unpack_from("<I", damaged, 8)[0] == 1:
        try:
            stream = bw.load(bytes(damaged) + struct.pack("<I", zlib.crc32(damaged)))
        except (bw.Error, MemoryError):
            return
        stream.extend(*[np.linspace(1, 2, 50)] * len(stream.inputs))
        stream.update(*[1.0] * len(stream.inputs))


states = st.sampled_from([struct.unpack_from("<8sIIIQ", saved) for saved in SAVED])


@given(st.integers(0, len(SAVED) - 1), st.data())
def test_damage_within_the_state_is_seen_by_the_library(index: int, data: st.DataObject) -> None:
    """The state has a check of its own, whatever surrounds it."""
    saved = SAVED[index]
    _, _, text_size, value_count, state_size = struct.unpack_from("<8sIIIQ", saved)
    state_at = 28 + text_size + 8 * value_count
    damaged = bytearray(saved[:-4])
    damaged[state_at + data.draw(st.integers(0, state_size - 1))] ^= 1 << data.draw(st.integers(0, 7))
    refused(bytes(damaged) + struct.pack("<I", zlib.crc32(damaged)))


def test_the_state_of_another_is_refused() -> None:
    """Another period, another source, other numerics."""
    split: Callable[[bytes], Any] = saved_streams.split_saved
    of_nine, of_ten, of_high = (bw.sma.stream(9), bw.sma.stream(10), bw.sma.stream(9, source="high"))
    for stream in (of_nine, of_ten, of_high):
        stream.extend(np.arange(40.0))
    text, values, state = split(of_nine.save())
    assert bw.load(sealed(text, values, state)).value == of_nine.value
    for other in (of_ten, of_high):
        refused(sealed(split(other.save())[0], values, state), "another program")
    refused(sealed(text, values, state[:16] + bytes([state[16] ^ 1]) + state[17:]), "damaged")
    refused(sealed(text, (*values, 1.0), state), "values")


DESCRIPTIONS: dict[str, object] = {
    "no JSON": b"{",
    "no text": b"\xff\xfe",
    "nested": b"[" * 100_000,
    "list": [1, 2],
    "number": 5,
    "nothing": {},
    "no feed": {"indicator": "sma", "parameters": {}, "sources": {}},
    "unknown indicator": {"indicator": "smaa", "parameters": {}, "sources": {}, "of_market": True},
    "indicator's type": {"indicator": ["sma"], "parameters": {}, "sources": {}, "of_market": True},
    "unknown parameter": {"indicator": "sma", "parameters": {"periods": 2}, "sources": {}, "of_market": True},
    "value": {"indicator": "sma", "parameters": {"period": -2}, "sources": {}, "of_market": True},
    "value's type": {"indicator": "sma", "parameters": {"period": "2"}, "sources": {}, "of_market": True},
    "parameters' type": {"indicator": "sma", "parameters": 5, "sources": {}, "of_market": True},
    "source": {"indicator": "sma", "parameters": {}, "sources": {"source": "closs"}, "of_market": True},
    "more": {"indicator": "sma", "parameters": {}, "sources": {}, "of_market": True, "kernel": "avx2"},
    "no nodes": {"expression": "x", "of_market": True},
    **{
        f"nodes {index}": {
            "expression": "x",
            "parameters": {},
            "nodes": nodes,
            "outputs": [[0, 0]],
            "columns": [],
            "names": ["x"],
            "result": None,
            "of_market": True,
        }
        for index, nodes in enumerate(
            (
                5,
                [],
                ["source"],
                [["source"]],
                [["source", "closs"]],
                [["given", 9]],
                [["given", 0]],
                [["constant", "1"]],
                [["shift", [0, 0], 1]],
                [["indicator", "sma", [], [5]]],
                [["source", "close"], ["indicator", "sma", [[0, 0]], [0, "x"]]],
                [["source", "close"], ["indicator", "nothing", [[0, 0]], [5]]],
                [["source", "close"], ["operation", "power", [0, 0], [0, 0]]],
                [["source", "close"], ["operation", "add", [0, 0], [0, 1]]],
            )
        )
    },
}


@pytest.mark.parametrize("case", DESCRIPTIONS)
def test_descriptions_that_make_no_stream_are_refused(case: str) -> None:
    refused(sealed(DESCRIPTIONS[case]), "the saved stream cannot be opened")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CHANGEABLE = [saved_streams.split_saved(saved) for saved in SAVED]


@given(st.sampled_from(CHANGEABLE), st.data())
def test_any_other_description_does_no_harm(parts: tuple[bytes, tuple[float, ...], bytes], data: st.DataObject) -> None:
    text, values, state = parts
    description = json.loads(text)
    key = data.draw(st.sampled_from(sorted(description)))
    description[key] = data.draw(json_values)
    try:
        stream = bw.load(sealed(description, values, state))
    except bw.Error:
        return
    assert outputs_of(stream.value)
