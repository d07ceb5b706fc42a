"""The arrays that results of many runs are written to: new ones, or those that the caller gives as out=."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._core import BadTypeError, BadValueError
from .errors import refusal
from .information import AnyIndicator

Doubles = NDArray[np.float64]

SEARCH_MOST = 10_000  # candidates that are looked at to say whether two arrays share memory


def given_arrays(of: AnyIndicator | str, out: Any, count: int, inputs: Iterable[NDArray[Any]]) -> tuple[Doubles, ...]:
    """Those of the caller, as a tuple of one for each output; their shapes are still to be checked."""
    arrays: Sequence[Any] = (out,)
    if count > 1:
        if not isinstance(out, (tuple, list)):
            message = f"out must be a tuple of {count} arrays, not {type(out).__name__}"
            raise refusal(BadTypeError, of, "out", message)
        if len(out) != count:
            raise refusal(BadValueError, of, "out", f"out must hold {count} arrays, not {len(out)}")
        arrays = out
    for array in arrays:
        check_array(of, array)
    check_overlap(of, arrays, list(inputs))
    return tuple(arrays)


def check_array(of: AnyIndicator | str, array: Any) -> None:
    if not isinstance(array, np.ndarray) or isinstance(array, np.ma.MaskedArray):
        message = f"out must be a numpy array of float64, not {type(array).__name__}"
        raise refusal(BadTypeError, of, "out", message)
    if array.dtype != np.float64 or not array.dtype.isnative:
        raise refusal(BadTypeError, of, "out", f"out must be an array of float64, not of {array.dtype}")
    if not array.flags.aligned:
        raise refusal(BadValueError, of, "out", "out must be aligned: its values must lie at multiples of 8 bytes")
    if not array.flags.writeable:
        raise refusal(BadValueError, of, "out", "out is read-only")


def check_overlap(of: AnyIndicator | str, arrays: Sequence[Doubles], inputs: Sequence[NDArray[Any]]) -> None:
    for k, array in enumerate(arrays):
        if any(share_memory(array, given) for given in inputs):
            raise refusal(BadValueError, of, "out", "out must not share memory with the bars")
        if any(share_memory(array, other) for other in arrays[:k]):
            raise refusal(BadValueError, of, "out", "the arrays of out must not share memory")


def share_memory(a: NDArray[Any], b: NDArray[Any]) -> bool:
    """Exactly where that is quickly said, and by their bounds otherwise."""
    try:
        return np.shares_memory(a, b, max_work=SEARCH_MOST)  # type: ignore[arg-type]  # any number will do
    except np.exceptions.TooHardError:
        return True


def check_shape(of: AnyIndicator | str, arrays: Iterable[Doubles], shape: tuple[int, ...], meaning: str) -> None:
    for array in arrays:
        if array.shape != shape:
            message = f"out must have the shape {shape} ({meaning}), not {array.shape}"
            raise refusal(BadValueError, of, "out", message)


def check_alike(of: AnyIndicator | str, arrays: Sequence[Doubles]) -> None:
    """The library is told once how far the values of all outputs lie apart."""
    if len({array.strides[-1] for array in arrays}) > 1:
        raise refusal(BadValueError, of, "out", "the arrays of out must lie in memory alike")
