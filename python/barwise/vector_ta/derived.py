"""The rows that follow from the table of functions and from what vector_ta says about them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any, Literal

from ..peer_tables import Binding, Converted, Facts, bindings_of
from .rows import NO_RANGE, Integer, Parameter, Real, Row, Text
from .table import CUSTOMARY, ENTRIES

Fact = Mapping[str, str]

UNDEFINED: dict[str, Literal["never", "warming", "always"]] = {"none": "always", "NaN": "never", "None": "warming"}


def read_facts() -> dict[str, Fact]:
    text = (files(__package__) / "functions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: row for row in rows}


FACTS = read_facts()


def names_of(fact: Fact) -> Facts:
    outputs = [key for key, kind in batch_keys(fact) if kind == "output"] or ["values"]
    return Facts(tuple(fact["inputs"].split(",")), tuple(defaults_of(fact)), tuple(outputs))


def defaults_of(fact: Fact) -> dict[str, Any]:
    """The parameters and their defaults, which not every signature shows."""
    pairs = (item.partition("=") for item in filter(None, fact["parameters"].split(",")))
    return {name: value_of(default) for name, _, default in pairs}


def value_of(text: str) -> Any:
    if text.lstrip("-").isdigit():
        return int(text)
    return float(text) if text.replace(".", "").lstrip("-").isdigit() else text


def batch_keys(fact: Fact) -> list[tuple[str, str]]:
    """The keys of what a batch returns, and what is behind them."""
    pairs = (item.partition(":") for item in fact["batch"].split())
    return [(key, kind) for key, _, kind in pairs]


def arguments(signature: str) -> dict[str, str]:
    """The names in a signature and their defaults, empty where there is none."""
    parts = [part.strip().partition("=") for part in signature.strip("()").split(",")]
    return {name: default for name, _, default in parts if name not in ("", "*", "kernel")}


# ---- parameters ------------------------------------------------------------------------------------------------------


def parameters_of(binding: Binding, fact: Fact) -> Iterator[Parameter]:
    ranges = [name for name in arguments(fact["batch_signature"]) if name not in fact["inputs"].split(",")]
    entries = [key for key, kind in batch_keys(fact) if kind in ("uint64", "int64", "float64")]
    texts = [key for key, kind in batch_keys(fact) if kind == "texts"]
    shown, in_stream = arguments(fact["signature"]), arguments(fact["stream_signature"])
    for name, usual in defaults_of(fact).items():
        ours = binding.parameters.get(name)
        fixed = binding.entry.fixed.get(name)
        default = usual if fixed is None else fixed
        is_text = isinstance(default, str)
        splits_range = ranges[:1] == [f"{name}_start"]
        in_batch = bool(ranges) and (ranges[0] == name if is_text else ranges[0].endswith("_range") or splits_range)
        range_name = ranges.pop(0) if in_batch else NO_RANGE
        if splits_range:
            del ranges[:2]
        parameter = kind_of(binding, ours, default)
        keys = texts if is_text else entries
        yield replace(
            parameter,
            name=name,
            entry=keys.pop(0) if keys and in_batch else "",
            ours=ours.name if ours else name,
            range=range_name,
            splits_range=splits_range,
            default=default,
            shown=shown_default(shown[name]),
            fixed=fixed is not None,
            in_stream=name in in_stream,
            shown_in_stream=shown_default(in_stream.get(name, "")),
        )


def shown_default(text: str) -> str:
    return "None" if text == "..." else text


def kind_of(binding: Binding, ours: Converted | None, default: Any) -> Parameter:
    if isinstance(default, str):
        return Text(choices=ours.names if ours else {default: default})
    declared = next((p.type for p in binding.info.parameters if ours is not None and p.name == ours.name), None)
    if declared == "integer" or (declared is None and isinstance(default, int)):
        return Integer(plus=ours.plus if ours else 0)
    if ours is not None and ours.choices:
        return Integer(choices=ours.choices, least=0)
    return Real()


# ---- rows ------------------------------------------------------------------------------------------------------------


def row_of(binding: Binding, fact: Fact) -> Row:
    parameters = tuple(parameters_of(binding, fact))
    keys = batch_keys(fact)
    outputs = tuple(
        (key, source.place, source.factor) for key, source in zip(names_of(fact).outputs, binding.outputs, strict=True)
    )
    named = [parameter.name for parameter in parameters]
    looked_at = {"empty": fact["empty"], "lengths": "always", "missing": fact["missing"]}
    checks = tuple(step for step, text in looked_at.items() if text)
    constants: dict[str, tuple[str, tuple[float, ...]]] = {
        key: (kind[3:], ()) for key, kind in keys if kind.startswith("no-")
    }
    return Row(
        binding.entry.name,
        fact["stream"],
        indicator=binding.entry.indicator,
        inputs=dict(binding.inputs),
        parameters=parameters,
        settings=dict(binding.entry.settings),
        also=dict(binding.entry.also),
        stream_settings=dict(binding.entry.settings),
        outputs=outputs,
        returns=tuple(fact["returns"].split()[1:]),
        checks=(*checks, *named, "bars"),
        batch_checks=(*checks, *named, "bars"),
        stream_checks=tuple(named),
        takes_strided=fact["strided"] == "yes",
        empty=fact["empty"],
        batch_empty=fact["empty"],
        missing=fact["missing"],
        none=UNDEFINED.get(fact["before"], "warming"),
        batch_constants=constants,
        batch_shape=tuple(key for key, kind in keys if kind == "count"),
        batch_combinations=next((key for key, kind in keys if kind == "combinations"), ""),
        batch_order=tuple(key for key, _ in keys),
        has_batch=fact["batch"] != "",
    )


def derived_rows(already: set[str]) -> Iterator[Row]:
    """A row for every function of the table that fits the catalogue, but for those that have one already."""
    entries = (entry for entry in ENTRIES if entry.name not in already)
    for name, binding in bindings_of(entries, lambda name: names_of(FACTS[name]), CUSTOMARY).items():
        yield row_of(binding, FACTS[name])
