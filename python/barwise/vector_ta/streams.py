"""Streams: one bar at a time."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from .._core import indicators
from .checks import NO_BARS, check
from .conversion import real, settings_of
from .functions import has_several, parameters_of, series_of, told_by
from .rows import Parameter, Row
from .signatures import MODULE, document, make

# None is a missing value for barwise's streams, and no number for the original's.
UPDATE = """\
if {is_none}:
    check_numbers({given})
try:
    result = self._advance({native})
except Exception:
    check_numbers({given})
    raise
{otherwise}"""

# Only NaN differs from itself.
OTHERWISE = {
    "never": "return {told}",
    "always": "return {told} if {defined} else None",
    "warming": "return {told} if {defined} or self._stream.bars > self._lookback else None",
}


UNDEFINED = {
    "never": "; NaN until there are enough",
    "always": "; None where an input is missing",
    "warming": "; None until there are enough",
}


# ---- what all have ---------------------------------------------------------------------------------------------------


class StreamType(type):
    """A class of streams shows its signature as the original's do."""

    @property
    def __text_signature__(cls) -> str:
        return str(signature(cls))


class Stream(metaclass=StreamType):
    """What all streams have."""

    __slots__ = ("_advance", "_lookback", "_stream")
    _advance: Callable[..., float]
    _lookback: int
    _stream: Any

    def __copy__(self) -> Stream:
        return restore(type(self), self._stream.copy())

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return restore, (type(self), self._stream)


def restore(kind: type[Stream], stream: Any) -> Stream:
    """An object of that class which goes on as that stream of barwise does."""
    made = object.__new__(kind)
    made._stream = stream
    lookback = stream.lookback
    made._lookback = max(lookback) if isinstance(lookback, tuple) else lookback
    made._advance = stream.update
    return made


# ---- making a class --------------------------------------------------------------------------------------------------


def new_stream(row: Row) -> StreamType:
    about = indicators[row.indicator].info
    namespace = {
        "__slots__": (),
        "__module__": MODULE,
        "__doc__": document(row, f"{about.title}, one bar at a time: {about.formula}."),
        "__new__": constructor_of(row),
        "update": update_of(row),
    }
    return StreamType(row.stream, (Stream,), namespace)


def constructor_of(row: Row) -> Callable[..., Any]:
    given = [parameter.name if parameter.in_stream else repr(parameter.default) for parameter in row.parameters]
    arguments = ", ".join(["cls", *(argument_of(p) for p in row.parameters if p.in_stream)])
    body = f"return open_stream({', '.join(['cls', *given])})"
    return make(f"{row.stream}.__new__", arguments, body, {"open_stream": opening_of(row)}, "Starts without a bar.")


def argument_of(parameter: Parameter) -> str:
    shown = parameter.shown if parameter.shown_in_stream is None else parameter.shown_in_stream
    return f"{parameter.name}={shown}" if shown else parameter.name


def opening_of(row: Row) -> Callable[..., Stream]:
    indicator = indicators[row.indicator]

    def open_stream(kind: type[Stream], *values: Any) -> Stream:
        parameters = parameters_of(row, values)
        check(row, row.stream_checks, NO_BARS, {name: (value,) for name, value in parameters.items()})
        return restore(kind, indicator.stream(**settings_of(row, parameters), **row.stream_settings))

    return open_stream


def update_of(row: Row) -> Callable[..., Any]:
    given = list(row.inputs) if len(row.inputs) > 1 else ["value"]
    by_name = dict(zip(row.inputs, given, strict=True))
    places = [place for _, place, _ in row.outputs]
    body = UPDATE.format(
        is_none=" or ".join(f"{name} is None" for name in given),
        given=", ".join(f"{name}={name}" for name in given),
        native=", ".join(native_input(name, by_name) for name in series_of(row)),
        otherwise=OTHERWISE[row.none].format(
            told=f"({told_by(row)})",
            defined=" and ".join(f"result[{place}] == result[{place}]" for place in places)
            if has_several(row)
            else "result == result",
        ),
    )
    text = f"The value after one more bar{UNDEFINED[row.none]}."
    return make(f"{row.stream}.update", ", ".join(["self", *given]), body, {"check_numbers": check_numbers}, text)


def native_input(series: str, by_name: dict[str, str]) -> str:
    ours, equals, theirs = series.rpartition("=")
    return f"{ours}{equals}{by_name[theirs]}"


def check_numbers(**values: Any) -> None:
    for name, value in values.items():
        real(name, value)
