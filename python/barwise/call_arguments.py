"""The arguments of a call by what they are: data, parameters and options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np

from ._core import BadTypeError, market_columns
from .errors import refusal
from .information import PANEL_OPTIONS, AnyIndicator, info_of

Arguments = dict[str, Any]


@dataclass(frozen=True)
class CallArguments:
    """By name: inputs and columns of the market; parameters in the order in which they were written; options."""

    data: Arguments
    parameters: Arguments
    options: Arguments


def is_plain(value: object) -> bool:
    """Can the extension read it, or is it the name of a source? Anything else is for barwise.tables."""
    return value is None or isinstance(value, (np.ndarray, list, tuple, str))


def asks_for_panels(options: Mapping[str, Any]) -> bool:
    """Say whether it is a call over many series, or one that is watched."""
    return any(options.get(option) is not None for option in PANEL_OPTIONS)


def split_arguments(
    indicator: AnyIndicator,
    positional: Sequence[Any],
    named: Arguments,
    options: Sequence[str],
    after_table: bool = False,
) -> CallArguments:
    """Sorts them. A table that stands for all inputs is not among them; only parameters follow it by position."""
    info = info_of(indicator)
    inputs = [given.name for given in info.inputs]
    parameters = [parameter.name for parameter in info.parameters]
    places = parameters if after_table else inputs + parameters
    if len(positional) > len(places):
        takes = f"at most {len(places)}" + (f" ({', '.join(places)})" if places else "")
        message = f"it takes {takes} by position{' after a table' if after_table else ''}, not {len(positional)}"
        raise refusal(BadTypeError, indicator, "", message)
    given = dict(zip(places, positional, strict=False))
    for name in given:
        if name in named:
            raise refusal(BadTypeError, indicator, name, f"{name} is given twice")
    found = CallArguments({}, {}, {})
    for name, value in (given | named).items():
        if name in parameters:
            found.parameters[name] = value
        elif name in options:
            found.options[name] = value
        elif name not in inputs and name not in market_columns:
            known = dict.fromkeys([*inputs, *parameters, *market_columns, *options])
            raise refuse_unknown(indicator, name, list(known))
        elif value is not None:
            found.data[name] = value
    return found


def refuse_unknown(indicator: AnyIndicator, name: str, known: list[str]) -> BadTypeError:
    nearest = get_close_matches(name, known, 1)
    guess = f", did you mean {nearest[0]!r}? It" if nearest else "; it"
    error = refusal(BadTypeError, indicator, name, f"there is no argument {name!r}{guess} takes {', '.join(known)}")
    assert isinstance(error, BadTypeError)
    return error


def kernel_of(of: AnyIndicator | str, options: Arguments) -> str | None:
    kernel = options.get("kernel")
    if kernel is not None and not isinstance(kernel, str):
        raise refusal(BadTypeError, of, "kernel", f"kernel must be a str, not {type(kernel).__name__}")
    return kernel
