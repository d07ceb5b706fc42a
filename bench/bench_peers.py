"""Times barwise in each kernel beside its peers, through Python, as their users call them.

The machine is never quiet, so all contenders of a workload take turns on the same data, in one thread and with the
garbage collector off. A turn is long enough for the clock's own cost not to count, and goes through several series, as
users do: a processor that computes the same few thousand bars again and again remembers every decision that they lead
to, and guesses none of them wrong.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import math
import re
import statistics
import time
import timeit
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import barwise as bw
import numpy as np
from peer_calls import Peers, peer_calls

BARWISE = "barwise"
ROUNDS_LEAST = 5
TURN_SECONDS = 30e-6
AGREEMENT = 1e-6
COLUMNS = ("open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "hlcc4", "periods")
COLUMN = re.compile(rf"(?<![.\w'])({'|'.join(COLUMNS)})\b(?!=)")  # no attribute, text or key word
MOST_SERIES, MOST_BARS = 64, 80_000  # in one turn

Columns = dict[str, np.ndarray[Any, np.dtype[np.float64]]]


@dataclass(frozen=True)
class Workload:
    """One indicator with given parameters and inputs, and how many times faster than the fastest peer it must be."""

    indicator: str
    arguments: str
    parameters: dict[str, float] = field(default_factory=dict)
    least: dict[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Say "cci 14", and "cci 14 of high, low, close" where that is not the usual single series."""
        words = [self.indicator, *(f"{value:g}" for value in self.parameters.values())]
        if "=" in self.arguments and self.parameters:
            words += ["of", ", ".join(column for column in COLUMNS if column in self.columns)]
        return " ".join(words)

    @property
    def columns(self) -> frozenset[str]:
        return columns_of(f"f({self.arguments})")

    def call(self, kernel: str | None) -> str:
        """Write the call of barwise; without a kernel it is what most users write."""
        values = [self.arguments, *(f"{name}={value}" for name, value in self.parameters.items())]
        if "=" not in self.arguments:
            values = [self.arguments, *(str(value) for value in self.parameters.values())]
        if kernel:
            values.append(f"kernel={kernel!r}")
        return f"bw.{self.indicator}({', '.join(values)})"


@dataclass
class Contender:
    """One call that takes part, and the nanoseconds that it took."""

    library: str
    kernel: str | None
    call: str
    timer: timeit.Timer
    series: int = 1  # that the timer goes through
    rounds_per_turn: int = 1
    turns: list[float] = field(default_factory=list)

    def take_turn(self) -> None:
        self.timer.timeit(1)  # the contender before left its own data in the caches
        calls = self.rounds_per_turn * self.series
        self.turns.append(self.timer.timeit(self.rounds_per_turn) / calls * 1e9)


@dataclass(frozen=True)
class Timing:
    """How long one call of a contender takes, in nanoseconds."""

    workload: str
    bars: int
    library: str
    kernel: str | None
    call: str
    minimum: float
    median: float
    turns: int


def columns_of(call: str) -> frozenset[str]:
    return frozenset(compile(call, "<call>", "eval").co_names).intersection(COLUMNS)


def synthetic_bars(n: int) -> Columns:
    """A random walk, the same at each run."""
    random = np.random.default_rng(20240229)
    close = 100 * np.exp(np.cumsum(random.normal(0, 0.01, n)))
    opening = np.concatenate([[100.0], close[:-1]])
    high = np.maximum(opening, close) * (1 + np.abs(random.normal(0, 0.004, n)))
    low = np.minimum(opening, close) * (1 - np.abs(random.normal(0, 0.004, n)))
    volume = random.lognormal(8, 1, n)
    hl2, hlc3, hlcc4 = (high + low) / 2, (high + low + close) / 3, (high + low + close + close) / 4
    ohlc4, periods = (opening + high + low + close) / 4, random.integers(2, 31, n).astype(np.float64)
    columns = (opening, high, low, close, volume, hl2, hlc3, ohlc4, hlcc4, periods)
    return dict(zip(COLUMNS, columns, strict=True))


def several_series(n: int) -> list[Columns]:
    """As many series of n bars as a turn goes through, each a part of one random walk."""
    count = max(1, min(MOST_SERIES, MOST_BARS // n))
    walk = synthetic_bars(count * n)
    return [{name: column[k * n :][:n] for name, column in walk.items()} for k in range(count)]


def contender(library: str, kernel: str | None, call: str, series: list[Columns], modules: dict[str, Any]) -> Contender:
    """Prepare a call, which names columns, for a turn through all series."""
    scope = {f"{name}_{k}": column for k, columns in enumerate(series) for name, column in columns.items()}
    calls = [COLUMN.sub(rf"\1_{k}", call) for k in range(len(series))]
    return Contender(library, kernel, call, timeit.Timer("\n".join(calls), globals=scope | modules), len(series))


def installed_peers(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Find the modules of the peers that are here, by their names in the table."""
    return {name: importlib.import_module(name) for name in table if importlib.util.find_spec(name)}


def versions(table: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    names = [table[name]["distribution"] for name in installed_peers(table)]
    return {name: importlib.metadata.version(name) for name in [BARWISE, "numpy", *names]}


def last_value(result: Any) -> float:
    """Find the newest value of a call's first output, whatever the library wraps it in."""
    while isinstance(result, (list, tuple)):
        result = result[0]
    return float(result[-1])


def calls_of(workload: Workload, table: Peers) -> Iterator[tuple[str, str | None, str]]:
    """Library, kernel and call: barwise in its kernels, then the peers that take the same columns."""
    yield BARWISE, bw.kernels()[0], workload.call(None)
    for kernel in bw.kernels()[1:]:
        yield BARWISE, kernel, workload.call(kernel)
    installed = {name: table[name] for name in installed_peers(table)}
    for call in peer_calls(workload.indicator, workload.parameters, installed):
        if columns_of(call.text) == workload.columns:
            yield table[call.library]["distribution"], None, call.text


def contenders(workload: Workload, table: Mapping[str, Mapping[str, Any]], n: int) -> list[Contender]:
    """Prepare the calls that work on n bars and give the same answer."""
    series, modules = several_series(n), {**installed_peers(table), "bw": bw}
    found: list[Contender] = []
    for library, kernel, call in calls_of(workload, table):
        try:
            value = last_value(eval(call, {**series[0], **modules}))
        except AttributeError:  # tulip_rs has not all functions of Tulip
            continue
        except Exception as error:
            if library == BARWISE:
                raise
            print(f"left out at {n} bars: {call}: {error}")
            continue
        if not found:
            expected = value
        if math.isclose(value, expected, rel_tol=AGREEMENT):
            found.append(contender(library, kernel, call, series, modules))
        else:
            print(f"left out at {n} bars, since it gives another value: {call}: {value}, not {expected}")
    return found


def take_turns(taking_part: list[Contender], seconds: float) -> int:
    """Let them run one after the other, time and again; the number of rounds."""
    deadline = time.monotonic() + seconds
    for contender in taking_part:
        contender.timer.timeit(1)
        contender.rounds_per_turn = math.ceil(TURN_SECONDS / contender.timer.timeit(1))
    rounds = 0
    while rounds < ROUNDS_LEAST or time.monotonic() < deadline:
        for contender in reversed(taking_part) if rounds % 2 else taking_part:  # not always after the same one
            contender.take_turn()
        rounds += 1
    return rounds


def time_workload(workload: Workload, table: Mapping[str, Mapping[str, Any]], n: int, seconds: float) -> list[Timing]:
    taking_part = contenders(workload, table, n)
    rounds = take_turns(taking_part, seconds)
    return [
        Timing(workload.label, n, c.library, c.kernel, c.call, min(c.turns), statistics.median(c.turns), rounds)
        for c in taking_part
    ]
