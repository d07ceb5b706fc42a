"""Writes docs/equality.md: how far the functions of barwise's interfaces are from the originals, and what differs.

    python tools/write_equality_tables.py

The originals must be installed, and the real bars must lie where the tests find them. The lists of what an interface
lacks, in the pages of docs/, are written too, between their markers.
"""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

import peer_comparison  # noqa: E402
from peer_comparison import KINDS, Outcome, Pair  # noqa: E402

DISTRIBUTIONS = {"talib": "TA-Lib", "tulipy": "newtulipy", "vector_ta": "vector_ta"}
BEGIN, END = "<!-- missing:begin -->", "<!-- missing:end -->"

HEAD = """\
# Equality with the originals

Written by `python tools/write_equality_tables.py`; `tests/python/test_peer_comparison.py` holds every line to it.

The worst relative difference between a function of `barwise.talib`, `barwise.tulipy` and `barwise.vector_ta` and the
original, over all outputs, on the bars that both define: relative to the value, or to the mean size of the values where
one is near zero. Each function is called with its usual parameters, with longer periods, and with other averages where
it takes them, on 300 bars of a random walk, a trend and prices with flat stretches, and on 2,000 real ones. Up to 1e-9
it is rounding, and then both also start at the same bar. Where more differs the last columns say where, and why.
barwise's number stands there: it is checked against exact arithmetic (`tests/reference`).
"""


def main() -> None:
    text = [HEAD]
    pairs = list(peer_comparison.pairs())
    for library, distribution in DISTRIBUTIONS.items():
        if peer_comparison.original(library) is None:
            raise SystemExit(f"{distribution} is not installed")
        of_library = [pair for pair in pairs if pair.library == library]
        kinds = " | ".join(KINDS)
        text.append(f"## {distribution} {version(distribution)}\n")
        text.append(f"| function | barwise | {kinds} | differs | why |\n|---|---|{'--:|' * len(KINDS)}---|---|")
        text.append("\n".join(sorted(map(line_of, of_library))) + "\n")
        write_missing(PROJECT / "docs" / f"{library}.md", library, {pair.entry.name for pair in of_library})
    (PROJECT / "docs" / "equality.md").write_text("\n".join(text), encoding="utf-8")


def line_of(pair: Pair) -> str:
    outcomes = peer_comparison.outcomes(pair)
    figures = " | ".join(worst(outcomes, kind) for kind in KINDS)
    difference = pair.entry.difference
    where, why = (difference.where, difference.why) if difference else ("", "")
    return f"| `{pair.entry.name}` | `{our_name(pair)}` | {figures} | {where} | {why} |"


def our_name(pair: Pair) -> str:
    settings = ", ".join(f"{name}={value!r}" for name, value in pair.entry.settings.items())
    return f"{pair.entry.indicator}({settings})" if settings else pair.entry.indicator


def worst(outcomes: list[Outcome], kind: str) -> str:
    distances = [outcome.distance for outcome in outcomes if outcome.kind == kind]
    if not distances:
        return "-"
    return f"{max(distances):.0e}" if max(distances) > 0 else "0"


def write_missing(page: Path, library: str, there: set[str]) -> None:
    """The functions of the original that barwise lacks, between the page's markers."""
    if not page.exists():
        return
    module = importlib.import_module(f"barwise.{library}")
    if library == "vector_ta":
        known = set(dir(peer_comparison.original(library)))
        listed = [name for name in sorted(known) if f"{name}_batch" in known and not hasattr(module, name)]
    else:
        listed = [name for name in importlib.import_module(f"barwise.{library}.facts").FUNCTIONS if name not in there]
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    names = ", ".join(f"`{name}`" for name in listed)
    page.write_text(f"{before}{BEGIN}\n{names or 'None.'}\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
