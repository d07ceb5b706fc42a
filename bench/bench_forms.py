"""Measures many runs at once: sweeps beside a peer's, and many series by two threads beside one.

Both calls of a line take turns on the same data. Prints the figures and whether they reach the targets.
"""

from __future__ import annotations

import os
import subprocess
import sys
import timeit
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import barwise as bw
import bench_peers
import click
import numpy as np
import report
from bench_peers import Contender
from rich.console import Console
from targets import Check

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent

# Prints by how many bytes the process grew beyond what its result needs, which is there before.
MEMORY = """
from pathlib import Path
import barwise as bw
import numpy as np

def kilobytes(name):
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])

out = np.full(({rows}, {bars}), 7.0)
close = np.random.default_rng(0).normal(size={bars}).cumsum()
bw.{indicator}(close)
Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
before = kilobytes("VmRSS")
bw.{indicator}.sweep(close, period=range(5, 5 + {rows}), out=out, threads={threads})
print((kilobytes("VmHWM") - before) * 1024)
"""


@dataclass(frozen=True)
class Form:
    """Two calls that do the same, and how many times faster the first must be, if that is said."""

    name: str
    ours: str
    theirs: str
    least: float | None = None


@dataclass(frozen=True)
class Comparison:
    """The least time of a turn of each, in milliseconds."""

    form: Form
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours


def data(wanted: dict[str, Any]) -> dict[str, Any]:
    random = np.random.default_rng(20240229)
    panel = 100 * np.exp(np.cumsum(random.normal(0, 0.01, (wanted["series"], wanted["bars_of_series"])), axis=1))
    return {
        "close": bench_peers.synthetic_bars(wanted["bars"])["close"],
        "panel": panel,
        "by_bar": np.ascontiguousarray(panel.T),
        "flat": panel.reshape(-1),
        "symbols": np.repeat(np.arange(wanted["series"]), wanted["bars_of_series"]),
    }


def compare(form: Form, scope: dict[str, Any], seconds: float) -> Comparison:
    calls = form.ours, form.theirs
    taking_part = [Contender(call, None, call, timeit.Timer(call, globals=scope)) for call in calls]
    bench_peers.take_turns(taking_part, seconds)
    ours, theirs = (min(contender.turns) / 1e6 for contender in taking_part)
    return Comparison(form, ours, theirs)


def memory_checks(wanted: dict[str, Any]) -> list[Check]:
    limits, checks = wanted["sweep_memory"], []
    for indicator in limits["indicators"]:
        values = {**wanted["forms"], "rows": limits["rows"], "indicator": indicator}
        command = [sys.executable, "-c", MEMORY.format(**values)]
        grown = float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        checks.append(Check("memory", f"sweep of {indicator}", "", grown, "<=", limits["bytes"], "its result"))
    return checks


def check_of(comparison: Comparison) -> Check | None:
    form = comparison.form
    if form.least is None:
        return None
    return Check("speed", form.name, "", comparison.ratio, ">=", form.least, form.theirs.partition("(")[0])


def print_all(console: Console, comparisons: list[Comparison], checks: list[Check]) -> None:
    lines = [
        [c.form.name, f"{c.ours:.3g}", f"{c.theirs:.3g}", f"{c.ratio:.2f}", c.form.theirs.partition("(")[0]]
        for c in comparisons
    ]
    report.print_grid(console, "Many runs at once", (["ms", "barwise", "other", "ratio", "other is"], lines))
    header = ["target", "of", "measured", "wanted", "reached"]
    lines = [
        [
            c.target,
            c.subject,
            report.number(c.measured),
            f"{c.relation} {report.number(c.wanted)}",
            "yes" if c.reached else report.MISSED,
        ]
        for c in checks
    ]
    report.print_grid(console, "Targets", (header, lines))


@click.command(help=__doc__)
@click.option("--seconds", default=40.0, help="For everything, about.")
def main(seconds: float) -> None:
    wanted = tomllib.loads((HERE / "targets.toml").read_text(encoding="utf-8"))
    os.environ["RAYON_NUM_THREADS"] = str(wanted["forms"]["threads"])
    console = Console(width=None if sys.stdout.isatty() else 160)
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    scope = {"bw": bw, **bench_peers.installed_peers(peers), **data(wanted["forms"])}
    forms = [Form(**form) for form in wanted["form"]]
    for form in forms:
        if "vector_ta" in form.theirs and "vector_ta" not in scope:
            console.print(f"vector-ta is not installed, so left out: {form.name}")
    forms = [form for form in forms if "vector_ta" not in form.theirs or "vector_ta" in scope]
    comparisons = [compare(form, scope, seconds / len(forms)) for form in forms]
    checks = [check for check in map(check_of, comparisons) if check] + memory_checks(wanted)
    print_all(console, comparisons, checks)


if __name__ == "__main__":
    main()
