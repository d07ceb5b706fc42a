"""The functions of barwise's interfaces give the originals' numbers, where these are installed, but for what is said.

What is said must be so: a difference that is none fails too.
"""

from __future__ import annotations

import peer_comparison
import pytest
from peer_comparison import REAL, TOLERANCE, Outcome, Pair

PAIRS = list(peer_comparison.pairs())


def differs(outcome: Outcome) -> bool:
    return outcome.distance > TOLERANCE or outcome.problem != ""


def is_allowed(outcome: Outcome, where: str) -> bool:
    """Whether a difference that is said to be there may be this one."""
    if where == "in flat windows":
        return outcome.kind in ("flat stretches", REAL)
    if where == "in the number of bars":
        return outcome.distance <= TOLERANCE
    if where == "at the start":
        return outcome.kind != REAL or outcome.late_distance <= TOLERANCE
    return True


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_same_numbers_as_the_original(pair: Pair) -> None:
    if peer_comparison.original(pair.library) is None:
        pytest.skip(f"{pair.library} is not installed")
    if not hasattr(peer_comparison.interface(pair.library), pair.entry.name):
        pytest.skip(f"barwise.{pair.library} has no {pair.entry.name} yet")
    different = [outcome for outcome in peer_comparison.outcomes(pair) if differs(outcome)]
    if pair.entry.difference is None:
        assert different == []
    else:
        assert different != [], f"there is no such difference any more: {pair.entry.difference}"
        assert [outcome for outcome in different if not is_allowed(outcome, pair.entry.difference.where)] == []
