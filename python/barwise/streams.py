"""Streams: how they are opened, and how they are shown."""

from __future__ import annotations

from typing import Any

from ._core import BadTypeError, BadValueError, Indicator, Stream, sources
from .errors import refusal
from .expressions import Expression
from .information import Input, info_of
from .stream_origins import ExpressionOrigin, IndicatorOrigin
from .wiring import describe, program_of


def open_stream(indicator: Indicator, positional: tuple[Any, ...], named: dict[str, Any]) -> Stream[Any, Any]:
    """Parameters, sources of free inputs by name, and the kernel."""
    kernel = named.pop("kernel", None)
    if kernel is not None and not isinstance(kernel, str):
        raise refusal(BadTypeError, indicator, "kernel", f"kernel must be a str, not {type(kernel).__name__}")
    about = info_of(indicator)
    given = {
        each.name: source_of(indicator, each, value)
        for each in about.inputs
        if (value := named.pop(each.name, None)) is not None
    }
    values = indicator.parameter_values(*positional, **named)
    parameters = {parameter.name: value for parameter, value in zip(about.parameters, values, strict=True)}
    origin = IndicatorOrigin(indicator, parameters, given, kernel)
    return Stream(origin, origin.feed(of_market=False))


def open_expression(expression: Expression, kernel: str | None = None) -> Stream[Any, Any]:
    """Of an expression, whose columns are those of a bar."""
    if kernel is not None and not isinstance(kernel, str):
        raise refusal(BadTypeError, expression.text(), "kernel", f"kernel must be a str, not {type(kernel).__name__}")
    title = expression.text()
    program = expression.program() if kernel is None else program_of([expression], expression.outputs, title, kernel)
    origin = ExpressionOrigin(title, expression.parameters, describe([expression]), expression.result, program)
    return Stream(origin, origin.feed(of_market=True))


def source_of(indicator: Indicator, given: Input, value: object) -> str:
    if not given.is_free:
        message = f"{given.name} comes with every bar; it has no other source"
        raise refusal(BadTypeError, indicator, given.name, message)
    if not isinstance(value, str):
        message = (
            f"{given.name} must be the name of a source, not {type(value).__name__}; bars come by update() and extend()"
        )
        raise refusal(BadTypeError, indicator, given.name, message)
    if value.lower() not in sources:
        message = f"{given.name} must be one of {', '.join(sources)}, not {value!r}"
        raise refusal(BadValueError, indicator, given.name, message)
    return value.lower()


def represent(stream: Stream[Any, Any]) -> str:
    bars = "1 bar" if stream.bars == 1 else f"{stream.bars} bars"
    return f"<barwise.Stream of {stream.origin.title} after {bars}: {stream.value}>"
