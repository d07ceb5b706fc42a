"""An indicator called without data: which inputs and parameters it then stands for, and how that is written."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ._core import BadTypeError, BadValueError, Indicator, find, market_columns, sources
from .call_arguments import split_arguments
from .column_names import columns_of
from .errors import refusal
from .expression_kinds import SOURCES, Application, Constant, Source
from .expressions import Expression
from .information import CALL_OPTIONS, AnyIndicator, Input, Parameter, info_of


def apply(indicator: AnyIndicator, positional: tuple[Any, ...], named: dict[str, Any]) -> Application:
    """The expression that such a call makes."""
    try:
        return _kept_application(indicator, *positional, **named)
    except BadTypeError:
        raise
    except TypeError:  # something that has no hash, as a list
        return new_application(indicator, positional, named)


@lru_cache(maxsize=1024, typed=True)
def _kept_application(indicator: AnyIndicator, /, *positional: Any, **named: Any) -> Application:
    """Expressions never change, so equal calls can have the same; those in a loop then cost little."""
    return new_application(indicator, positional, named)


def new_application(indicator: AnyIndicator, positional: tuple[Any, ...], named: dict[str, Any]) -> Application:
    arguments = split_arguments(indicator, positional, named, CALL_OPTIONS)
    for name, value in arguments.options.items():
        if value is not None and (name, value) != ("kernel", "auto"):
            message = f"{name} is given when an expression is computed over bars, not when it is made"
            raise refusal(BadTypeError, indicator, name, message)
    settings = settings_of(indicator, arguments.parameters)
    return Application(indicator, inputs_of(indicator, arguments.data), settings)


def settings_of(indicator: AnyIndicator, given: dict[str, Any]) -> tuple[Any, ...]:
    """All parameters, checked. Those that have a name of their own keep it."""
    for name, value in given.items():
        if isinstance(value, Expression) and not isinstance(value, Constant):
            raise refusal(BadTypeError, indicator, name, f"{name} must be the same at every bar, not {value}")
    named = {name: value for name, value in given.items() if isinstance(value, Constant)}
    values = indicator.parameter_values(**{**given, **{name: constant.value for name, constant in named.items()}})
    names = (parameter.name for parameter in info_of(indicator).parameters)
    return tuple(
        Constant(value, named[name].name) if name in named else value for name, value in zip(names, values, strict=True)
    )


# ---- inputs ----------------------------------------------------------------------------------------------------------


def inputs_of(indicator: AnyIndicator, data: dict[str, Any]) -> tuple[Expression, ...]:
    series = {name: series_of(indicator, name, value) for name, value in data.items()}
    used = set()
    inputs = []
    for given in info_of(indicator).inputs:
        chosen = series.get(given.name, SOURCES.get(given.name))
        if given.name not in series and given.is_free:
            chosen = default_of(indicator, given)
        if given.is_free and isinstance(chosen, Source):
            used.update(columns_of(chosen.name))
            chosen = made_of(chosen.name, series)
        assert chosen is not None
        used.add(given.name)
        inputs.append(chosen)
    for name in series:
        if name not in used:
            raise refusal(BadTypeError, indicator, name, f"{name} is not used by {' and '.join(map(str, inputs))}")
    return tuple(inputs)


def series_of(indicator: AnyIndicator, name: str, value: object) -> Expression:
    if isinstance(value, Constant):
        raise refusal(BadTypeError, indicator, name, f"{name} must be a series of the bars, not the number {value}")
    if isinstance(value, Expression):
        return value.series()
    is_free = any(given.name == name and given.is_free for given in info_of(indicator).inputs)
    if isinstance(value, str) and is_free:
        if value.lower() in sources:
            return SOURCES[value.lower()]
        message = f"{name} must be an expression or one of {', '.join(sources)}, not {value!r}"
        raise refusal(BadValueError, indicator, name, message)
    given = repr(value) if isinstance(value, str) else type(value).__name__
    message = f"{name} must be an expression, or an array where no other input is an expression, not {given}"
    raise refusal(BadTypeError, indicator, name, message)


def default_of(indicator: AnyIndicator, given: Input) -> Expression:
    if isinstance(indicator, Indicator):
        return SOURCES[given.source]
    return indicator.default_input(given.name)


def made_of(source: str, columns: dict[str, Expression]) -> Expression:
    """A source, of which some columns may be replaced: cci(high=…) is of a mean of that, the low and the close."""
    names = columns_of(source)
    if not any(name in columns for name in names):
        return SOURCES[source]
    if source in market_columns:
        return columns[source]
    mean = find(source)
    inputs = (columns.get(given.name, SOURCES[given.name]) for given in info_of(mean).inputs)
    return Application(mean, tuple(inputs), mean.parameter_values())


# ---- written ---------------------------------------------------------------------------------------------------------


def arguments_text(application: Application) -> str:
    """What stands between the parentheses: inputs, numbers by position, and choices that are not the default."""
    texts = [given.text() for given in application.inputs]
    skipped = False
    for parameter, value in zip(info_of(application.indicator).parameters, application.settings, strict=True):
        if parameter.type == "choice":
            skipped = True
            if is_default(parameter, value):
                continue
        text = value.text() if isinstance(value, Constant) else repr(value)
        texts.append(f"{parameter.name}={text}" if skipped else text)
    return ", ".join(texts)


def is_default(parameter: Parameter, value: object) -> bool:
    return not isinstance(value, Constant) and value == parameter.default
