"""What TA-Lib 0.8.2 says about its functions: names, groups, flags, and the range of each parameter."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from ..peer_tables import Facts

UNSET_INTEGER = -(2**31)  # what a parameter is by default: the function's own default
UNSET_REAL = -4e37

PATTERNS = "Pattern Recognition"


@dataclass(frozen=True)
class Parameter:
    """A parameter, and what it may be. An average is one of those numbers of MA_Type."""

    name: str
    kind: Literal["integer", "real", "average"]
    default: int | float
    least: float
    greatest: float
    display_name: str
    help: str

    @property
    def is_integer(self) -> bool:
        return self.kind != "real"

    @property
    def unset(self) -> int | float:
        """What it is by default in a signature. Averages have their number there."""
        if self.kind == "average":
            return self.default
        return UNSET_INTEGER if self.is_integer else UNSET_REAL


@dataclass(frozen=True)
class Output:
    """An output; some are 32-bit integers."""

    name: str
    flags: int
    is_integer: bool


@dataclass(frozen=True)
class Function:
    """A function. An input that is several columns is one of `input_groups`, as the abstract interface shows it."""

    name: str
    group: str
    display_name: str
    flags: int
    input_groups: tuple[tuple[str, ...], ...]
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    unstable: tuple[str, ...]  # whose unstable periods delay its first bar, each as often as it stands here
    order: tuple[tuple[str, ...], ...]  # parameters, and what goes with them, that are put into ascending order

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(name for group in self.input_groups for name in group)

    @property
    def names(self) -> Facts:
        return Facts(
            self.inputs,
            tuple(parameter.name for parameter in self.parameters),
            tuple(output.name for output in self.outputs),
        )


def is_of_prices(group: tuple[str, ...]) -> bool:
    """Say whether these are columns of the market, and not any series."""
    return not group[0].startswith(("real", "periods"))


def read_functions() -> dict[str, Function]:
    text = (files(__package__) / "functions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: read_function(row) for row in rows}


def read_function(row: dict[str, str]) -> Function:
    parameters = row["parameters"].split(" | ") if row["parameters"] else []
    return Function(
        name=row["name"],
        group=row["group"],
        display_name=row["display_name"],
        flags=int(row["flags"]),
        input_groups=tuple(tuple(group.split(",")) for group in row["inputs"].split(" ")),
        parameters=tuple(map(read_parameter, parameters)),
        outputs=tuple(map(read_output, row["outputs"].split(" "))),
        unstable=read_unstable(row["unstable"]),
        order=tuple(tuple(names.split(",")) for names in row["order"].split()),
    )


def read_parameter(text: str) -> Parameter:
    name, kind, default, least, greatest, display_name, help = text.split(":")
    if kind == "real":
        return Parameter(name, "real", float(default), float(least), float(greatest), display_name, help)
    integer: Literal["integer", "average"] = "average" if kind == "average" else "integer"
    return Parameter(name, integer, int(default), float(least), float(greatest), display_name, help)


def read_output(text: str) -> Output:
    name, flags, *kind = text.split(":")
    return Output(name, int(flags), kind == ["int32"])


def read_unstable(text: str) -> tuple[str, ...]:
    name, _, times = text.partition("*")
    return (name,) * int(times or 1) if name else ()


FUNCTIONS = read_functions()
