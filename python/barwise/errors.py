"""How the package refuses an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._core import Error

if TYPE_CHECKING:
    from .information import AnyIndicator

SHOWN_MOST = 10  # of a list in a message


def refusal(kind: type[Error], of: AnyIndicator | str, argument: str, message: str) -> Error:
    """The exception to raise: it starts with what was called, and names the argument at fault, if one is."""
    error = kind(f"{of if isinstance(of, str) else of.__name__}: {message}")
    error.argument = argument
    return error


def listed(items: list[str]) -> str:
    """As much of a list as a message can take."""
    more = len(items) - SHOWN_MOST
    return "; ".join(items[:SHOWN_MOST]) + (f"; and {more} more" if more > 0 else "")
