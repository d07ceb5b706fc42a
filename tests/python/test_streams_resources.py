"""What streams hold on to: memory, references and threads."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import barwise as bw
import numpy as np
import pytest
from reference.bars import make_bars
from reference.rows import ROWS
from stream_rows import USUAL, channel, equal, outputs_of, update_all

PAGE = 4096
MANY = 100_000


def resident() -> int:
    """Bytes of memory that the process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def open_and_close(count: int) -> None:
    for index in range(count):
        stream = bw.indicators[ROWS[index % len(ROWS)]].stream()
        bar = [1.0] * len(stream.inputs)
        stream.update(*bar)
        stream.copy().peek(*bar)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_a_hundred_thousand_streams_leave_nothing_behind() -> None:
    open_and_close(2000)
    gc.collect()
    before = resident()
    open_and_close(MANY)
    gc.collect()
    assert resident() - before < 2**20


def uses() -> list[Callable[[], Any]]:
    """Everything that can be done, right and wrong."""
    bars = make_bars("gaps")
    table = {name: bars[name] for name in ("high", "low", "close")}

    def attempt(call: Callable[[], Any]) -> None:
        with pytest.raises(bw.Error):
            call()

    return [
        *(lambda subject=subject: update_all(subject.open(), subject.columns(bars)) for subject in USUAL),
        lambda: bw.load(bw.cci.stream().save()),
        lambda: bw.load(channel.stream().save()),
        lambda: channel.stream().extend(close=[1.0], high=[2.0]),
        lambda: bw.cci.stream().extend(**table),
        lambda: bw.cci.stream().extend([1.0, None]),
        lambda: bw.cci.stream().peek(high=1, low=1, close=1),
        lambda: bw.cci.stream().update(None),
        lambda: bw.cci.stream().reset(),
        lambda: repr(bw.cci.stream()),
        lambda: (
            bw.cci.stream().feed.places,
            bw.cci.stream().origin,
            bw.cci.stream().inputs,
            channel.stream().lookback,
        ),
        lambda: attempt(lambda: bw.cci.stream().update("a")),
        lambda: attempt(lambda: bw.cci.stream().update(price=1)),
        lambda: attempt(lambda: bw.cci.stream().update(1, 2)),
        lambda: attempt(lambda: bw.cci.stream().extend(["a"])),
        lambda: attempt(lambda: bw.cci.stream().extend(high=[1.0], low=[1.0], close=[1.0, 2.0])),
        lambda: attempt(lambda: bw.cci.stream().amend(1.0)),
        lambda: attempt(lambda: bw.cci.stream(period=0)),
        lambda: attempt(lambda: bw.load(b"barwise")),
        lambda: attempt(lambda: bw.load(bw.cci.stream().save()[:-1])),
    ]


@pytest.mark.parametrize("use", uses())
def test_nothing_is_leaked(use: Callable[[], Any]) -> None:
    """Python keeps some blocks for later, but not a new one at every use, as a leak would."""

    def growth(uses: int) -> int:
        gc.collect()
        before = sys.getallocatedblocks()
        for _ in range(uses):
            use()
        gc.collect()
        return sys.getallocatedblocks() - before

    assert any(growth(40) < 40 for _ in range(5))


def test_an_origin_lives_as_long_as_its_streams() -> None:
    stream = bw.cci.stream(period=7)
    origin = weakref.ref(stream.origin)
    other = stream.copy()
    del stream
    gc.collect()
    assert origin() is other.origin
    del other
    gc.collect()
    assert origin() is None


def test_none_and_types_keep_their_references() -> None:
    counted = [None, bw.Stream, channel.result]
    before = [sys.getrefcount(each) for each in counted]
    for _ in range(1000):
        stream = channel.stream()
        stream.update(1.0, 2.0)
        stream.reset()
        stream.copy()
    del stream
    gc.collect()
    after = [sys.getrefcount(each) for each in counted]
    assert all(abs(a - b) < 100 for a, b in zip(after, before, strict=True))


# ---- threads ---------------------------------------------------------------------------------------------------------


def test_threads_with_streams_of_their_own_get_what_one_gets() -> None:
    bars = make_bars("gaps")

    def work(index: int) -> bool:
        subject = USUAL[index % len(USUAL)]
        columns = subject.columns(bars)
        return equal(update_all(subject.open(), columns), subject.expected(columns))

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(work, range(16 * len(USUAL))))


def in_threads(works: list[Callable[[], Any]]) -> None:
    """Run them at once; exceptions come through."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(run, work) for work in works]:
            future.result()


def test_one_stream_survives_several_threads() -> None:
    """They take turns, or are told that it is in use; nothing breaks, and no bar is lost."""
    stream = bw.ema.stream(5)
    long = np.linspace(1, 2, 20_000)
    taken = [0] * 6

    def attempt(call: Callable[[], Any]) -> bool:
        try:
            call()
        except bw.Error as error:
            if "in use by another call" not in str(error):
                raise
            return False
        return True

    def use(number: int, bars: int, call: Callable[[], Any]) -> None:
        taken[number] += sum(bars for _ in range(60) if attempt(call))

    calls: list[tuple[int, Callable[[], Any]]] = [
        (1, lambda: stream.update(1.0)),
        (1, lambda: stream.update(source=1)),
        (len(long), lambda: stream.extend(long)),
        (len(long), lambda: stream.extend(long)),
        (0, lambda: (stream.copy().update(1.0), stream.peek(1.0), stream.value, stream.ready, stream.save())),
        (3, lambda: stream.extend([1.0, None, 2])),
    ]
    in_threads(
        [
            lambda number=number, bars=bars, call=call: use(number, bars, call)
            for number, (bars, call) in enumerate(calls)
        ]
    )  # type: ignore[misc]
    assert stream.bars == sum(taken)
    assert taken[2] + taken[3] > 0
    assert outputs_of(stream.extend(np.full(3, 1.0)))[0].shape == (3,)
