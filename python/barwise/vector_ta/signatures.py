"""Functions whose arguments, and so whose messages about them, are those that a row of the table names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from textwrap import indent
from typing import Any

from .rows import Row

MODULE = __package__


def make(name: str, arguments: str, body: str, names: Mapping[str, object], document: str) -> Callable[..., Any]:
    """The function of that text. `name` may be qualified by a class."""
    plain = name.rpartition(".")[2]
    space: dict[str, Any] = dict(names)
    exec(f"def {plain}({arguments}):\n{indent(body, '    ')}", space)
    function = space[plain]
    function.__module__ = MODULE
    function.__qualname__ = name
    function.__doc__ = document
    function.__text_signature__ = str(signature(function)).replace("(self, ", "($self, ")
    made: Callable[..., Any] = function
    return made


def document(row: Row, first: str, *more: str) -> str:
    """The text of help()."""
    return "\n\n".join((first, *more, f"The numbers are those of barwise.{row.indicator}: see its help()."))
