"""Formulas: expressions as text, such as "ema(rsi(close, 14), 9) - 50"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from . import formula_syntax as syntax
from ._core import BadTypeError, Error, find, market_columns, sources
from .application import apply
from .custom_indicators import CustomIndicator
from .errors import refusal
from .expression_kinds import (
    SOURCES,
    Application,
    Column,
    Constant,
    constant,
    greater_of,
    less_of,
    operation,
    parameter,
)
from .expressions import Expression
from .formula_syntax import FormulaError, Node, Place
from .information import CALL_OPTIONS, AnyIndicator, Info, info_of

__all__ = ["FormulaError", "parse"]

Made = TypeVar("Made")

FUNCTIONS: dict[str, tuple[int, Callable[..., Expression]]] = {
    "abs": (1, abs),
    "greater_of": (2, greater_of),
    "less_of": (2, less_of),
}


def parse(text: str, *, columns: Iterable[str] = (), indicators: Iterable[CustomIndicator] = ()) -> Expression:
    """The expression that a formula stands for; `str` of an expression is its formula.

        ema(close, 12) - ema(close, 26)        arithmetic: + - * / abs() greater_of() less_of()
        (rsi(14) < 30) & (close > sma(200))    conditions: < <= == != > >= and & | ~, or and, or, not; 30 < rsi < 70
        cci / cci.shift(1)                     the value of some bars ago
        macd(close, 12, 26).signal             one output of several
        ema(rsi(close, 14), (smooth := 9))     a number with a name: a parameter of the expression

    In an indicator's parentheses, series are its inputs and numbers its parameters, each in their order; both may be
    given by name. What is left out has its default.

    columns: names of columns beyond the market's that may be used as they are, rather than as column("name").
    indicators: indicators of one's own that may be used by their names.

    Nothing in the text is executed. Raises FormulaError, which points at the place.
    """
    if not isinstance(text, str):
        raise refusal(BadTypeError, "parse", "text", f"text must be a str, not {type(text).__name__}")
    return FormulaReader(columns, indicators).expression(text)


class FormulaReader:
    """Reads formulas that may use the same columns and indicators.

    found: how a message says which columns there are.
    """

    def __init__(
        self, columns: Iterable[str] = (), indicators: Iterable[CustomIndicator] = (), found: str | None = None
    ) -> None:
        self.columns = frozenset(columns)
        self.indicators: Mapping[str, CustomIndicator] = {each.__name__: each for each in indicators}
        listed = ", ".join([*market_columns, *columns]) if found is None else found
        self.nor_a_column = f" (nor a column: {'there is' if found is None else 'the file has'} {listed})"

    def expression(self, text: str) -> Expression:
        """Raises FormulaError."""
        line = syntax.one_line(text)
        return _Formula(self, line).whole(syntax.parse(line))


class _Formula:
    """One formula on its way to an expression; knows its text, so that errors can point at it."""

    def __init__(self, reader: FormulaReader, text: str) -> None:
        self.reader = reader
        self.text = text

    def refuse(self, message: str, place: Place) -> FormulaError:
        return FormulaError(message, self.text, place)

    def at(self, place: Place, make: Callable[[], Made]) -> Made:
        """What is made; errors of that point at the place."""
        try:
            return make()
        except FormulaError:
            raise
        except Error as error:
            raise self.refuse(str(error), place) from error

    def whole(self, node: Node) -> Expression:
        if isinstance(node, (syntax.Number, syntax.Text, syntax.Named)):
            raise self.refuse("expected an indicator such as cci(period=20)", node.place)
        return self.of_any_outputs(node)

    # ---- series ------------------------------------------------------------------------------------------------------

    def series(self, node: Node) -> Expression:
        """Of one output, and no number."""
        if isinstance(node, (syntax.Number, syntax.Named)):
            raise self.refuse("expected a column or an indicator, not a number", node.place)
        if isinstance(node, syntax.Text):
            return self.name(node.value, node.place)
        return self.at(node.place, self.of_any_outputs(node).series)

    def operand(self, node: Node) -> Expression:
        match node:
            case syntax.Number(number):
                return self.at(node.place, lambda: constant(number))
            case syntax.Named(name, value):
                return self.at(node.place, lambda: parameter(name, value))
            case syntax.Text():
                raise self.refuse("expected a number, a column or an indicator", node.place)
        return self.series(node)

    def of_any_outputs(self, node: Node) -> Expression:
        match node:
            case syntax.Name(name):
                return self.name(name, node.place)
            case syntax.Call(name) if name.lower() in (*FUNCTIONS, "column"):
                return self.function(node)
            case syntax.Call():
                return self.indicator_call(node)
            case syntax.Attribute(operand, name):
                return self.output(self.of_any_outputs_or_refuse(operand), name, node.place)
            case syntax.Shift(operand, bars):
                shifted = self.operand(operand)
                return self.at(node.place, lambda: shifted.shift(bars))
            case syntax.Unary(operator, operand):
                value = self.operand(operand)
                return self.at(node.place, lambda: -value if operator == "-" else ~value)
            case syntax.Binary(operator, left, right):
                operands = self.operand(left), self.operand(right)
                return self.at(node.place, lambda: operation(operator, *operands))
        raise self.refuse(syntax.EXPECTED, node.place)

    def of_any_outputs_or_refuse(self, node: Node) -> Expression:
        if isinstance(node, (syntax.Number, syntax.Text, syntax.Named)):
            raise self.refuse("expected an indicator before the point", node.place)
        return self.of_any_outputs(node)

    def name(self, name: str, place: Place) -> Expression:
        """A column of the market or another, a source, or an indicator with its defaults."""
        if name.lower() in market_columns:
            return SOURCES[name.lower()]
        if name in self.reader.columns:
            return Column(name)
        if name.lower() in sources:
            return SOURCES[name.lower()]
        return self.indicator_call(syntax.Call(name, (), place), self.reader.nor_a_column)

    def output(self, operand: Expression, name: str, place: Place) -> Expression:
        if isinstance(operand, Application) and name in operand.outputs:
            return operand.output(name)
        outputs = ", ".join(operand.outputs) if isinstance(operand, Application) else "none"
        raise self.refuse(f"{operand} has no output {name}; it has {outputs}", place)

    # ---- calls -------------------------------------------------------------------------------------------------------

    def function(self, call: syntax.Call) -> Expression:
        name = call.name.lower()
        if any(argument.name is not None for argument in call.arguments):
            raise self.refuse(f"{name}: its arguments have no names", call.place)
        given = [argument.value for argument in call.arguments]
        if name == "column":
            if len(given) == 1 and isinstance(given[0], syntax.Text):
                return Column(given[0].value)
            raise self.refuse("column takes one name in quotes", call.place)
        count, make = FUNCTIONS[name]
        if len(given) != count:
            raise self.refuse(f"{name}: it takes {count} operand{'s' * (count > 1)}, not {len(given)}", call.place)
        operands = [self.operand(node) for node in given]
        return self.at(call.place, lambda: make(*operands))

    def indicator(self, call: syntax.Call, hint: str = "") -> AnyIndicator:
        own = self.reader.indicators.get(call.name)
        start = call.place.start
        place = Place(start, start + len(call.name))
        try:
            return own or find(call.name)
        except Error as error:
            raise self.refuse(f"{error}{hint}", place) from error

    def indicator_call(self, call: syntax.Call, hint: str = "") -> Application:
        indicator = self.indicator(call, hint)
        info = info_of(indicator)
        bound = self.bind(call, info)
        is_series = {*(given.name for given in info.inputs), *market_columns}
        named: dict[str, Any] = {
            name: self.series(given.value) if name in is_series else self.parameter(name, given)
            for name, given in bound.items()
        }
        try:
            return apply(indicator, (), named)
        except Error as error:
            argument = bound.get(error.argument)
            raise self.refuse(str(error), argument.place if argument else call.place) from error

    def bind(self, call: syntax.Call, info: Info) -> dict[str, syntax.Argument]:
        """Arguments by name; those without one are inputs if they are series and parameters if not, in order."""
        waiting_inputs = [entry.name for entry in info.inputs]
        waiting_parameters = [entry.name for entry in info.parameters]
        bound: dict[str, syntax.Argument] = {}
        for argument in call.arguments:
            name = argument.name
            if name is None:
                is_series = not isinstance(argument.value, (syntax.Number, syntax.Text, syntax.Named))
                waiting = waiting_inputs if is_series else waiting_parameters
                if not waiting:
                    kind = "inputs" if is_series else "parameters"
                    names = ", ".join(entry.name for entry in (info.inputs if is_series else info.parameters)) or "none"
                    raise self.refuse(f"{call.name}: too many {kind}, it has {names}", argument.place)
                name = waiting.pop(0)
            elif name in CALL_OPTIONS:
                raise self.refuse(f"{call.name}: {name} cannot be set in a formula", argument.place)
            elif name in bound:
                raise self.refuse(f"{call.name}: {name} is given twice", argument.place)
            bound[name] = argument
        return bound

    def parameter(self, name: str, given: syntax.Argument) -> int | float | str | Constant:
        match given.value:
            case syntax.Number(value) | syntax.Text(value):
                return value
            case syntax.Name(choice):
                return choice
            case syntax.Named(own_name, value):
                return self.at(given.place, lambda: parameter(own_name, value))
        raise self.refuse(f"{name} takes a number or a name, not an indicator", given.place)
