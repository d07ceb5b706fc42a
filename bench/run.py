"""Measures barwise: each row in C, and beside its peers through Python. This is what `make bench` runs.

Prints the figures and whether they reach the targets, and writes them to results.json here and into the README.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import barwise as bw
import bench_peers
import click
import report
import targets
from bench_peers import Timing, Workload
from machine import processor
from rich.console import Console
from rich.progress import track

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
ROOT = HERE.parent


def read_table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return table


def run_rows(program: Path, workloads: list[Workload], seconds: float) -> list[dict[str, str]]:
    """Time the catalogue in C, with the parameters of the workloads besides the defaults."""
    rows = {
        " ".join([w.indicator, *(f"{name}={value:g}" for name, value in w.parameters.items())]): None
        for w in workloads
        if w.parameters
    }
    command = [str(program), "--seconds", str(seconds), *rows]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return list(csv.DictReader(printed.splitlines()))


def time_peers(
    workloads: list[Workload], peers: dict[str, Any], lengths: list[int], seconds: float, console: Console
) -> list[Timing]:
    tasks = [(workload, n) for n in lengths for workload in workloads]
    timings = []
    for workload, n in track(tasks, "beside the peers", console=console, transient=True):
        timings += bench_peers.time_workload(workload, peers, n, seconds / len(tasks))
    return timings


@click.command(help=__doc__)
@click.option("--rows", default=ROOT / "build/release/bench/bench_rows", type=Path, help="The compiled bench_rows.c.")
@click.option("--seconds", default=180.0, help="For everything, about; a fifth of it in C.")
@click.option("--readme", default=ROOT / "README.md", type=Path, help="Gets the tables, between its two markers.")
@click.option("--results", default=HERE / "results.json", type=Path)
def main(rows: Path, seconds: float, readme: Path, results: Path) -> None:
    os.environ.pop("BARWISE_KERNEL", None)
    os.environ["RAYON_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    console = Console(width=None if sys.stdout.isatty() else 160)
    wanted, peers = read_table("targets.toml"), read_table("peers.toml")
    workloads = [Workload(**table) for table in wanted["workload"]]
    for name in peers.keys() - bench_peers.installed_peers(peers).keys():
        console.print(f"not installed, so left out: {peers[name]['distribution']}")
    with console.status("each row in C"):
        row_lines = run_rows(rows, workloads, seconds / 5)
    timings = time_peers(workloads, peers, wanted["bars"], seconds * 4 / 5, console)
    checks = targets.check(wanted, workloads, timings, row_lines)
    machine = {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "processor": processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "kernels": list(bw.kernels()),
        "versions": bench_peers.versions(peers),
    }
    report.print_all(console, machine, timings, row_lines, checks)
    document = {
        "machine": machine,
        "peers": [dataclasses.asdict(timing) for timing in timings],
        "rows": row_lines,
        "targets": [dataclasses.asdict(check) for check in checks],
    }
    results.write_text(json.dumps(document, indent=1) + "\n")
    report.write_section(readme, report.markdown(machine, timings, checks))


if __name__ == "__main__":
    main()
