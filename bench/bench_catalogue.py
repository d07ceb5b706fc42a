"""Times every row of the catalogue, with default parameters, beside the peers that have it, through Python.

    python bench/bench_catalogue.py                 # all rows; writes catalogue.json and docs/speed.md
    python bench/bench_catalogue.py rsi atr         # these rows
    python bench/bench_catalogue.py 'ema(period=9)'

All calls of a row take turns on the same series, in one thread; the least time of many turns counts. Where a peer has
another variant barwise is timed with the parameters that give its numbers too. A peer that has less to do does not
count: one that gives fewer outputs, or is given one series where barwise makes that of three columns. For the latter
barwise is timed on the series too.
"""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import barwise as bw
import bench_peers
import click
from barwise.information import info_of
from bench_peers import BARWISE, Contender, columns_of
from machine import add_measured
from peer_calls import MARKET, SOURCES, PeerCall, Peers, expression_of, peer_calls

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
PAGE = """\
# Speed of every indicator

Written by `python bench/bench_catalogue.py`. Each indicator with its default parameters, through Python, arrays in and
arrays out, one thread, the least of many turns, each through several series. The peers are TA-Lib, newtulipy,
vector-ta, tulip-rs and kand, as far as they have the indicator; the fastest of them is shown.
"""
SECTION = """
## {processor}

{bars:,} bars; {versions}

```
{summary}
```

{table}
"""
NOT_COUNTED = ("wickra",)  # shown by `make bench`, but no target
ROW = re.compile(r"(\w+)(?:\((.*)\))?")


@dataclass(frozen=True)
class Line:
    """A row on bars of given columns: the nanoseconds of a bar by kernel, and those of the fastest peer."""

    row: str
    of: str
    kernels: dict[str, float]
    peer: str
    peer_call: str
    peer_time: float

    def ratio(self, kernel: str) -> float:
        return self.peer_time / self.kernels[kernel]


def own_calls(row: str, parameters: dict[str, Any]) -> list[str]:
    """With the columns that the row is made of by default, and then with the one series that these make."""
    info = info_of(bw.indicators[row])
    options = "".join(f", {name}={value!r}" for name, value in parameters.items())
    named = [(given.name, expression_of(info, given.name)) for given in info.inputs]
    series = ", ".join(f"{name}={expression}" for name, expression in named)
    columns = dict.fromkeys(column for _, expression in named for column in SOURCES.get(expression, ()))
    calls = [f"bw.{row}({series}{options}%s)"]
    if columns:
        plain = [f"{name}={expression}" for name, expression in named if expression not in SOURCES]
        arguments = dict.fromkeys([*plain, *(f"{column}={column}" for column in columns)])
        calls.insert(0, f"bw.{row}({', '.join(arguments)}{options}%s)")
    return calls


def time_row(
    row: str, parameters: dict[str, Any], peers: Peers, kernels: list[str], n: int, seconds: float
) -> list[Line]:
    series, modules = bench_peers.several_series(n), {**bench_peers.installed_peers(peers), "bw": bw}
    theirs = [
        call
        for call in peer_calls(row, parameters, {name: table for name, table in peers.items() if name in modules})
        if runs(call.text, series[0] | modules)
    ]
    prepare = partial(bench_peers.contender, series=series, modules=modules)
    variants = [
        call.settings for place, call in enumerate(theirs) if call.settings not in [c.settings for c in theirs[:place]]
    ]
    return [
        line
        for settings in variants or [{}]
        for line in time_variant(
            row, {**parameters, **settings}, [c for c in theirs if c.settings == settings], kernels, prepare, n, seconds
        )
    ]


def time_variant(
    row: str,
    parameters: dict[str, Any],
    theirs: list[PeerCall],
    kernels: list[str],
    prepare: Callable[[str, str | None, str], Contender],
    n: int,
    seconds: float,
) -> list[Line]:
    lines = []
    for call in own_calls(row, parameters):
        columns = columns_of(call % "")
        taking_part = [prepare(BARWISE, kernel, call % f", kernel={kernel!r}") for kernel in kernels]
        taking_part += [prepare(peer.library, None, peer.text) for peer in theirs if columns_of(peer.text) == columns]
        if len(taking_part) > len(kernels) or not theirs:
            bench_peers.take_turns(taking_part, seconds)
            lines.append(line_of(title_of(row, parameters), columns, taking_part, len(kernels), n))
    return lines


def title_of(row: str, parameters: dict[str, Any]) -> str:
    return f"{row}({', '.join(f'{name}={value}' for name, value in parameters.items())})" if parameters else row


def line_of(row: str, columns: frozenset[str], taking_part: list[Contender], ours: int, n: int) -> Line:
    times = {str(contender.kernel): min(contender.turns) / n for contender in taking_part[:ours]}
    peer = min(taking_part[ours:], key=lambda contender: min(contender.turns), default=None)
    of = ", ".join(sorted(columns, key=lambda name: (*MARKET, name).index(name)))
    if peer is None:
        return Line(row, of, times, "", "", math.nan)
    return Line(row, of, times, peer.library, peer.call, min(peer.turns) / n)


def runs(call: str, scope: dict[str, Any]) -> bool:
    try:
        eval(call, dict(scope))
    except AttributeError:  # tulip_rs has not all functions of Tulip
        return False
    except Exception as error:
        print(f"left out: {call}: {error}")
        return False
    return True


def text_of(line: Line) -> str:
    figures = "  ".join(f"{time:8.3f}" for time in line.kernels.values())
    if math.isnan(line.peer_time):
        return f"{line.row:36} {figures}  {'-':>10}"
    ratios = "  ".join(f"{line.ratio(kernel):6.2f}" for kernel in line.kernels)
    lost = "  LOST" if min(line.ratio(kernel) for kernel in line.kernels) < 1 else ""
    return f"{line.row:36} {figures}  {line.peer_time:8.3f}  {ratios}  {line.peer_call}{lost}"


def summary(lines: list[Line], kernels: list[str]) -> str:
    compared = [line for line in lines if not math.isnan(line.peer_time)]
    if not compared:
        return "no peer has any of these rows"
    parts = []
    for kernel in kernels:
        ratios = [line.ratio(kernel) for line in compared]
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        lost = sorted(line.row for line in compared if line.ratio(kernel) < 1)
        parts.append(f"{kernel}: geometric mean {mean:.2f}, slower than a peer: {', '.join(lost) or 'none'}")
    return f"{len(compared)} comparisons\n" + "\n".join(parts)


def section(processor: str, found: dict[str, Any]) -> str:
    """What was measured on a processor, for docs/speed.md."""
    lines, kernels = [Line(**line) for line in found["lines"]], found["kernels"]
    header = ["nanoseconds per bar", "of", *kernels, "fastest peer", "", *(f"peer / {kernel}" for kernel in kernels)]
    rows = [header, ["---", "---", *["--:"] * len(kernels), "--:", "---", *["--:"] * len(kernels)]]
    for line in lines:
        times = [f"{line.kernels[kernel]:.2f}" for kernel in kernels]
        has_peer = not math.isnan(line.peer_time)
        ratios = [f"{line.ratio(kernel):.2f}" if has_peer else "-" for kernel in kernels]
        peer = [f"{line.peer_time:.2f}", f"`{line.peer_call}`"] if has_peer else ["-", ""]
        rows.append([f"`{line.row}`", line.of, *times, *peer, *ratios])
    return SECTION.format(
        processor=processor,
        bars=found["bars"],
        versions=", ".join(f"{name} {number}" for name, number in found["versions"].items()),
        summary=summary(lines, kernels),
        table="\n".join(f"| {' | '.join(row)} |" for row in rows),
    )


def parameters_of(text: str | None) -> dict[str, Any]:
    parameters: dict[str, Any] = eval(f"dict({text or ''})")
    return parameters


@click.command(help=__doc__)
@click.argument("rows", nargs=-1)
@click.option("--bars", default=10_000)
@click.option("--seconds", default=1.0, help="For each row, about.")
@click.option("--kernel", "wanted", multiple=True, help="All but the plainest if not said.")
@click.option("--results", default=HERE / "catalogue.json", type=Path, help="Written if no rows are named.")
def main(rows: tuple[str, ...], bars: int, seconds: float, wanted: tuple[str, ...], results: Path) -> None:
    os.environ["RAYON_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    peers = {name: table for name, table in peers.items() if name not in NOT_COUNTED}
    kernels = [kernel for kernel in bw.kernels() if kernel in (wanted or bw.kernels()[:-1])]
    print(f"{'ns per bar':36} {'  '.join(f'{kernel:>8}' for kernel in kernels)}      peer  ratios")
    lines: list[Line] = []
    for text in rows or sorted(bw.indicators):
        match = ROW.fullmatch(text)
        if match is None or match[1] not in bw.indicators:
            raise click.BadParameter(f"no row of the catalogue: {text}")
        for line in time_row(match[1], parameters_of(match[2]), peers, kernels, bars, seconds):
            print(text_of(line), flush=True)
            lines.append(line)
    print(summary(lines, kernels))
    if not rows:
        found = {
            "bars": bars,
            "kernels": kernels,
            "versions": bench_peers.versions(peers),
            "lines": [asdict(line) for line in lines],
        }
        sections = [section(*item) for item in add_measured(results, found).items()]
        (HERE.parent / "docs" / "speed.md").write_text("".join([PAGE, *sections]), encoding="utf-8")


if __name__ == "__main__":
    main()
