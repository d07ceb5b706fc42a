"""Rows of the catalogue by what they take and give, to try the interface on."""

from __future__ import annotations

import barwise as bw
from reference.rows import ROWS_OF_EACH_SHAPE

SEVERAL_OUTPUTS = [row for row in ROWS_OF_EACH_SHAPE if len(bw.indicators[row].info.outputs) > 1]
ONE_OUTPUT = [row for row in ROWS_OF_EACH_SHAPE if row not in SEVERAL_OUTPUTS]

# The first input is free.
WITH_SOURCE = [
    row
    for row in ROWS_OF_EACH_SHAPE
    if bw.indicators[row].info.inputs[0].is_free and len(bw.indicators[row].info.inputs) == 1
]

# One free input and one output.
SIMPLE = [row for row in ONE_OUTPUT if row in WITH_SOURCE and len(bw.indicators[row].info.inputs) == 1]


def has_period(row: str) -> bool:
    return any(parameter.name == "period" and parameter.min <= 2 for parameter in bw.indicators[row].info.parameters)


def columns_of(row: str) -> list[str]:
    """The columns of the market that are inputs."""
    return [given.name for given in bw.indicators[row].info.inputs if not given.is_free]


def source_of(row: str) -> str:
    """The default source of the first input."""
    return bw.indicators[row].info.inputs[0].source


# One row each: a simple one of closes with a period, one whose default source is made of several columns, one of
# columns.
PERIODIC = next(row for row in SIMPLE if has_period(row) and source_of(row) == "close")
MADE = next(row for row in SIMPLE if source_of(row) in ("hl2", "hlc3", "ohlc4", "hlcc4"))
MARKET = next(
    row
    for row in ONE_OUTPUT
    if row not in WITH_SOURCE and len(columns_of(row)) >= 2 and not bw.indicators[row].info.parameters
)
