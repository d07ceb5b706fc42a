"""The text of a formula, such as "ema(close, 12) - 50", as a tree. Nothing in it is ever executed.

The notation is Python's, so Python's own parser reads it; only the few kinds of node below are let through.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

from ._core import BadValueError
from .expressions import DEEPEST

LONGEST = 2000  # characters: bounds the work and the depth that a formula can ask of the parser


@dataclass(frozen=True)
class Place:
    """A stretch of the formula's text, in characters."""

    start: int
    end: int


@dataclass(frozen=True)
class Number:
    value: int | float
    place: Place


@dataclass(frozen=True)
class Text:
    value: str
    place: Place


@dataclass(frozen=True)
class Name:
    """A column of the bars, a source such as hlc3, a choice such as wilder, or an indicator with its defaults."""

    name: str
    place: Place


@dataclass(frozen=True)
class Argument:
    name: str | None
    value: Node
    place: Place


@dataclass(frozen=True)
class Call:
    name: str
    arguments: tuple[Argument, ...]
    place: Place


@dataclass(frozen=True)
class Named:
    """A value with a name, as in (fast := 12)."""

    name: str
    value: int | float | str
    place: Place


@dataclass(frozen=True)
class Unary:
    """An operator, - or ~, before its operand."""

    operator: str
    operand: Node
    place: Place


@dataclass(frozen=True)
class Binary:
    """Two operands with an operator between them, written as in Python."""

    operator: str
    left: Node
    right: Node
    place: Place


@dataclass(frozen=True)
class Attribute:
    """One output of several, as in macd(close).signal."""

    operand: Node
    name: str
    place: Place


@dataclass(frozen=True)
class Shift:
    """The value of some bars ago, as in close.shift(3)."""

    operand: Node
    bars: int | float
    place: Place


Node = Number | Text | Name | Call | Named | Unary | Binary | Attribute | Shift

BINARY: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.BitAnd: "&",
    ast.And: "&",
    ast.BitOr: "|",
    ast.Or: "|",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
UNARY: dict[type[ast.AST], str] = {ast.USub: "-", ast.Invert: "~", ast.Not: "~"}

EXPECTED = "expected a number, a column, a name in quotes, or an indicator such as cci(period=20)"


class FormulaError(BadValueError):
    """What is wrong with a formula, and where: `str` shows the text with a mark below the place."""

    def __init__(self, message: str, text: str, place: Place) -> None:
        super().__init__(message, text, place)
        self.message, self.text, self.place = message, text, place

    def __str__(self) -> str:
        mark = "^" * max(1, self.place.end - self.place.start)
        return f"{self.message}\n  {self.text}\n  {' ' * self.place.start}{mark}"


def one_line(text: str) -> str:
    """The text as a single line, so that a place in it is one number."""
    return text.strip() if len(text.splitlines()) < 2 else " ".join(text.split())


def parse(text: str) -> Node:
    """The tree of a formula. Raises FormulaError."""
    line = one_line(text)
    whole = Place(0, len(line))
    if not line:
        raise FormulaError("expected an indicator such as cci(period=20), not an empty text", line, whole)
    if len(line) > LONGEST:
        raise FormulaError(f"a formula may have {LONGEST} characters, not {len(line)}", line[:60] + "…", Place(60, 61))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice on Python code
            tree = ast.parse(line, mode="eval")
    except SyntaxError as error:
        start = error.offset - 1 if error.offset else len(line)  # there is none where the text ends too early
        start = min(start, len(line))
        message = f"this cannot be read: {error.msg}"
        raise FormulaError(message, line, Place(start, start + 1)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"this cannot be read: {error}", line, whole) from error
    return _Reader(line).node(tree.body)


class _Reader:
    """Turns the nodes of Python's tree into ours."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bytes = text.encode()
        self.depth = 0

    def place(self, node: ast.expr | ast.keyword) -> Place:
        def characters(offset: int) -> int:  # Python counts bytes of UTF-8
            return len(self.bytes[:offset].decode())

        return Place(characters(node.col_offset), characters(node.end_col_offset or node.col_offset + 1))

    def refuse(self, node: ast.expr | ast.keyword, message: str) -> FormulaError:
        return FormulaError(message, self.text, self.place(node))

    def node(self, node: ast.expr) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(node, f"this cannot be read: a formula may be nested {DEEPEST} deep, not deeper")
        read = self.value(node) or self.operation(node)
        if read is None:
            raise self.refuse(node, EXPECTED)
        self.depth -= 1
        return read

    def value(self, node: ast.expr) -> Node | None:
        place = self.place(node)
        match node:
            case ast.Constant(value=bool()):
                return None
            case ast.Constant(value=int() | float() as value):
                return Number(value, place)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=ast.Constant(value=int() | float() as value)):
                if isinstance(value, bool):
                    return None
                return Number(-value if isinstance(sign, ast.USub) else value, place)
            case ast.Constant(value=str() as value):
                return Text(value, place)
            case ast.Name(id=name):
                return Name(name, place)
            case ast.Call():
                return self.call(node)
            case ast.Attribute(value=operand, attr=name):
                return Attribute(self.node(operand), name, place)
            case ast.NamedExpr(target=ast.Name(id=name), value=given):
                return self.named(name, given, place)
        return None

    def named(self, name: str, given: ast.expr, place: Place) -> Named:
        match self.node(given):
            case Number(value) | Text(value):
                return Named(name, value, place)
        raise self.refuse(given, f"{name} must stand for a number or a name in quotes")

    def operation(self, node: ast.expr) -> Node | None:
        place = self.place(node)
        match node:
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.node(operand)
            case ast.UnaryOp(op=operator, operand=operand):
                return Unary(UNARY[type(operator)], self.node(operand), place)
            case ast.BinOp(op=operator, left=left, right=right):
                if type(operator) not in BINARY:
                    raise self.refuse(node, "expected one of the operators + - * / & | ~ < <= == != > >=")
                return Binary(BINARY[type(operator)], self.node(left), self.node(right), place)
            case ast.BoolOp(op=operator, values=values):
                return self.joined(BINARY[type(operator)], [self.node(value) for value in values])
            case ast.Compare():
                return self.comparison(node)
        return None

    def comparison(self, node: ast.Compare) -> Node:
        """Of a < b < c, as in Python, both a < b and b < c."""
        operands = [self.node(operand) for operand in (node.left, *node.comparators)]
        comparisons: list[Node] = []
        for operator, left, right in zip(node.ops, operands, operands[1:], strict=False):
            if type(operator) not in BINARY:
                raise self.refuse(node, "expected one of the comparisons < <= == != > >=")
            comparisons.append(Binary(BINARY[type(operator)], left, right, Place(left.place.start, right.place.end)))
        return self.joined("&", comparisons)

    def joined(self, operator: str, operands: list[Node]) -> Node:
        first, *others = operands
        for other in others:
            first = Binary(operator, first, other, Place(first.place.start, other.place.end))
        return first

    def call(self, node: ast.Call) -> Node:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "shift":
            return self.shift(node, node.func.value)
        if not isinstance(node.func, ast.Name):
            raise self.refuse(node.func, "expected the name of an indicator before the parenthesis")
        given = [Argument(None, self.argument(value), self.place(value)) for value in node.args]
        for keyword in node.keywords:
            if keyword.arg is None:
                raise self.refuse(keyword, "expected an argument, not two stars")
            given.append(Argument(keyword.arg, self.argument(keyword.value), self.place(keyword)))
        return Call(node.func.id, tuple(given), self.place(node))

    def shift(self, node: ast.Call, operand: ast.expr) -> Shift:
        given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "bars")]
        bars = self.argument(given[0]) if len(given) == 1 else None
        if not isinstance(bars, Number) or len(node.args) + len(node.keywords) != 1:
            raise self.refuse(node, "shift takes one number of bars, as in close.shift(3)")
        return Shift(self.node(operand), bars.value, self.place(node))

    def argument(self, node: ast.expr) -> Node:
        if isinstance(node, ast.Starred):
            raise self.refuse(node, "expected an argument, not a star")
        return self.node(node)
