"""Tables of other libraries' functions, and how an entry of such a table is bound to the catalogue.

An entry says which call of barwise gives the numbers of a function of another library. Everything about that function
is made from it: the function itself, its streams, the comparison with the original, the benchmark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import CodeType
from typing import Any, Literal

from ._core import Indicator, indicators, market_columns
from .information import Info, info_of

AS_THEY_ARE, ONE_START, FROM_START = range(3)  # what a Shortcut makes of outputs


@dataclass(frozen=True)
class Converted:
    """A parameter of ours whose value is made of the other library's: so much more, or a choice by number or name."""

    name: str
    plus: int = 0
    choices: tuple[str, ...] = ()  # by the other library's number
    names: Mapping[str, str] = field(default_factory=dict)  # by the other library's name

    def ours(self, theirs: Any) -> Any:
        if self.choices:
            return self.choices[theirs]
        if self.names:
            return self.names.get(theirs, theirs)
        return theirs + self.plus if self.plus else theirs

    def theirs(self, ours: Any) -> Any:
        if self.choices:
            return self.choices.index(ours)
        if self.names:
            return next(name for name, choice in self.names.items() if choice == ours)
        return ours - self.plus if self.plus else ours


@dataclass(frozen=True)
class Scaled:
    """An output of ours, and what the other library multiplies it by."""

    name: str
    factor: float = 1
    counts_back: bool = False  # ours counts bars back, the other library has the number of that bar


def bar_of(name: str) -> Scaled:
    return Scaled(name, counts_back=True)


@dataclass(frozen=True)
class Difference:
    """What differs from the original, and why; and where, so that the rest can be held to equality."""

    why: str
    where: Literal["everywhere", "at the start", "in flat windows", "in the number of bars"]

    def __str__(self) -> str:
        return self.why


def everywhere(why: str) -> Difference:
    return Difference(why, "everywhere")


def at_start(why: str) -> Difference:
    """It fades out with more bars."""
    return Difference(why, "at the start")


def in_flat_windows(why: str) -> Difference:
    """Only where a window has no movement, no range or no volume."""
    return Difference(why, "in flat windows")


def in_first_bar(why: str) -> Difference:
    """The values that both have are equal, but one has more of them at the start."""
    return Difference(why, "in the number of bars")


@dataclass(frozen=True)
class Entry:
    """A function of another library. The keys of `inputs` and `parameters` are its names, all else is barwise's.

    Inputs and parameters are named only where the library's customary names say something else. Without `outputs` it
    gives all of ours in our order. `settings` are the variants of ours that give its numbers, `also` parameters of ours
    that have the value of another of its, and `fixed` the values of its parameters that are no parameters of ours.
    An input that several of ours are made of has their names with commas. `start` is an expression of its parameters:
    the bars that have no value, where they are more than ours. `difference` says what differs all the same; None stands
    for equal numbers.
    """

    name: str
    indicator: str
    parameters: Mapping[str, str | Converted] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    outputs: tuple[str | Scaled, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    start: str = "0"
    difference: Difference | None = None


def same_names(names: str) -> tuple[Entry, ...]:
    """Functions whose row has the same name, but for capitals, and that need no words."""
    return tuple(Entry(name, name.lower()) for name in names.split())


@dataclass(frozen=True)
class Facts:
    """What the other library says about a function: inputs, parameters and outputs by name, in its order."""

    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Which of our outputs is one of the other library's, and how it is made of that."""

    place: int
    factor: float
    counts_back: bool


@dataclass(frozen=True)
class Binding:
    """An entry that fits the catalogue as it is: the indicator, and for each of the other's arguments ours."""

    entry: Entry
    indicator: Indicator
    inputs: Mapping[str, str]
    parameters: Mapping[str, Converted]
    outputs: tuple[Source, ...]

    def start_of(self, values: Mapping[str, Any]) -> int:
        """The bars without a value at least, for the other library's parameters."""
        return int(eval(code_of(self.entry.start), {}, dict(values)))

    @property
    def info(self) -> Info:
        return info_of(self.indicator)

    def settings_of(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Our parameters for the other library's."""
        given = {ours.name: ours.ours(values[theirs]) for theirs, ours in self.parameters.items()}
        also = {ours: values[theirs] for ours, theirs in self.entry.also.items()}
        return {**self.entry.settings, **given, **also}

    def values_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The other library's parameters for ours."""
        given = {theirs: ours.theirs(settings[ours.name]) for theirs, ours in self.parameters.items()}
        return {**self.entry.fixed, **given}


@cache
def code_of(expression: str) -> CodeType:
    return compile(expression, "<start>", "eval")


def bind(entry: Entry, facts: Facts, customary: Mapping[str, str | Converted]) -> Binding | None:
    """None where the catalogue has no such row. ValueError where the row is not what the entry takes it for."""
    indicator = indicators.get(entry.indicator)
    if indicator is None:
        return None
    info = info_of(indicator)
    names = {**customary, **entry.parameters}
    parameters = {name: converted(names.get(name, name)) for name in facts.parameters if name not in entry.fixed}
    given = [*entry.settings, *entry.also, *(parameter.name for parameter in parameters.values())]
    check_known(entry, given, [parameter.name for parameter in info.parameters])
    return Binding(entry, indicator, inputs_of(entry, facts, info), parameters, outputs_of(entry, facts, info))


def bindings_of(
    entries: Iterable[Entry], facts_of: Callable[[str], Facts], customary: Mapping[str, str | Converted]
) -> dict[str, Binding]:
    """The entries by name, but for those whose row the catalogue lacks, or has with other parameters than they say."""
    found = {}
    for entry in entries:
        try:
            binding = bind(entry, facts_of(entry.name), customary)
        except ValueError:
            continue
        if binding is not None:
            found[entry.name] = binding
    return found


def converted(name: str | Converted) -> Converted:
    return Converted(name) if isinstance(name, str) else name


def check_known(entry: Entry, given: Iterable[str], known: list[str]) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValueError(f"{entry.name}: {entry.indicator} has {', '.join(known) or 'none'}, not {', '.join(unknown)}")


def inputs_of(entry: Entry, facts: Facts, info: Info) -> dict[str, str]:
    """Columns of the market are found by name, other series by their place; what the row does not read is nowhere."""
    by_place = [given.name for given in info.inputs]
    free = any(given.is_free for given in info.inputs)
    found = {}
    for place, name in enumerate(facts.inputs):
        ours = entry.inputs.get(name)
        if ours is None and (name in by_place or (name in market_columns and free and len(facts.inputs) > 1)):
            ours = name
        if ours is None and place < len(by_place) and by_place[place] not in facts.inputs:
            ours = by_place[place]
        found[name] = ours or ""
    check_known(entry, [name for names in found.values() for name in parts(names)], [*by_place, *market_columns])
    return found


def parts(names: str) -> list[str]:
    """Our names in one of the values of a binding's inputs: usually one, or several, or none."""
    return [name for name in names.split(",") if name]


def outputs_of(entry: Entry, facts: Facts, info: Info) -> tuple[Source, ...]:
    names = [output.name for output in info.outputs]
    given = [output if isinstance(output, Scaled) else Scaled(output) for output in entry.outputs or names]
    check_known(entry, [output.name for output in given], names)
    if facts.outputs and len(given) != len(facts.outputs):
        raise ValueError(
            f"{entry.name} has {len(facts.outputs)} outputs, but {len(given)} of {entry.indicator} are named"
        )
    return tuple(Source(names.index(output.name), output.factor, output.counts_back) for output in given)
