"""Holds what was measured against targets.toml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench_peers import BARWISE, Timing, Workload

MEMCPY = "memcpy"


@dataclass(frozen=True)
class Check:
    """One target: what was measured, and what it may be at least or at most."""

    target: str
    subject: str
    kernel: str
    measured: float
    relation: str
    wanted: float
    against: str

    @property
    def reached(self) -> bool:
        return self.measured >= self.wanted if self.relation == ">=" else self.measured <= self.wanted


def fastest_peer(timings: list[Timing], workload: str, bars: int) -> Timing | None:
    peers = [t for t in timings if t.workload == workload and t.bars == bars and t.library != BARWISE]
    return min(peers, key=lambda t: t.minimum, default=None)


def of_barwise(timings: list[Timing], workload: str, bars: int) -> dict[str, Timing]:
    """By kernel, the default one first."""
    return {
        t.kernel: t for t in timings if t.workload == workload and t.bars == bars and t.library == BARWISE and t.kernel
    }


def speed_checks(wanted: dict[str, Any], workloads: list[Workload], timings: list[Timing]) -> Iterator[Check]:
    bars = wanted["speed"]["bars"]
    for workload in workloads:
        peer = fastest_peer(timings, workload.label, bars)
        ours = of_barwise(timings, workload.label, bars)
        for kernel, least in workload.least.items():
            if peer and kernel in ours:
                ratio = peer.minimum / ours[kernel].minimum
                yield Check("speed", workload.label, kernel, ratio, ">=", least, peer.library)


def call_checks(wanted: dict[str, Any], workloads: list[Workload], timings: list[Timing]) -> Iterator[Check]:
    bars, most = wanted["call"]["bars"], wanted["call"]["most"]
    for workload in workloads:
        peer = fastest_peer(timings, workload.label, bars)
        if peer:
            kernel, ours = next(iter(of_barwise(timings, workload.label, bars).items()))
            ratio = ours.minimum / peer.minimum
            yield Check("call", workload.label, kernel, ratio, "<=", most, peer.library)


def growth_checks(wanted: dict[str, Any], row_lines: list[dict[str, str]]) -> Iterator[Check]:
    """Compare long with short series; where moving the bytes alone takes longer than is wanted, that is said."""
    short, long, most = str(wanted["growth"]["from"]), str(wanted["growth"]["to"]), wanted["growth"]["most"]
    moving = {line["row"]: float(line[long]) for line in row_lines if line["kernel"] == MEMCPY}
    for line in row_lines:
        if line["kernel"] != MEMCPY:
            base = float(line[short])
            against = f"{MEMCPY} alone {moving[line['row']] / base:.2f}"
            yield Check("growth", line["row"], line["kernel"], float(line[long]) / base, "<=", most, against)


def memory_checks(wanted: dict[str, Any], row_lines: list[dict[str, str]]) -> Iterator[Check]:
    for line in row_lines:
        for name, value in line.items():
            if name.startswith("bytes") and value:
                most = wanted["memory"]["bytes"]
                yield Check("memory", line["row"], line["kernel"], float(value), "<=", most, name)


def check(
    wanted: dict[str, Any], workloads: list[Workload], timings: list[Timing], row_lines: list[dict[str, str]]
) -> list[Check]:
    return [
        *speed_checks(wanted, workloads, timings),
        *call_checks(wanted, workloads, timings),
        *growth_checks(wanted, row_lines),
        *memory_checks(wanted, row_lines),
    ]
