"""The tables of other libraries' functions fit the catalogue, and say something about every function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import barwise as bw
import pytest
from barwise.peer_tables import Entry, Facts, bind
from barwise.talib import facts as talib_facts
from peer_comparison import TABLES

ENTRIES = [
    pytest.param(table, facts, entry, id=f"{library}-{entry.name}")
    for library, (table, facts) in TABLES.items()
    for entry in table.ENTRIES
]


@pytest.mark.parametrize(("table", "facts", "entry"), ENTRIES)
def test_an_entry_is_right_about_its_row(table: Any, facts: Mapping[str, Facts], entry: Entry) -> None:
    if entry.indicator not in bw.indicators:
        pytest.skip(f"the catalogue has no {entry.indicator}")
    bound = bind(entry, facts[entry.name], table.CUSTOMARY)
    assert bound is not None


def test_every_function_has_one_entry() -> None:
    patterns = {name for name, function in talib_facts.FUNCTIONS.items() if function.group == talib_facts.PATTERNS}
    not_there = {"talib": patterns | {"FRACTAL"}}
    for library, (table, facts) in TABLES.items():
        names = [entry.name for entry in table.ENTRIES]
        assert len(names) == len(set(names))
        assert set(names) == facts.keys() - not_there.get(library, set())
