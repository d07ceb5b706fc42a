"""The catalogue has every indicator of TA-Lib and of Tulip, under the names that they have there."""

from __future__ import annotations

import csv
from pathlib import Path

import barwise as bw
import pytest

REQUIRED = Path(__file__).with_name("required_rows.tsv")
INVENTORY = Path("shared") / "catalogue" / "inventory.tsv"
OTHERS = ("alma", "supersmoother", "chande", "cyber_cycle", "highpass", "pivot")

# Names that mean something else in barwise: its row of that name is another library's function.
TAKEN = {
    "roc": "Tulip's is a share, barwise's rocp",
    "cmo": "Tulip's is not smoothed, barwise's cmou",
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def names_of(row: dict[str, str]) -> list[str]:
    """TA-Lib's and Tulip's names of a row."""
    return [name for names in (row["talib"], row["tulip"]) if names != "-" for name in names.split(";")]


ROWS = read(REQUIRED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_catalogue_has_the_row(row: dict[str, str]) -> None:
    assert row["name"] in bw.indicators


@pytest.mark.parametrize("row", [row for row in ROWS if names_of(row)], ids=lambda row: row["name"])
def test_the_row_has_their_names(row: dict[str, str]) -> None:
    for name in names_of(row):
        found = bw.find(name).__name__
        assert found == row["name"] or (name.lower() in TAKEN and name.lower() in bw.indicators)


def test_the_list_is_that_of_the_inventory() -> None:
    folders = Path(__file__).resolve().parents
    path = next((folder / INVENTORY for folder in folders if (folder / INVENTORY).is_file()), None)
    if path is None:
        pytest.skip("the inventory is not here")
    wanted = [
        {name: row[name] for name in ("name", "talib", "tulip")}
        for row in read(path)
        if row["family"] != "pattern" and (row["talib"] != "-" or row["tulip"] != "-" or row["name"] in OTHERS)
    ]
    assert wanted == ROWS
