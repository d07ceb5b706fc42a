"""What streams are of: an indicator with its settings, or an expression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ._core import Feed, Indicator, Program, market_columns
from .column_names import columns_of
from .information import Info, Input, info_of
from .wiring import Description

Place = tuple[str, str | None, int]  # of a value: its name, a second one, and the column of the program


class Origin(Protocol):
    """What a stream is of."""

    @property
    def name(self) -> str:
        """What messages start with."""

    @property
    def title(self) -> str:
        """How it is written."""

    @property
    def info(self) -> Info | None:
        """What the catalogue says about it."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The values of its parameters."""

    def feed(self, *, of_market: bool) -> Feed:
        """What a bar consists of. Free inputs are made from columns of the market, or have values of their own."""

    def feed_for(self, count: int, names: tuple[str, ...]) -> Feed | None:
        """What a first bar consists of that has so many values by position and these names; None: what all have."""

    def description(self) -> dict[str, Any]:
        """All that it takes to open a stream of it again, for JSON."""


# ---- of an indicator -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IndicatorOrigin:
    """An indicator with its parameters, the sources that its free inputs were given by name, and the kernel."""

    indicator: Indicator
    parameters: Mapping[str, Any]
    sources: Mapping[str, str]
    kernel: str | None
    feeds: dict[bool, Feed] = field(default_factory=dict, compare=False, repr=False)

    @property
    def info(self) -> Info:
        return info_of(self.indicator)

    @property
    def name(self) -> str:
        return self.indicator.__name__

    @property
    def title(self) -> str:
        settings = [f"{name}={value!r}" for name, value in {**self.parameters, **self.sources}.items()]
        return f"{self.name}({', '.join(settings)})"

    def feed(self, *, of_market: bool) -> Feed:
        feed = self.feeds.get(of_market)
        if feed is None:
            feed = self.feeds[of_market] = self._new_feed(of_market)
        return feed

    def feed_for(self, count: int, names: tuple[str, ...]) -> Feed:
        """A value by position, or by the name of a free input, is that input's own."""
        own = {given.name for given in self.info.inputs if given.is_free}
        return self.feed(of_market=count == 0 and own.isdisjoint(names))

    def description(self) -> dict[str, Any]:
        return {
            "indicator": self.name,
            "parameters": dict(self.parameters),
            "sources": dict(self.sources),
        }

    def _new_feed(self, of_market: bool) -> Feed:
        inputs = self.info.inputs
        used = [self.sources.get(given.name, given.source) for given in inputs]
        chosen: list[str | None] = []
        places: dict[int, Place] = {}
        for index, given in enumerate(inputs):
            source: str | None = used[index]
            second = None
            if given.is_free and given.name not in self.sources:
                others = {name for other in (*used[:index], *used[index + 1 :]) for name in columns_of(other)}
                if source in market_columns and source not in others:
                    second = source
                elif not of_market:
                    source = None
            chosen.append(source)
            places.update(places_of(index, given, source, second))
        values = tuple(self.parameters.values())
        program = Program.of_indicator(self.indicator, tuple(chosen), values, self.kernel)
        return Feed(program, self.indicator.result, tuple(places.values()))


def places_of(index: int, given: Input, source: str | None, second: str | None) -> dict[int, Place]:
    """The places of an input by their columns."""
    if source is None:
        column = len(market_columns) + index
        return {column: (given.name, None, column)}
    columns = {market_columns.index(name): name for name in columns_of(source)}
    if second is not None:
        return {column: (given.name, second, column) for column in columns}
    return {column: (name, None, column) for column, name in columns.items()}


# ---- of an expression ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ExpressionOrigin:
    """An expression, as the text it is written as, the graph it stands for, and the program made of that."""

    title: str
    parameters: Mapping[str, Any]
    described: Description
    result: type[tuple[Any, ...]] | None
    program: Program

    @property
    def name(self) -> str:
        return self.title

    @property
    def info(self) -> None:
        return None

    def feed(self, *, of_market: bool) -> Feed:  # noqa: ARG002  an expression says what it is made of
        own = {name: len(market_columns) + k for k, name in enumerate(self.described.columns)}
        columns = {name: own[name] if name in own else market_columns.index(name) for name in self.program.columns}
        return Feed(self.program, self.result, tuple((name, None, column) for name, column in columns.items()))

    def feed_for(self, count: int, names: tuple[str, ...]) -> None:  # noqa: ARG002
        return None

    def description(self) -> dict[str, Any]:
        return {
            "expression": self.title,
            "parameters": dict(self.parameters),
            "nodes": self.described.nodes,
            "outputs": self.described.outputs,
            "columns": self.described.columns,
            "names": self.program.outputs,
            "result": None if self.result is None else self.result.__name__,
        }
