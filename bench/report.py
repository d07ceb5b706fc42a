"""Shows the figures: as tables on the terminal, and as a section of the README."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench_peers import BARWISE, Timing
from rich.console import Console
from rich.table import Table
from targets import Check, fastest_peer, of_barwise

MISSED = "NO"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"

Grid = tuple[list[str], list[list[str]]]


def contender_name(timing: Timing) -> str:
    return f"{timing.library} {timing.kernel}" if timing.kernel else timing.library


def peer_grid(timings: list[Timing], bars: int) -> Grid:
    """One line for each workload: nanoseconds per bar of everyone, a library's fastest call standing for it."""
    here = [t for t in timings if t.bars == bars]
    names = list(dict.fromkeys(map(contender_name, here)))
    names.sort(key=lambda name: not name.startswith(BARWISE))
    lines = []
    for workload in dict.fromkeys(t.workload for t in here):
        best: dict[str, float] = {}
        for t in here:
            if t.workload == workload:
                name = contender_name(t)
                best[name] = min(best.get(name, t.minimum), t.minimum)
        figures = [f"{best[name] / bars:.3g}" if name in best else "-" for name in names]
        lines.append([workload, *figures, ratio_text(timings, workload, bars)])
    return ["ns per bar", *names, "fastest peer / barwise"], lines


def ratio_text(timings: list[Timing], workload: str, bars: int) -> str:
    peer = fastest_peer(timings, workload, bars)
    ours = of_barwise(timings, workload, bars)
    return " / ".join(f"{peer.minimum / t.minimum:.2f}" for t in ours.values()) if peer else "-"


def row_grid(row_lines: list[dict[str, str]]) -> Grid:
    header = [name if not name.isdigit() else f"{int(name):,} bars" for name in row_lines[0]]
    return header, [list(line.values()) for line in row_lines]


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def check_grid(checks: list[Check]) -> Grid:
    """All comparisons with peers; of the many rows in C those that miss their target."""
    header = ["target", "of", "kernel", "measured", "wanted", "against", "reached"]
    lines = []
    for c in checks:
        if c.target in ("speed", "call") or not c.reached:
            wanted, reached = f"{c.relation} {number(c.wanted)}", "yes" if c.reached else MISSED
            lines.append([c.target, c.subject, c.kernel, number(c.measured), wanted, c.against, reached])
    return header, lines


def print_grid(console: Console, title: str, grid: Grid) -> None:
    header, lines = grid
    table = Table(title=title, title_justify="left", header_style="bold")
    for i, name in enumerate(header):
        table.add_column(name, justify="left" if i == 0 else "right")
    for line in lines:
        table.add_row(*line, style="red" if line[-1] == MISSED else None)
    console.print(table)


def print_all(
    console: Console,
    machine: dict[str, Any],
    timings: list[Timing],
    row_lines: list[dict[str, str]],
    checks: list[Check],
) -> None:
    print_grid(console, "Each row in C, ns per bar", row_grid(row_lines))
    for bars in dict.fromkeys(t.bars for t in timings):
        print_grid(console, f"Beside the peers through Python, {bars:,} bars", peer_grid(timings, bars))
    print_grid(console, "Targets", check_grid(checks))
    console.print(describe(machine))
    for target in dict.fromkeys(c.target for c in checks):
        outcomes = [c.reached for c in checks if c.target == target]
        console.print(f"{target}: {sum(outcomes)} of {len(outcomes)} reached")


def describe(machine: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['date']}, {machine['processor']} (kernels {', '.join(machine['kernels'])}), "
        f"Python {machine['python']}; {versions}"
    )


def markdown_table(grid: Grid) -> str:
    header, lines = grid
    rule = ["---", *["--:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [header, rule, *lines])


def markdown(machine: dict[str, Any], timings: list[Timing], checks: list[Check]) -> str:
    reached = sum(c.reached for c in checks)
    parts = [f"Measured by `make bench`: {describe(machine)}. One thread, the fastest of many turns."]
    for bars in dict.fromkeys(t.bars for t in timings):
        parts += [f"{bars:,} bars:", markdown_table(peer_grid(timings, bars))]
    parts.append(
        f"The last column has one ratio for each kernel of barwise. {reached} of {len(checks)} targets "
        "(`bench/targets.toml`) were reached; all figures are in `bench/results.json`."
    )
    return "\n\n".join(parts)


def write_section(readme: Path, section: str) -> None:
    """Replace what stands between the two markers."""
    text = readme.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{readme} lacks the markers {BEGIN} and {END}, so it was left as it is")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    readme.write_text(f"{before}{BEGIN}\n{section}\n{END}{after}", encoding="utf-8")
