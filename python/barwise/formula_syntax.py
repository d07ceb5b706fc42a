"""The text of a formula, such as "ema(close, 12)", as a tree. Nothing in it is ever executed.

The notation is Python's, so Python's own parser reads it; only the few kinds of node below are let through. A formula
grows further kinds (operations, comparisons) by a case of `_Reader.node` each.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

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


Node = Number | Text | Name | Call


class FormulaError(ValueError):
    """What is wrong with a formula, and where: `str` shows the text with a mark below the place."""

    def __init__(self, message: str, text: str, place: Place) -> None:
        super().__init__(message, text, place)
        self.message, self.text, self.place = message, text, place

    def __str__(self) -> str:
        mark = "^" * max(1, self.place.end - self.place.start)
        return f"{self.message}\n  {self.text}\n  {' ' * self.place.start}{mark}"


def parse(text: str) -> Node:
    """The tree of a formula. Raises FormulaError."""
    line = " ".join(text.split())  # one line, so that a place is one number
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
        start = min(max((error.offset or 1) - 1, 0), len(line))
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

    def place(self, node: ast.expr | ast.keyword) -> Place:
        def characters(offset: int) -> int:  # Python counts bytes of UTF-8
            return len(self.bytes[:offset].decode())

        return Place(characters(node.col_offset), characters(node.end_col_offset or node.col_offset + 1))

    def refuse(self, node: ast.expr | ast.keyword, message: str) -> FormulaError:
        return FormulaError(message, self.text, self.place(node))

    def node(self, node: ast.expr) -> Node:
        match node:
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | float() as value):
                return Number(value, self.place(node))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=ast.Constant(value=int() | float() as value)):
                return Number(-value if isinstance(sign, ast.USub) else value, self.place(node))
            case ast.Constant(value=str() as value):
                return Text(value, self.place(node))
            case ast.Name(id=name):
                return Name(name, self.place(node))
            case ast.Call():
                return self.call(node)
        raise self.refuse(node, "expected a number, a column, a name in quotes, or an indicator such as cci(period=20)")

    def call(self, node: ast.Call) -> Call:
        if not isinstance(node.func, ast.Name):
            raise self.refuse(node.func, "expected the name of an indicator before the parenthesis")
        given = [Argument(None, self.argument(value), self.place(value)) for value in node.args]
        for keyword in node.keywords:
            if keyword.arg is None:
                raise self.refuse(keyword, "expected an argument, not two stars")
            given.append(Argument(keyword.arg, self.argument(keyword.value), self.place(keyword)))
        return Call(node.func.id, tuple(given), self.place(node))

    def argument(self, node: ast.expr) -> Node:
        if isinstance(node, ast.Starred):
            raise self.refuse(node, "expected an argument, not a star")
        return self.node(node)
