"""Times streams from Python, bar by bar, beside those of the peers: what a user's loop over update() takes."""

from __future__ import annotations

import math
import statistics
import sys
import timeit
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import barwise as bw
import click
from bench_peers import (
    AGREEMENT,
    BARWISE,
    Contender,
    Timing,
    Workload,
    installed_peers,
    synthetic_bars,
    take_turns,
)
from report import MISSED, contender_name, number, print_grid
from rich.console import Console
from targets import Check, fastest_peer, of_barwise

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
BARS = 4096

Table = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class StreamWorkload:
    """A stream with given parameters, and how many times faster than the fastest peer's it must be."""

    indicator: str
    parameters: dict[str, float] = field(default_factory=dict)
    least: float | None = None

    @property
    def label(self) -> str:
        return Workload(self.indicator, "", self.parameters).label

    def opening(self, kernel: str | None) -> str:
        values = [f"{name}={value}" for name, value in self.parameters.items()]
        return f"bw.{self.indicator}.stream({', '.join([*values, *([f'kernel={kernel!r}'] if kernel else [])])})"


def openings_of(workload: StreamWorkload, peers: Table) -> Iterator[tuple[str, str | None, str]]:
    """Library, kernel and what opens the stream: barwise in its kernels, then the peers that have one."""
    yield BARWISE, bw.kernels()[0], workload.opening(None)
    for kernel in bw.kernels()[1:]:
        yield BARWISE, kernel, workload.opening(kernel)
    for name in installed_peers(peers):
        template = peers[name].get("streams", {}).get(workload.indicator)
        if template:
            yield peers[name]["distribution"], None, template.format(**workload.parameters)


def newest_value(stream: Any, prices: list[float]) -> float:
    value = None
    for price in prices:
        value = stream.update(price)
    return math.nan if value is None else float(value)


def contenders(workload: StreamWorkload, peers: Table, prices: list[float]) -> list[Contender]:
    """Prepare the streams that give the same answer."""
    scope = {**installed_peers(peers), "bw": bw, "prices": prices}
    found: list[Contender] = []
    expected = math.nan
    for library, kernel, opening in openings_of(workload, peers):
        value = newest_value(eval(opening, dict(scope)), prices)
        if not found:
            expected = value
        if not math.isclose(value, expected, rel_tol=AGREEMENT):
            print(f"left out, since it gives another value: {opening}: {value}, not {expected}")
            continue
        setup = f"bars = prices; stream = {opening}"
        timer = timeit.Timer("for price in bars: stream.update(price)", setup, globals=scope)
        found.append(Contender(library, kernel, opening, timer))
    return found


def time_streams(workload: StreamWorkload, peers: Table, seconds: float) -> list[Timing]:
    """How long BARS bars take each of them, in nanoseconds."""
    prices = synthetic_bars(BARS)["close"].tolist()
    taking_part = contenders(workload, peers, prices)
    rounds = take_turns(taking_part, seconds)
    return [
        Timing(workload.label, BARS, c.library, c.kernel, c.call, min(c.turns), statistics.median(c.turns), rounds)
        for c in taking_part
    ]


def check_of(workload: StreamWorkload, timings: list[Timing]) -> Check | None:
    """By medians: turns alternate, and the fastest of so short ones is luck."""
    peer = fastest_peer(timings, workload.label, BARS)
    if peer is None or workload.least is None:
        return None
    kernel, ours = next(iter(of_barwise(timings, workload.label, BARS).items()))
    return Check("stream", workload.label, kernel, peer.median / ours.median, ">=", workload.least, peer.library)


def line_of(timing: Timing) -> list[str]:
    return [timing.workload, contender_name(timing), number(timing.minimum / BARS), number(timing.median / BARS)]


@click.command(help=__doc__)
@click.option("--seconds", default=20.0, help="For everything, about.")
def main(seconds: float) -> None:
    console = Console(width=None if sys.stdout.isatty() else 160)
    wanted = tomllib.loads((HERE / "targets.toml").read_text(encoding="utf-8"))["stream"]
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    workloads = [StreamWorkload(**table) for table in wanted]
    timings = [timing for each in workloads for timing in time_streams(each, peers, seconds / len(workloads))]
    lines = [line_of(timing) for timing in timings]
    print_grid(console, "streams, ns per bar", (["stream", "library", "fastest", "median"], lines))
    checks = [check for workload in workloads if (check := check_of(workload, timings))]
    found = [
        [c.subject, number(c.measured), f"{c.relation} {number(c.wanted)}", c.against, "yes" if c.reached else MISSED]
        for c in checks
    ]
    header = ["stream", "measured", "wanted", "against", "reached"]
    print_grid(console, "times as fast as the fastest peer", (header, found))


if __name__ == "__main__":
    main()
