"""The catalogue of indicators, for reading."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

import barwise
from barwise import Indicator
from barwise.information import Parameter


def catalogue_table(text: str) -> RenderableType:
    """One row for each indicator in which the text is found."""
    table = _table("name", "title", "family", "aliases")
    for name, indicator in barwise.indicators.items():
        info = indicator.info
        row = name, info.title, info.family, ", ".join(info.aliases)
        if text.lower() in " ".join(row).lower():
            table.add_row(Text(name, style="bold"), *map(Text, row[1:]))
    if table.row_count == 0:
        return Text(f"no indicator has {text!r} in its name, title, family or aliases")
    return table


def indicator_page(indicator: Indicator) -> RenderableType:
    info = indicator.info
    parts: list[RenderableType] = [
        Text.assemble((info.name, "bold"), "  ", info.title, (f"  {info.family}", "dim")),
        Text(),
        _facts(indicator),
    ]
    if info.inputs:
        inputs = _table("input", "from")
        for given in info.inputs:
            inputs.add_row(
                Text(given.name), Text(f"{given.source}{', unless another is given' if given.is_free else ''}")
            )
        parts += [Text(), inputs]
    if info.parameters:
        parameters = _table("parameter", "default", "allowed", "meaning")
        for parameter in info.parameters:
            row = parameter.name, _value(parameter.default), _allowed(parameter), parameter.meaning
            parameters.add_row(*map(Text, row))
        parts += [Text(), parameters]
    outputs = _table("output", "drawn as", "pane", "range", "levels")
    for output in info.outputs:
        limits = "" if output.range is None else " to ".join(_value(limit) for limit in output.range)
        levels = ", ".join(_value(level) for level in output.levels)
        outputs.add_row(*map(Text, (output.name, output.kind, output.pane, limits, levels)))
    return Group(*parts, Text(), outputs)


def _facts(indicator: Indicator) -> Table:
    info = indicator.info
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    lookback = indicator.lookback()
    first = max(lookback) if isinstance(lookback, tuple) else lookback
    facts.add_row("formula", Text(info.formula))
    facts.add_row("origin", Text(info.origin or "unknown"))
    if info.aliases:
        facts.add_row("aliases", Text(", ".join(info.aliases)))
    facts.add_row("lookback", Text(f"{first} bars with the defaults"))
    return facts


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _allowed(parameter: Parameter) -> str:
    if parameter.choices:
        return ", ".join(parameter.choices)
    kind = "integer" if parameter.type == "integer" else "number"
    return f"{kind} from {_value(parameter.min)} to {_value(parameter.max)}"
