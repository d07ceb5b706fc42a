"""The functions of barwise's interfaces beside the originals: how far apart they are, for every entry of the tables."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from barwise.peer_tables import Binding, Entry, Facts, bindings_of
from barwise.talib import facts as talib_facts
from barwise.talib import table as talib_table
from barwise.tulipy import facts as tulip_facts
from barwise.tulipy import table as tulip_table
from barwise.vector_ta import derived as vector_ta_facts
from barwise.vector_ta import table as vector_ta_table
from reference.bars import Bars, find_real_bars, make_bars, read_bars

Doubles = npt.NDArray[np.float64]

REAL, REAL_LENGTH = "real", 2000
KINDS = ("walk", "trend", "flat stretches", REAL)
TOLERANCE = 1e-9

TABLES: dict[str, tuple[Any, Mapping[str, Facts]]] = {
    "talib": (talib_table, {name: function.names for name, function in talib_facts.FUNCTIONS.items()}),
    "tulipy": (tulip_table, {name: function.names for name, function in tulip_facts.FUNCTIONS.items()}),
    "vector_ta": (
        vector_ta_table,
        {name: vector_ta_facts.names_of(fact) for name, fact in vector_ta_facts.FACTS.items()},
    ),
}


@dataclass(frozen=True)
class Pair:
    """An entry of a table that fits the catalogue."""

    library: str
    entry: Entry
    facts: Facts
    binding: Binding

    def __str__(self) -> str:
        return f"{self.library}-{self.entry.name}"


@dataclass(frozen=True)
class Outcome:
    """How far apart a function and its original are on bars of a kind, with some parameters."""

    kind: str
    parameters: dict[str, Any]
    distance: float  # the worst relative one, of all outputs, on the bars that both define
    late_distance: float  # of the last quarter of the bars only
    problem: str  # shapes, first bars or types that differ; empty if none do


def pairs() -> Iterator[Pair]:
    for library, (table, facts) in TABLES.items():
        # An entry that does not fit its row is another test's failure.
        for name, binding in bindings_of(table.ENTRIES, facts.__getitem__, table.CUSTOMARY).items():
            yield Pair(library, binding.entry, facts[name], binding)


@cache
def original(library: str) -> ModuleType | None:
    try:
        return importlib.import_module(library)
    except ImportError:
        return None


@cache
def interface(library: str) -> ModuleType:
    return importlib.import_module(f"barwise.{library}")


# ---- what they are given ---------------------------------------------------------------------------------------------


@cache
def bars_of(kind: str) -> Bars | None:
    """None where this checkout lacks the real bars."""
    if kind != REAL:
        bars = make_bars(kind)
    else:
        path = find_real_bars()
        if path is None:
            return None
        bars = {name: values[-REAL_LENGTH:].copy() for name, values in read_bars(path).items()}
    bars["hlc3"] = (bars["high"] + bars["low"] + bars["close"]) / 3
    bars["hl2"] = (bars["high"] + bars["low"]) / 2
    bars["periods"] = np.random.default_rng(7).integers(2, 40, len(bars["close"])).astype(np.float64)
    bars["unit"] = np.tanh(np.diff(bars["close"], prepend=bars["close"][:1]) / (0.01 * bars["close"]))
    bars["small"] = bars["close"] / bars["close"].max() * 5
    return bars


# Functions that are only defined on a part of the numbers.
OF_UNIT = ("ACOS", "ASIN", "acos", "asin")
OF_SMALL = ("COSH", "SINH", "EXP", "cosh", "sinh", "exp", "TAN", "tan")


def column_of(pair: Pair, ours: str) -> str:
    if pair.entry.name in (*OF_UNIT, *OF_SMALL):
        return "unit" if pair.entry.name in OF_UNIT else "small"
    if "," in ours:
        return {"high,low,close": "hlc3", "high,low": "hl2"}[ours]
    if ours == "periods":
        return "periods"
    free = [given for given in pair.binding.info.inputs if given.is_free]
    place = next((place for place, given in enumerate(free) if given.name == ours), None)
    if place is None:
        return ours
    return ("close", "open")[place] if len(free) > 1 else free[0].source


def parameter_sets(pair: Pair) -> list[dict[str, Any]]:
    """The other library's for our defaults; with longer periods; and with another average where it takes one."""
    info = pair.binding.info
    defaults = {parameter.name: parameter.default for parameter in info.parameters}
    usual = pair.binding.values_of(defaults)
    sets = [usual]
    integers = {
        theirs
        for theirs, ours in pair.binding.parameters.items()
        if isinstance(usual[theirs], int) and not ours.choices
    }
    sets.append({name: value + 3 if name in integers else value for name, value in usual.items()})
    chosen = {theirs: ours for theirs, ours in pair.binding.parameters.items() if ours.choices}
    if chosen:
        sets.append({**usual, **{name: ours.theirs(another_choice(ours.choices)) for name, ours in chosen.items()}})
    return [one for place, one in enumerate(sets) if one not in sets[:place]]


def another_choice(choices: tuple[str, ...]) -> str:
    return "ema" if "ema" in choices else choices[-1]


# ---- the comparison --------------------------------------------------------------------------------------------------


def outputs_of(module: ModuleType, pair: Pair, bars: Bars, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    columns = [bars[column_of(pair, ours or theirs)] for theirs, ours in pair.binding.inputs.items()]
    options = [parameters[name] for name in pair.facts.parameters]
    result = getattr(module, pair.entry.name)(*columns, *options)
    if isinstance(result, dict):
        return tuple(result.values())
    return result if isinstance(result, tuple) else (result,)


def compare(pair: Pair, kind: str, parameters: dict[str, Any]) -> Outcome:
    peer, bars = original(pair.library), bars_of(kind)
    assert peer is not None
    assert bars is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = outputs_of(peer, pair, bars, parameters)
    got = outputs_of(interface(pair.library), pair, bars, parameters)
    if len(got) != len(expected):
        return Outcome(kind, parameters, np.inf, np.inf, f"{len(got)} outputs, not {len(expected)}")
    problems = [problem_of(ours, theirs) for ours, theirs in zip(got, expected, strict=True)]
    distances = [distances_of(ours, theirs) for ours, theirs in zip(got, expected, strict=True)]
    late = len(bars["close"]) // 4
    return Outcome(
        kind,
        parameters,
        max(one.max(initial=0) for one in distances),
        max(one[-late:].max(initial=0) for one in distances),
        "; ".join(filter(None, problems)),
    )


def first_value(values: Doubles) -> int:
    defined = ~np.isnan(values)
    return int(np.argmax(defined)) if defined.any() else len(values)


def problem_of(ours: Any, theirs: Any) -> str:
    if ours.dtype != theirs.dtype or ours.shape != theirs.shape:
        return f"{ours.dtype}{list(ours.shape)}, not {theirs.dtype}{list(theirs.shape)}"
    if first_value(ours) != first_value(theirs):
        return f"first value at {first_value(ours)}, not {first_value(theirs)}"
    return ""


def distances_of(ours: Doubles, theirs: Doubles) -> Doubles:
    """Relative to the value, or to the mean size of the values where one is near zero; 0 unless both are there."""
    length = min(len(ours), len(theirs))
    got, expected = (values[len(values) - length :].astype(np.float64) for values in (ours, theirs))
    both = np.isfinite(expected) & np.isfinite(got)
    apart = np.abs(np.subtract(got, expected, out=np.zeros(length), where=both))
    scale = np.maximum(np.abs(expected), np.abs(expected[both]).mean() if both.any() else 1)
    return np.divide(apart, scale, out=np.zeros(length), where=both & (apart > 0))


def outcomes(pair: Pair) -> list[Outcome]:
    kinds = [kind for kind in KINDS if bars_of(kind) is not None]
    return [compare(pair, kind, parameters) for kind in kinds for parameters in parameter_sets(pair)]
