"""Streams as bytes, which another process or machine can go on from."""

from __future__ import annotations

import json
import struct
import zlib
from collections import namedtuple
from typing import Any

from ._core import BadTypeError, BadValueError, Error, Program, Stream, indicators
from .errors import refusal
from .stream_origins import ExpressionOrigin, Origin
from .streams import open_stream
from .wiring import Description

# All numbers have their lowest byte first: a head, a description in JSON, the newest values, the state of the library
# (which has a form, a version and a check of its own), and the CRC-32 of all before.
HEAD = struct.Struct("<8sIIIQ")  # magic, version, bytes of the description, number of values, bytes of the state
CHECK = struct.Struct("<I")
MAGIC = b"barwise\n"
VERSION = 1


def save(stream: Stream[Any, Any]) -> bytes:
    origin = stream.origin
    bars, feed, state, values = stream._get_state()
    if bars == 0:  # any feed may still be chosen, so the one there is does not count
        _, feed, state, values = Stream(origin, origin.feed(of_market=False))._get_state()
    of_market = feed.places == origin.feed(of_market=True).places
    text = json.dumps({**origin.description(), "of_market": of_market}, separators=(",", ":")).encode()
    head = HEAD.pack(MAGIC, VERSION, len(text), len(values), len(state))
    whole = head + text + struct.pack(f"<{len(values)}d", *values) + state
    return whole + CHECK.pack(zlib.crc32(whole))


def reduce(stream: Stream[Any, Any]) -> tuple[Any, ...]:
    return load, (stream.save(),)


def load(saved: bytes | bytearray | memoryview) -> Stream[Any, Any]:
    """The stream of which `Stream.save` made these bytes, going on from there.

    Bytes that are damaged, that are no saved stream, or that a version of barwise with other results has made, are
    refused with an Error.
    """
    try:
        whole = bytes(memoryview(saved))
    except TypeError:
        raise refusal(BadTypeError, "load", "saved", f"saved must be bytes, not {type(saved).__name__}") from None
    text, values, state = split_saved(whole)
    stream = reopen(text)
    stream._set_state(state, values)
    return stream


def refused(message: str) -> Error:
    return refusal(BadValueError, "load", "saved", message)


def split_saved(whole: bytes) -> tuple[bytes, tuple[float, ...], bytes]:
    """The description, the values and the state."""
    if len(whole) < HEAD.size or not whole.startswith(MAGIC):
        raise refused(f"these {len(whole)} bytes are no saved stream")
    _, version, text_size, value_count, state_size = HEAD.unpack_from(whole)
    if version != VERSION:
        raise refused(f"the stream was saved in version {version} of its form, and this one can read version {VERSION}")
    values_at = HEAD.size + text_size
    state_at = values_at + 8 * value_count
    end = state_at + state_size
    if len(whole) != end + CHECK.size:
        raise refused(f"the saved stream is damaged: it has {len(whole)} bytes, not {end + CHECK.size}")
    if CHECK.unpack_from(whole, end) != (zlib.crc32(whole[:end]),):
        raise refused("the saved stream is damaged: its bytes are not those that were saved")
    values = struct.unpack_from(f"<{value_count}d", whole, values_at)
    return whole[HEAD.size : values_at], values, whole[state_at:end]


def reopen(text: bytes) -> Stream[Any, Any]:
    """Open the stream that is described, before its first bar."""
    try:
        description = json.loads(text)
        of_market = description.pop("of_market")
        origin = origin_of(description)
        return Stream(origin, origin.feed(of_market=of_market))
    except (Error, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise refused(f"the saved stream cannot be opened: {error}") from error


def origin_of(description: dict[str, Any]) -> Origin:
    if "expression" in description:
        return expression_of(**description)
    return indicator_of(**description)


def indicator_of(indicator: str, parameters: dict[str, Any], sources: dict[str, str]) -> Origin:
    if indicator not in indicators:
        raise refused(f"there is no indicator {indicator!r}")
    return open_stream(indicators[indicator], (), {**parameters, **sources}).origin


def expression_of(
    expression: str,
    parameters: dict[str, Any],
    nodes: list[Any],
    outputs: list[Any],
    columns: list[str],
    names: list[str],
    result: str | None,
) -> Origin:
    described = Description(tuples_of(nodes), tuples_of(outputs), tuple(columns))
    program = Program(described.nodes, described.outputs, tuple(names), described.columns, expression)
    return ExpressionOrigin(expression, dict(parameters), described, result_of(result, tuple(names)), program)


def tuples_of(value: Any) -> Any:
    """JSON knows lists only."""
    return tuple(map(tuples_of, value)) if isinstance(value, list) else value


def result_of(name: str | None, fields: tuple[str, ...]) -> type[tuple[Any, ...]] | None:
    """That of an indicator, or one alike for an indicator of somebody's own."""
    if name is None:
        return None
    known = indicators[name].result if name in indicators else None
    return known if getattr(known, "_fields", None) == fields else namedtuple(name, fields)
