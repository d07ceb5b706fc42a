"""Bars for a stream from tables and series of pandas, polars and others, and from all that numpy makes an array of."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from ._core import BadTypeError, BadValueError, Feed, Stream, market_columns
from .errors import refusal
from .tables import array_beside, array_of, as_given, check_indexes, column_named, names_of, narwhals_of

Arguments = dict[str, Any]


def extend(stream: Stream[Any, Any], positional: tuple[Any, ...], named: Arguments) -> Any:
    """Extend by arrays in the place of tables and series; the result is as those are."""
    first = narwhals_of(positional[0]) if positional else None
    if isinstance(first, nw.LazyFrame):
        raise refusal(BadTypeError, stream.origin.name, "", "a lazy table has no bars yet: collect() it first")
    if not isinstance(first, nw.DataFrame):
        return extend_by_series(stream, positional, named)
    if len(positional) > 1:
        raise refusal(BadTypeError, stream.origin.name, "", "nothing may follow a table by position")
    result = stream.extend(**arrays_of_table(stream, first, named))
    return as_given(first, stream.origin.name, result)


def feed_of(stream: Stream[Any, Any], count: int, named: Arguments) -> Feed:
    """What these bars consist of: the stream's first bars may still change that."""
    chosen = None if stream.bars > 0 else stream.origin.feed_for(count, tuple(named))
    return chosen or stream.feed


def extend_by_series(stream: Stream[Any, Any], positional: tuple[Any, ...], named: Arguments) -> Any:
    name = stream.origin.name
    names = feed_of(stream, len(positional), named).names
    by_position = {
        names[place] if place < len(names) else f"column {place + 1}": value for place, value in enumerate(positional)
    }
    series = {
        argument: common
        for argument, value in {**by_position, **named}.items()
        if isinstance(common := narwhals_of(value), nw.Series)
    }
    check_indexes(name, series)
    result = stream.extend(
        *(array_of(name, argument, value) for argument, value in by_position.items()),
        **{argument: array_of(name, argument, value) for argument, value in named.items()},
    )
    if not series:
        return result
    like = next(iter(series.values()))
    return as_given(like, like.name if len(series) == 1 else name, result)


def arrays_of_table(stream: Stream[Any, Any], table: nw.DataFrame[Any], named: Arguments) -> Arguments:
    """Arrays for the values of a bar: those that are named, and the columns of the market from the table."""
    name = stream.origin.name
    arrays = {argument: array_beside(name, table, argument, value) for argument, value in named.items()}
    for first, second, column in feed_of(stream, 0, named).places:
        if first not in arrays and second not in arrays:
            own = column_named(name, table, market_columns[column]) if column < len(market_columns) else first
            if own not in table.columns:
                message = f"the table has no column {own}, only {names_of(table)}; say which it is, as in {own}="
                raise refusal(BadValueError, name, first, message)
            arrays[first] = array_of(name, own, nw.to_native(table[own]))
    return arrays
