"""From expressions to the program that computes them: equal parts become one node, however often they were written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import expression_kinds as kinds
from ._core import BadTypeError, BadValueError, Indicator, Program
from .expressions import Expression

Reference = tuple[int, int]  # the number of a node, and of one of its outputs
References = tuple[Reference, ...]

REVERSED = {"greater": "less", "greater_or_equal": "less_or_equal"}  # the same with its operands exchanged

MOST_COLUMNS = 4  # beside those of the market


class _Wiring:
    """A graph that grows. It is described to the library as a list of nodes, each of which names earlier ones."""

    def __init__(self) -> None:
        self.nodes: list[tuple[Any, ...]] = []
        self.columns: list[str] = []
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._done: dict[int, tuple[Expression, References]] = {}  # by identity; holds them, so that it stays theirs

    def wire(self, expression: Expression) -> References:
        """Adds what is not there yet; the outputs of the expression."""
        done = self._done.get(id(expression))
        if done is None:
            done = self._done[id(expression)] = (expression, self._wire(expression))
        return done[1]

    def _node(self, *description: Any) -> Reference:
        number = self._numbers.get(description)
        if number is None:
            number = self._numbers[description] = len(self.nodes)
            self.nodes.append(description)
        return number, 0

    def _one(self, expression: Expression) -> Reference:
        (reference,) = self.wire(expression)
        return reference

    def _constant(self, value: float) -> Reference:
        return self._node("constant", float(value))

    def _operation(self, name: str, left: Reference, right: Reference) -> References:
        return (self._node("operation", name, left, right),)

    def _wire(self, expression: Expression) -> References:
        match expression:
            case kinds.Source(name=name):
                return (self._node("source", name),)
            case kinds.Column(name=name):
                return (self._node("given", self._column(name)),)
            case kinds.Constant(value=value):
                if isinstance(value, str):
                    raise BadTypeError(f"{expression} is no number")
                return (self._constant(value),)
            case kinds.Operation(name=name, left=left, right=right):
                operation = kinds.OPERATORS[name][0] if name in kinds.OPERATORS else name
                if operation in REVERSED:
                    operation, left, right = REVERSED[operation], right, left
                return self._operation(operation, self._one(left), self._one(right))
            case kinds.Negative(operand=operand):
                return self._operation("multiply", self._one(operand), self._constant(-1))
            case kinds.Absolute(operand=operand):
                return (self._node("indicator", "abs", (self._one(operand),), ()),)
            case kinds.Not(operand=operand):
                return self._operation("subtract", self._constant(1), self._one(operand))
            case kinds.Shift(operand=operand, bars=bars):
                return (self._node("shift", self._one(operand), bars),)
            case kinds.Output(application=application, name=name):
                return (self.wire(application)[application.outputs.index(name)],)
            case kinds.Application():
                return self._application(expression)
        raise TypeError(f"{type(expression).__name__} is no kind of expression")

    def _application(self, application: kinds.Application) -> References:
        indicator = application.indicator
        settings = tuple(plain_setting(value) for value in application.settings)
        if not isinstance(indicator, Indicator):
            body = indicator.body(application.inputs, settings)
            return tuple(self._one(output) for output in body)
        inputs = tuple(self._one(given) for given in application.inputs)
        number, _ = self._node("indicator", indicator.__name__, inputs, settings)
        return tuple((number, output) for output in range(len(application.outputs)))

    def _column(self, name: str) -> int:
        if name not in self.columns:
            if len(self.columns) == MOST_COLUMNS:
                names = ", ".join([*self.columns, name])
                message = f"at most {MOST_COLUMNS} columns beside the market's can be read at once, not {names}"
                raise BadValueError(message)
            self.columns.append(name)
        return self.columns.index(name)


@dataclass(frozen=True)
class Description:
    """What the library makes a program of: nodes, the outputs among theirs, and the columns beside the market's."""

    nodes: tuple[tuple[Any, ...], ...]
    outputs: References
    columns: tuple[str, ...]


def plain_setting(value: Any) -> Any:
    """A parameter without the name that it may have."""
    return value.value if isinstance(value, kinds.Constant) else value


def describe(expressions: Iterable[Expression]) -> Description:
    wiring = _Wiring()
    outputs = tuple(reference for expression in expressions for reference in wiring.wire(expression))
    return Description(tuple(wiring.nodes), outputs, tuple(wiring.columns))


def program_of(
    expressions: Sequence[Expression], names: tuple[str, ...], title: str, kernel: str | None = None
) -> Program:
    """The program that computes all of them in one pass; names are those of all outputs."""
    described = describe(expressions)
    return Program(described.nodes, described.outputs, names, described.columns, title, kernel)


# ---- programs of calls that are repeated -----------------------------------------------------------------------------


class _Request:
    """What a program is asked for; equal for expressions that were written alike."""

    __slots__ = ("_hash", "_key", "expressions", "kernel", "names", "title")

    def __init__(self, expressions: tuple[Expression, ...], names: tuple[str, ...], title: str, kernel: str) -> None:
        self.expressions, self.names, self.title, self.kernel = expressions, names, title, kernel
        self._key = (tuple(expression.key for expression in expressions), names, title, kernel)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Request) and self._key == other._key


@lru_cache(maxsize=256)
def _program_of_request(request: _Request) -> Program:
    return program_of(request.expressions, request.names, request.title, request.kernel)


def kept_program_of(
    expressions: Sequence[Expression], names: tuple[str, ...], title: str, kernel: str | None
) -> Program:
    """The same, kept for the next time that somebody asks for it."""
    return _program_of_request(_Request(tuple(expressions), names, title, kernel or "auto"))
