"""What Tulip 0.8.4 says about its functions, and the names that tulipy gives to their arguments."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from ..peer_tables import Facts


@dataclass(frozen=True)
class Function:
    name: str
    full_name: str
    type: str
    inputs: tuple[str, ...]
    options: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def input_arguments(self) -> tuple[str, ...]:
        """A second series of the same name has a number."""
        seen: list[str] = []
        for name in self.inputs:
            seen.append(f"{name}{seen.count(name) + 1}" if name in seen else name)
        return tuple(seen)

    @property
    def option_arguments(self) -> tuple[str, ...]:
        return tuple(option.replace("%", "pct_").replace(" ", "_") for option in self.options)

    @property
    def names(self) -> Facts:
        return Facts(self.input_arguments, self.option_arguments, self.outputs)


def read_functions() -> dict[str, Function]:
    text = (files(__package__) / "functions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: read_function(row) for row in rows}


def read_function(row: dict[str, str]) -> Function:
    inputs, options, outputs = (
        tuple(row[name].split(",")) if row[name] else () for name in ("inputs", "options", "outputs")
    )
    return Function(row["name"], row["full_name"], row["type"], inputs, options, outputs)


FUNCTIONS = read_functions()
