"""The streaming interface: a handle for each indicator, opened on history and carried on bar by bar.

    from barwise.talib import stream

    handle = stream.RSI(history, timeperiod=14)  # same arguments as talib.RSI
    handle.value                                 # of the last bar of history
    handle.update(101.5)                         # one bar more, its value
    handle.peek(101.7)                           # what update would give
    fork = handle.copy()

A history that is too short is InsufficientHistory. A bar that is not finite is refused, and the handle stays as it was;
advance() counts a bar that is left out. `talib.stream_RSI(close, timeperiod=14)` is the older form: the last value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from . import functions
from .conversion import BAD_PARAMETER, Array, check_ranges, checked, leading_gaps, parameter_values, real, unwrapped
from .facts import FUNCTIONS, Function
from .functions import Computation, document, new_function
from .names import InsufficientHistory

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...


MODULE = __name__


class OutRange(NamedTuple):
    """The first bar that has a value, and how many have one."""

    begidx: int
    nbelement: int


class Stream:
    """What all handles have."""

    __slots__ = ("__weakref__", "_first", "_stream", "_unseen")
    _compute: Computation
    _stream: Any  # barwise's
    _first: int  # the bar of the first value
    _unseen: int  # bars that count, but were not given to it

    def _open(self, caller: str, inputs: Sequence[object], parameters: Sequence[object]) -> None:
        compute = self._compute
        arrays, values = history_of(compute.function, caller, inputs, parameters)
        gaps, lookback = leading_gaps(arrays), compute.lookback(values)
        bars = len(arrays[0]) - gaps
        if bars <= lookback:
            raise InsufficientHistory(
                f"TA_{compute.function.name}_{caller}: {bars} bars of history, at least {lookback + 1} needed (a "
                "leading bar that is NaN in any input is not history)"
            )
        names = compute.binding.inputs.values()
        self._stream = compute.binding.indicator.stream(**compute.binding.settings_of(values))
        self._stream.extend(**{name: array[gaps:] for name, array in zip(names, arrays, strict=True)})
        self._first, self._unseen = gaps + lookback, gaps

    def _bar(self, caller: str, *values: Any) -> dict[str, float]:
        numbers = list(map(real, values))
        if not all(map(isfinite, numbers)):
            raise Exception(BAD_PARAMETER.format(function=f"TA_{self._compute.function.name}_{caller}"))
        return dict(zip(self._compute.binding.inputs.values(), numbers, strict=True))

    def _told(self, result: Any, newest: int = -1) -> Any:
        """TA-Lib's outputs for those of barwise at a bar, which is the last but for what is peeked at."""
        outputs = result if isinstance(result, tuple) else (result,)
        given = [outputs[source.place] for source in self._compute.binding.outputs]
        told = tuple(
            value if letter == "d" else int(value) if letter == "i" else self._stream.bars + newest - int(value)
            for value, letter in zip(given, self._compute.letters, strict=True)
        )
        return told[0] if len(told) == 1 else told

    @property
    def value(self) -> Any:
        """The value at the last bar."""
        return self._told(self._stream.value)

    @property
    def out_range(self) -> OutRange:
        return OutRange(self._first, self._stream.bars + self._unseen - self._first)

    def advance(self) -> None:
        """Count a bar that is left out."""
        self._unseen += 1

    def copy(self) -> Stream:
        """Another handle at the same bar."""
        return restore(type(self), self._stream.copy(), self._first, self._unseen)

    def __copy__(self) -> Stream:
        return self.copy()

    def __deepcopy__(self, memo: object) -> Stream:
        return self.copy()

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return restore, (type(self), self._stream, self._first, self._unseen)


def restore(kind: type[Stream], stream: Any, first: int, unseen: int) -> Stream:
    made = object.__new__(kind)
    made._stream, made._first, made._unseen = stream, first, unseen
    return made


def history_of(
    function: Function, caller: str, inputs: Sequence[object], parameters: Sequence[object]
) -> tuple[list[Array], dict[str, Any]]:
    plain, _ = unwrapped(inputs)
    for value in plain:
        if not isinstance(value, np.ndarray):
            kind = type(value).__name__
            raise TypeError(f"input must be a numpy array or a pandas or polars Series, not {kind}")
    values = parameter_values(function, parameters)
    arrays = checked(function.inputs, plain)
    if len(arrays[0]) == 0:
        raise InsufficientHistory("no history: the input array is empty")
    check_ranges(function, values, f"TA_{function.name}_{caller}")
    return arrays, values


# ---- making a class --------------------------------------------------------------------------------------------------

METHODS = """\
def __init__(self, {arguments}):
    self._open("Open", ({inputs},), ({parameters}))

def open_and_fill({arguments}):
    handle = object.__new__(kind)
    handle._open("OpenAndFill", ({inputs},), ({parameters}))
    return handle, function({inputs}, {parameters})

def update(self, {inputs}):
    return self._told(self._stream.update(**self._bar("Update", {inputs})))

def peek(self, {inputs}):
    return self._told(self._stream.peek(**self._bar("Peek", {inputs})), 0)
"""

MISSING = """\
def __init__(self, {arguments}):
    raise NotImplementedError({missing!r})
"""


def new_stream(function: Function) -> type[Stream]:
    binding = functions.bindings().get(function.name)
    parts = {
        "arguments": ", ".join([*function.inputs, *(f"{p.name}={p.unset!r}" for p in function.parameters)]),
        "inputs": ", ".join(function.inputs),
        "parameters": "".join(f"{p.name}, " for p in function.parameters),
        "missing": functions.missing(function.name),
    }
    space: dict[str, Any] = {"function": new_function(function)}
    exec((MISSING if binding is None else METHODS).format(**parts), space)
    members: dict[str, Any] = {"__slots__": (), "__module__": MODULE, "__doc__": document(function)}
    members |= {name: space[name] for name in ("__init__", "update", "peek") if name in space}
    if binding is not None:
        members |= {"_compute": Computation(function, binding), "open_and_fill": staticmethod(space["open_and_fill"])}
    made = type(
        function.name, (Stream,), {"__slots__": (), "__module__": MODULE, "__doc__": document(function), **members}
    )
    space["kind"] = made
    return made


def last_value(function: Function) -> Callable[..., Any]:
    """The older form: the value of the last bar."""
    text = f"def stream_{function.name}(*inputs, **parameters):\n    return last(function(*inputs, **parameters))"
    space: dict[str, Any] = {"function": new_function(function), "last": last}
    exec(text, space)
    made: Callable[..., Any] = space[f"stream_{function.name}"]
    made.__module__, made.__doc__ = functions.MODULE, f"The last value of {function.name}, which see."
    return made


def last(result: Any) -> Any:
    if isinstance(result, tuple):
        return tuple(map(last, result))
    value = np.asarray(result)[-1:]
    return value.item() if len(value) else np.nan


globals().update({name: new_stream(function) for name, function in FUNCTIONS.items()})

__all__ = ["OutRange", "Stream", *FUNCTIONS]
