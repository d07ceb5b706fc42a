"""How each peer is called for an indicator of the catalogue, as a user of that peer would write it.

The calls of TA-Lib, Tulip, vector_ta and tulip_rs follow from the tables of barwise's interfaces of them; peers.toml
has those of the others, and what tulip_rs calls otherwise than Tulip does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from barwise import indicators
from barwise.information import Info, info_of
from barwise.peer_tables import Binding, Facts, bind
from barwise.talib import facts as talib_facts
from barwise.talib import table as talib_table
from barwise.tulipy import facts as tulip_facts
from barwise.tulipy import table as tulip_table
from barwise.vector_ta import derived as vector_ta_facts
from barwise.vector_ta import table as vector_ta_table

MARKET = ("open", "high", "low", "close", "volume")
SOURCES = {"hl2": ("high", "low"), "hlc3": ("high", "low", "close"), "ohlc4": MARKET[:4], "hlcc4": MARKET[1:4]}
FREE = ("high", "low")  # two series that are alike, for indicators of any two
NAMED = {"periods": "periods"}

Peers = Mapping[str, Mapping[str, Any]]


def facts_of(library: str) -> tuple[Any, dict[str, Facts]]:
    if library == "talib":
        return talib_table, {name: function.names for name, function in talib_facts.FUNCTIONS.items()}
    if library == "vector_ta":
        return vector_ta_table, {name: vector_ta_facts.names_of(fact) for name, fact in vector_ta_facts.FACTS.items()}
    return tulip_table, {name: function.names for name, function in tulip_facts.FUNCTIONS.items()}


@cache
def bindings(library: str) -> dict[str, list[Binding]]:
    """Of the rows that there are, by our names; what does not fit is said."""
    table, facts = facts_of(library)
    found: dict[str, list[Binding]] = {}
    for entry in table.ENTRIES:
        try:
            binding = bind(entry, facts[entry.name], table.CUSTOMARY)
        except ValueError as error:
            print(f"{library}: {error}")
            continue
        if binding is not None:
            found.setdefault(entry.indicator, []).append(binding)
    return found


def expression_of(info: Info, name: str) -> str:
    """What stands for an input: a column, or the default source; one series for several columns is their mean."""
    if "," in name:
        return next(source for source, columns in SOURCES.items() if ",".join(columns) == name)
    free = [given for given in info.inputs if given.is_free]
    given = next((given for given in free if given.name == name), None)
    if given is None:
        return name
    if given.name in NAMED:
        return NAMED[given.name]
    return FREE[free.index(given)] if len(free) > 1 else given.source


def arguments_of(binding: Binding, parameters: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    settings = {parameter.name: parameter.default for parameter in binding.info.parameters} | dict(parameters)
    inputs = [expression_of(binding.info, ours or theirs) for theirs, ours in binding.inputs.items()]
    return inputs, binding.values_of(settings)


FORMS = {
    "talib": "talib.{name}({all})",
    "tulipy": "tulipy.{name}({all})",
    "vector_ta": "vector_ta.{name}({all})",
    "tulip_rs": "tulip_rs.indicators.{name}.indicator([{inputs}], [{options}])",
}
SAME_AS = {"tulip_rs": "tulipy"}


def usual_values(library: str, binding: Binding) -> dict[str, Any]:
    """The defaults of the original; barwise's where it has none."""
    _, values = arguments_of(binding, {})
    name = binding.entry.name
    usual: dict[str, Any] = {}
    if library == "talib":
        usual = {parameter.name: parameter.default for parameter in talib_facts.FUNCTIONS[name].parameters}
    elif library == "vector_ta":
        usual = vector_ta_facts.defaults_of(vector_ta_facts.FACTS[name])
    return {**values, **usual, **binding.entry.fixed}


def call_of(library: str, binding: Binding, parameters: Mapping[str, Any]) -> str:
    return call_with(library, binding, *arguments_of(binding, parameters))


def call_with(library: str, binding: Binding, inputs: list[str], values: Mapping[str, Any]) -> str:
    order = facts_of(SAME_AS.get(library, library))[1][binding.entry.name].parameters
    options = [repr(values[name]) for name in order]
    parts = {"inputs": inputs, "options": options, "all": [*inputs, *options]}
    return FORMS[library].format(name=binding.entry.name, **{name: ", ".join(part) for name, part in parts.items()})


@dataclass(frozen=True)
class PeerCall:
    """A call of a peer, and the parameters of ours, beside the defaults, that give its numbers."""

    library: str
    text: str
    settings: Mapping[str, Any] = field(default_factory=dict)


def derived_calls(library: str, indicator: str, parameters: Mapping[str, Any]) -> Iterator[PeerCall]:
    """Functions that give some of our outputs each are one call together, and none if they do not give all."""
    of_parts, missing = [], set(range(len(info_of(indicators[indicator]).outputs)))
    settings: Mapping[str, Any] = {}
    for binding in bindings(SAME_AS.get(library, library)).get(indicator, []):
        given = {source.place for source in binding.outputs}
        settings = binding.entry.settings
        call = call_of(library, binding, parameters)
        if len(given) == len(binding.info.outputs):
            yield PeerCall(library, call, settings)
        elif given <= missing:
            missing -= given
            of_parts.append(call)
    if of_parts and not missing:
        yield PeerCall(library, f"({', '.join(of_parts)})", settings)


def peer_calls(indicator: str, parameters: Mapping[str, Any], peers: Peers) -> Iterator[PeerCall]:
    info = info_of(indicators[indicator])
    values = {parameter.name: parameter.default for parameter in info.parameters} | dict(parameters)
    for library, table in peers.items():
        written = table.get(indicator, [])
        templates = [written] if isinstance(written, str) else written
        for template in templates:
            yield PeerCall(library, template.format(**values))
        if library in FORMS and not templates:
            yield from derived_calls(library, indicator, parameters)
