"""Functions whose arguments, and so whose messages about them, are those that a row of the table names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from ..peer_functions import define
from .rows import Row

MODULE = __package__


def make(name: str, arguments: str, body: str, names: Mapping[str, object], document: str) -> Callable[..., Any]:
    """The function of that text. `name` may be qualified by a class."""
    function: Any = define(name, arguments, body, names, MODULE, document)
    function.__text_signature__ = str(signature(function)).replace("(self, ", "($self, ")
    made: Callable[..., Any] = function
    return made


def document(row: Row, first: str, *more: str) -> str:
    """The text of help()."""
    return "\n\n".join((first, *more, f"The numbers are those of barwise.{row.indicator}: see its help()."))
