"""Functions of other libraries, with the names that their arguments have there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import update_wrapper
from textwrap import indent
from typing import Any

from ._core import PeerFunction, Shortcut


def define(
    name: str, arguments: str, body: str, names: Mapping[str, object], module: str, document: str
) -> Callable[..., Any]:
    """The function of that text, whose other names are `names`. Its own may be qualified by a class."""
    plain = name.rpartition(".")[2]
    space: dict[str, Any] = dict(names)
    exec(f"def {plain}({arguments}):\n{indent(body, '    ')}", space)
    function = space[plain]
    function.__module__, function.__qualname__, function.__doc__ = module, name, document
    defined: Callable[..., Any] = function
    return defined


def careful_body(inputs: Iterable[str], parameters: Iterable[str]) -> str:
    """The text that hands on all arguments: a tuple of the inputs, and one of the parameters."""
    first, second = ("".join(f"{name}, " for name in names) for names in (inputs, parameters))
    return f"return call_with_care(({first}), ({second}))"


def with_shortcut(
    function: Callable[..., Any], shortcut: Shortcut, obstacles: list[Any] | None = None
) -> Callable[..., Any]:
    """The same for callers. Plain arrays, with parameters that are known, need no closer look, which takes longer.

    While there are obstacles, all calls have it.
    """
    return update_wrapper(PeerFunction(function, shortcut, [] if obstacles is None else obstacles), function)
