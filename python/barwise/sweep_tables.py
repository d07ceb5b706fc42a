"""Sweeps over tables and series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw

from ._core import BadTypeError
from .call_arguments import Arguments, CallArguments, split_arguments
from .errors import refusal
from .information import AnyIndicator
from .tables import arrays_of_series, arrays_of_table, narwhals_of


def arrays_of_bars(
    indicator: AnyIndicator, positional: tuple[Any, ...], named: Arguments, options: Sequence[str]
) -> tuple[CallArguments, Any, str]:
    """The arguments with arrays for data; the table or series that they were, if so; and what a row of it is called."""
    first = narwhals_of(positional[0]) if positional else None
    if isinstance(first, nw.LazyFrame):
        raise refusal(BadTypeError, indicator, "", "a lazy table has no bars yet: collect() it first")
    if isinstance(first, nw.DataFrame):
        arguments = split_arguments(indicator, positional[1:], named, options, after_table=True)
        data = {**arguments.data, **arrays_of_table(indicator, first, arguments.data)}
        return replace(arguments, data=data), nw.to_native(first), indicator.__name__
    arguments = split_arguments(indicator, positional, named, options)
    arrays, series = arrays_of_series(indicator, arguments.data)
    arguments = replace(arguments, data=arrays)
    if not series:
        return arguments, None, ""
    like = next(iter(series.values()))
    return arguments, nw.to_native(like), like.name if len(series) == 1 else indicator.__name__
