"""What a function declares: the inputs and parameters of an indicator of one's own, and the check of their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from inspect import Parameter as Argument
from inspect import signature
from numbers import Integral, Real
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ._core import BadTypeError, BadValueError, market_columns
from .errors import refusal
from .expression_kinds import SOURCES, Source
from .expressions import Expression
from .information import Parameter

LONGEST_PERIOD = 100_000  # the greatest whole number where nothing else is said


def inputs_of(function: Callable[..., Any], name: str) -> dict[str, Expression]:
    """The arguments that are series, with their defaults: columns of the market by their names, and expressions."""
    inputs: dict[str, Expression] = {}
    for argument in arguments_of(function, name):
        if argument.name in market_columns:
            inputs[argument.name] = SOURCES[argument.name]
        elif isinstance(argument.default, Expression):
            inputs[argument.name] = argument.default.series()
    return inputs


def arguments_of(function: Callable[..., Any], name: str) -> list[Argument]:
    arguments = list(signature(function).parameters.values())
    for argument in arguments:
        if argument.kind is not Argument.POSITIONAL_OR_KEYWORD:
            message = f"{argument.name} must be an argument that can be given by position and by name"
            raise refusal(BadTypeError, name, argument.name, message)
        if argument.default is Argument.empty and argument.name not in market_columns:
            message = (
                f"{argument.name} needs a default: an expression such as barwise.close for an input, "
                "or a value for a parameter"
            )
            raise refusal(BadTypeError, name, argument.name, message)
    return arguments


def parameters_of(
    function: Callable[..., Any],
    name: str,
    ranges: Mapping[str, tuple[float, float]],
    meanings: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The declarations of the arguments that are no series, as `barwise.information` has them."""
    inputs = inputs_of(function, name)
    values = {argument.name: argument.default for argument in arguments_of(function, name)}
    parameters = [
        parameter_of(function, name, argument, value, ranges.get(argument))
        for argument, value in values.items()
        if argument not in inputs
    ]
    known = [parameter["name"] for parameter in parameters]
    for argument in (*ranges, *meanings):
        if argument not in known:
            raise refusal(BadValueError, name, argument, f"there is no parameter {argument}, only {', '.join(known)}")
    return [{**parameter, "meaning": meanings.get(parameter["name"], "")} for parameter in parameters]


def parameter_of(
    function: Callable[..., Any], indicator: str, name: str, default: Any, limits: tuple[float, float] | None
) -> dict[str, Any]:
    kind = {int: "integer", float: "real", str: "choice"}.get(type(default))
    if kind is None:
        message = f"the default of {name} must be an int, a float, a str or an expression, not {type(default).__name__}"
        raise refusal(BadTypeError, indicator, name, message)
    choices: tuple[str, ...] = ()
    least: float | None = None
    greatest: float | None = None
    if kind == "choice":
        choices = choices_of(function, indicator, name)
    else:
        least, greatest = limits or ((1, LONGEST_PERIOD) if kind == "integer" else (-math.inf, math.inf))
    declared = {
        "name": name,
        "type": kind,
        "default": default,
        "min": least,
        "max": greatest,
        "choices": choices,
    }
    checked_value(indicator, Parameter(**declared, meaning=""), default)
    return declared


def choices_of(function: Callable[..., Any], indicator: str, name: str) -> tuple[str, ...]:
    try:
        annotation = get_type_hints(function).get(name)
    except (NameError, TypeError) as error:
        message = f"the annotation of {name} cannot be read: {error}"
        raise refusal(BadTypeError, indicator, name, message) from error
    choices = get_args(annotation) if get_origin(annotation) is Literal else ()
    if not choices or not all(isinstance(choice, str) for choice in choices):
        message = f"the annotation of {name} must be a typing.Literal of all its choices"
        raise refusal(BadTypeError, indicator, name, message)
    return choices


def source_name(default: Expression) -> str:
    """What `info` says an input is made of."""
    return default.name if isinstance(default, Source) else default.text()


# ---- values ----------------------------------------------------------------------------------------------------------


def checked_value(indicator: str, parameter: Parameter, value: Any) -> Any:
    """The value as the function gets it: an int, a float or the name of a choice."""
    name = parameter.name
    if parameter.type == "choice":
        if not isinstance(value, str):
            raise refusal(BadTypeError, indicator, name, f"{name} must be a str, not {type(value).__name__}")
        if value not in parameter.choices:
            choices = ", ".join(map(repr, parameter.choices))
            raise refusal(BadValueError, indicator, name, f"{name} must be one of {choices}, not {value!r}")
        return value
    if not isinstance(value, Real) or isinstance(value, bool):
        raise refusal(BadTypeError, indicator, name, f"{name} must be a number, not {type(value).__name__}")
    number = value if isinstance(value, Integral) else float(value)
    is_whole = float(number).is_integer()
    if not is_within(parameter, number) or (parameter.type == "integer" and not is_whole):
        kind = "an integer" if parameter.type == "integer" else "a number"
        limits = f"{kind} from {parameter.min} to {parameter.max}"
        raise refusal(BadValueError, indicator, name, f"{name} must be {limits}, not {value!r}")
    return int(number) if parameter.type == "integer" else float(number)


def is_within(parameter: Parameter, value: Any) -> bool:
    assert parameter.min is not None
    assert parameter.max is not None
    return math.isfinite(value) and parameter.min <= value <= parameter.max
