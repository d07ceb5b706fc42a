"""The tables of other libraries' functions fit the catalogue, and say something about every function."""

from __future__ import annotations

from typing import Any

import barwise as bw
import pytest
from barwise.peer_tables import Entry, Facts, bind
from barwise.talib import facts as talib_facts
from barwise.talib import table as talib_table
from barwise.tulipy import facts as tulip_facts
from barwise.tulipy import table as tulip_table
from barwise.vector_ta import table as vector_ta_table

TABLES: dict[str, tuple[Any, dict[str, Facts]]] = {
    "talib": (talib_table, {name: function.names for name, function in talib_facts.FUNCTIONS.items()}),
    "tulipy": (tulip_table, {name: function.names for name, function in tulip_facts.FUNCTIONS.items()}),
    "vector_ta": (vector_ta_table, vector_ta_table.FACTS),
}
ENTRIES = [
    pytest.param(table, facts, entry, id=f"{library}-{entry.name}")
    for library, (table, facts) in TABLES.items()
    for entry in table.ENTRIES
]


@pytest.mark.parametrize(("table", "facts", "entry"), ENTRIES)
def test_an_entry_is_right_about_its_row(table: Any, facts: dict[str, Facts], entry: Entry) -> None:
    if entry.indicator not in bw.indicators:
        pytest.skip(f"the catalogue has no {entry.indicator}")
    bound = bind(entry, facts[entry.name], table.CUSTOMARY)
    assert bound is not None


def test_every_function_has_one_entry() -> None:
    patterns = {name for name, function in talib_facts.FUNCTIONS.items() if function.group == talib_facts.PATTERNS}
    not_there = {
        "talib": patterns | {"FRACTAL"},
        "tulipy": set(),
        "vector_ta": {"mwdx", "vwap", "intraday_momentum_index"},
    }
    for library, (table, facts) in TABLES.items():
        names = [entry.name for entry in table.ENTRIES]
        assert len(names) == len(set(names))
        assert set(names) == facts.keys() - not_there[library]
