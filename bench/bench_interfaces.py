"""Times barwise's interfaces of other libraries beside the originals, and what they cost over barwise's own calls.

    python bench/bench_interfaces.py                  # all functions; into interfaces.json and docs/
    python bench/bench_interfaces.py talib.RSI        # one

Each function is called as the original is, with the default parameters of that, or barwise's if it has none, at every
length. The last column is what a call takes more than barwise's own with the same parameters, in nanoseconds, on the
shortest bars.
"""

from __future__ import annotations

import importlib
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import barwise as bw
import bench_peers
import click
from barwise.peer_tables import Binding, parts
from machine import add_measured
from peer_calls import arguments_of, bindings, call_with, usual_values

HERE = Path(__file__).parent
LENGTHS = (100, 10_000, 1_000_000)
LIBRARIES = {"talib": "TA-Lib", "tulipy": "newtulipy", "vector_ta": "vector-ta"}
BEGIN, END = "<!-- speed:begin -->", "<!-- speed:end -->"
MOST_OVER = 150  # nanoseconds that a call of an interface may take more than barwise's own


@dataclass(frozen=True)
class Line:
    """A function on bars of a length: the nanoseconds of a call of the interface, the original and barwise's own."""

    library: str
    function: str
    bars: int
    interface: float
    original: float
    own: float


def own_call(binding: Binding, inputs: list[str], values: Mapping[str, Any]) -> str:
    """Barwise's call with the same inputs and parameters."""
    given = zip(binding.inputs.values(), inputs, strict=True)
    series = [f"{ours}={column}" for names, column in given for ours in parts(names)]
    settings = [f"{name}={value!r}" for name, value in binding.settings_of(values).items()]
    return f"bw.{binding.entry.indicator}({', '.join([*series, *settings])})"


def pairs(wanted: tuple[str, ...]) -> Iterator[tuple[str, Binding]]:
    for library in LIBRARIES:
        for several in bindings(library).values():
            for binding in several:
                name = f"{library}.{binding.entry.name}"
                if not wanted or name in wanted:
                    yield library, binding


def time_pair(library: str, binding: Binding, bars: int, seconds: float) -> Line | None:
    inputs, values = arguments_of(binding, {})[0], usual_values(library, binding)
    call, series = call_with(library, binding, inputs, values), bench_peers.several_series(bars)
    modules = {
        "interface": {library: importlib.import_module(f"barwise.{library}")},
        "original": {library: importlib.import_module(library)},
        "own": {"bw": bw},
    }
    calls = {"interface": call, "original": call, "own": own_call(binding, inputs, values)}
    try:
        for name, call in calls.items():
            eval(call, series[0] | modules[name])
    except Exception as error:
        print(f"left out at {bars} bars: {library}.{binding.entry.name}: {error}")
        return None
    taking_part = [bench_peers.contender(name, None, call, series, modules[name]) for name, call in calls.items()]
    bench_peers.take_turns(taking_part, seconds)
    times = {contender.library: min(contender.turns) for contender in taking_part}
    return Line(library, binding.entry.name, bars, times["interface"], times["original"], times["own"])


def summary(lines: list[Line]) -> str:
    parts = []
    for library in LIBRARIES:
        for bars in LENGTHS:
            ratios = {f.function: f.original / f.interface for f in lines if f.library == library and f.bars == bars}
            if ratios:
                mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
                slower = sorted(name for name, ratio in ratios.items() if ratio < 1)
                text = ", ".join(slower) or "none"
                parts.append(f"{library} at {bars:,} bars: {mean:.2f} times as fast; slower than the original: {text}")
    return "\n".join(parts)


def write_pages(measured: dict[str, Any]) -> None:
    """Put the figures of all processors into each library's page, between the markers."""
    for library, distribution in LIBRARIES.items():
        page = HERE.parent / "docs" / f"{library}.md"
        before, rest = page.read_text(encoding="utf-8").split(BEGIN, 1)
        rows = [
            mean_line(processor, [line for line in lines if line.library == library and line.bars == bars], bars)
            for processor, found in measured.items()
            for lines in [[Line(**line) for line in found["lines"]]]
            for bars in LENGTHS
        ]
        head = f"| processor | bars | faster than {distribution} | functions | slower |\n|---|--:|--:|--:|---|"
        note = (
            "Geometric mean over the functions, one thread, the least of many turns, each through several series, by\n"
            "`python bench/bench_interfaces.py`."
        )
        text = "\n".join([BEGIN, note, "", head, *rows, END])
        page.write_text(before + text + rest.split(END, 1)[1], encoding="utf-8")


def mean_line(processor: str, lines: list[Line], bars: int) -> str:
    ratios = {line.function: line.original / line.interface for line in lines}
    mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
    slower = ", ".join(f"`{name}` {ratio:.2f}" for name, ratio in sorted(ratios.items()) if ratio < 1)
    return f"| {processor} | {bars:,} | {mean:.2f} times | {len(ratios)} | {slower or 'none'} |"


@click.command(help=__doc__)
@click.argument("functions", nargs=-1)
@click.option("--seconds", default=0.25, help="For each function and length, about.")
@click.option("--results", default=HERE / "interfaces.json", type=Path, help="Written if no functions are named.")
def main(functions: tuple[str, ...], seconds: float, results: Path) -> None:
    os.environ["RAYON_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    lines: list[Line] = []
    for library, binding in pairs(functions):
        found = [line for bars in LENGTHS if (line := time_pair(library, binding, bars, seconds)) is not None]
        lines += found
        ratios = "  ".join(f"{line.original / line.interface:7.2f}" for line in found)
        over = found[0].interface - found[0].own if found else math.nan
        mark = "  OVER" if over > MOST_OVER else ""
        print(f"{library + '.' + binding.entry.name:32} {ratios} {over:8.0f}{mark}", flush=True)
    print(summary(lines))
    if not functions:
        table = {name: {"distribution": distribution} for name, distribution in LIBRARIES.items()}
        document = {"versions": bench_peers.versions(table), "lines": [asdict(line) for line in lines]}
        write_pages(add_measured(results, document))


if __name__ == "__main__":
    main()
