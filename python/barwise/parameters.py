"""The parameters of an expression: which there are, under which names, and the expression with other values of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ._core import BadTypeError, BadValueError
from .errors import refusal
from .expression_kinds import Application, Constant, constant
from .expressions import Expression
from .information import info_of
from .wiring import plain_setting

Place = tuple[Any, int]  # the key of an application, and which of its parameters


def parts_of(expression: Expression) -> Iterator[Expression]:
    """Each part once, the inner ones of an indicator before itself; constants among an indicator's parameters too."""
    seen: set[int] = set()

    def walk(part: Expression) -> Iterator[Expression]:
        if id(part) in seen:
            return
        seen.add(id(part))
        for inner in part.parts:
            yield from walk(inner)
        if isinstance(part, Application):
            yield from (value for value in part.settings if isinstance(value, Constant))
        yield part

    yield from walk(expression)


def named_values(expression: Expression) -> dict[str, Any]:
    """The values that were given a name."""
    values: dict[str, Any] = {}
    for part in parts_of(expression):
        if not isinstance(part, Constant) or part.name is None:
            continue
        if values.setdefault(part.name, part.value) != part.value:
            message = f"{part.name} stands for both {values[part.name]!r} and {part.value!r}"
            raise refusal(BadValueError, expression.text(), part.name, message)
    return values


def places_of(expression: Expression) -> dict[str, Place]:
    """Where the parameters of indicators are that have no name of their own, by the names that they are known by."""
    plain: dict[str, list[Place]] = {}
    qualified: dict[str, list[Place]] = {}
    for key, application in {part.key: part for part in parts_of(expression) if isinstance(part, Application)}.items():
        for index, parameter in enumerate(info_of(application.indicator).parameters):
            if not isinstance(application.settings[index], Constant):
                plain.setdefault(parameter.name, []).append((key, index))
                long = f"{application.indicator.__name__}_{parameter.name}"
                qualified.setdefault(long, []).append((key, index))
    unique = {name: places[0] for name, places in plain.items() if len(places) == 1}
    known = set(unique.values())
    longer = {name: places[0] for name, places in qualified.items() if len(places) == 1 and places[0] not in known}
    return {**longer, **unique}


def parameters_of(expression: Expression) -> dict[str, Any]:
    applications = {part.key: part for part in parts_of(expression) if isinstance(part, Application)}
    of_indicators = {name: applications[key].settings[index] for name, (key, index) in places_of(expression).items()}
    return {**of_indicators, **named_values(expression)}


def replaced(expression: Expression, values: dict[str, Any]) -> Expression:
    """The expression with these values of its parameters."""
    known = parameters_of(expression)
    for name, value in values.items():
        if name not in known:
            listed = ", ".join(known) or "none"
            message = f"there is no parameter {name!r} that stands for one value; there is {listed}"
            raise refusal(BadTypeError, expression.text(), name, message)
        if isinstance(value, Expression):
            raise refusal(BadTypeError, expression.text(), name, f"{name} must be a number or a choice, not {value}")
    named = {name: values[name] for name in named_values(expression) if name in values}
    places = {place: values[name] for name, place in places_of(expression).items() if name in values}
    return rebuilt(expression, _Replacement(named, places))


class _Replacement:
    """What one part becomes once its own parts have been replaced."""

    def __init__(self, named: dict[str, Any], places: dict[Place, Any]) -> None:
        self.named, self.places = named, places

    def __call__(self, old: Expression, new: Expression) -> Expression:
        if isinstance(old, Constant):
            return self.constant(old)
        if isinstance(old, Application) and isinstance(new, Application):
            return self.application(old, new)
        return new

    def constant(self, old: Constant) -> Constant:
        if old.name not in self.named:
            return old
        value = self.named[old.name]
        return Constant(value if isinstance(value, str) else constant(value).value, old.name)

    def application(self, old: Application, new: Application) -> Application:
        settings = list(old.settings)
        for index, value in enumerate(settings):
            if isinstance(value, Constant):
                settings[index] = self.constant(value)
            elif (old.key, index) in self.places:
                settings[index] = self.places[old.key, index]
        if all(before is after for before, after in zip(old.settings, settings, strict=True)):
            return new
        checked = new.indicator.parameter_values(*map(plain_setting, settings))
        kept = (
            Constant(value, given.name) if isinstance(given, Constant) else value
            for value, given in zip(checked, settings, strict=True)
        )
        return Application(new.indicator, new.inputs, tuple(kept))


def rebuilt(expression: Expression, replace: Callable[[Expression, Expression], Expression]) -> Expression:
    """From the inside out: replace is given each part, and the part as it is made of what its own parts became."""
    done: dict[int, Expression] = {}

    def build(part: Expression) -> Expression:
        if id(part) not in done:
            parts = tuple(build(inner) for inner in part.parts)
            same = all(before is after for before, after in zip(part.parts, parts, strict=True))
            done[id(part)] = replace(part, part if same else part.with_parts(parts))
        return done[id(part)]

    return build(expression)
