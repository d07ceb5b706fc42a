"""Which rows of a long table are one series: by labels, such as symbols, or by offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._core import BadTypeError, BadValueError
from .errors import refusal
from .information import AnyIndicator

Positions = NDArray[np.intp]

MISSING = -1  # the code of a row without a label


@dataclass(frozen=True)
class Groups:
    """Series of rows, each from its start to its stop, once the rows are put in order.

    order: the number of the row for each place; None where the rows stay where they are.
    is_complete: every row belongs to a series.
    """

    starts: Positions
    stops: Positions
    order: Positions | None
    is_complete: bool
    rows: int


def groups_of_codes(codes: Positions) -> Groups:
    """Rows with equal codes are one series, in the order of the rows; those of code MISSING belong to none."""
    rows = len(codes)
    starts = starts_of_runs(codes)
    stops = np.append(starts[1:], rows)[: len(starts)]
    labelled = codes[starts] != MISSING
    is_complete = bool(labelled.all())
    if len(np.unique(codes[starts[labelled]])) == np.count_nonzero(labelled):
        return Groups(starts[labelled].copy(), stops[labelled].copy(), None, is_complete, rows)
    order = np.argsort(codes.astype(smallest_type(codes)), kind="stable")  # by counting, where the type is small
    inner = groups_of_codes(codes[order])
    return Groups(inner.starts, inner.stops, order, is_complete, rows)


def smallest_type(codes: Positions) -> np.dtype[Any]:
    return np.min_scalar_type(-max(int(codes.max()), 1) - 1)


def groups_of_offsets(of: AnyIndicator | str, offsets: Any, bars: int) -> Groups:
    """Series k lasts from offsets[k] to offsets[k + 1]."""
    try:
        positions = np.asarray(offsets)
    except ValueError as error:
        raise refusal(BadTypeError, of, "offsets", f"offsets cannot be made an array: {error}") from error
    if positions.ndim != 1 or positions.dtype.kind not in "iu" or not len(positions):
        message = "offsets must be a list or array of integers: where each series begins, and where the last ends"
        raise refusal(BadTypeError, of, "offsets", message)
    positions = np.ascontiguousarray(positions, np.intp)
    if positions[0] != 0 or positions[-1] != bars or (np.diff(positions) < 0).any():
        message = f"offsets must rise from 0 to {bars}, the number of bars"
        raise refusal(BadValueError, of, "offsets", message)
    return Groups(positions[:-1].copy(), positions[1:].copy(), None, True, bars)


# ---- labels ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Labels:
    """The labels of all rows, as a number for each, the same for equal ones."""

    codes: Positions


def combined(first: Positions, second: Positions) -> Positions:
    """One code for each pair of codes."""
    pairs = first * (second.max(initial=0) + 1) + second
    codes = np.unique(pairs, return_inverse=True)[1].reshape(-1).astype(np.intp)
    codes[(first == MISSING) | (second == MISSING)] = MISSING
    return codes


def codes_of_array(of: AnyIndicator | str, labels: Any) -> Positions:
    try:
        array = np.asarray(labels)
    except ValueError as error:
        raise refusal(BadTypeError, of, "by", f"by cannot be made an array of labels: {error}") from error
    if array.ndim != 1:
        message = f"by must be the labels of the bars, in one dimension, not {array.ndim}"
        raise refusal(BadValueError, of, "by", message)
    if array.dtype.kind in "biu":
        return codes_of_integers(array)
    starts = starts_of_runs(array)  # of which there are few where the rows of a series lie together
    lengths = np.diff(starts, append=len(array))
    if array.dtype.kind in "fmM":
        codes = np.unique(array[starts], return_inverse=True)[1].reshape(-1).astype(np.intp)
        codes[np.isnan(array[starts])] = MISSING
    else:
        codes = codes_of_objects(array[starts].tolist())
    return np.repeat(codes, lengths)


def starts_of_runs(values: NDArray[Any]) -> Positions:
    """Where a value differs from the one before it."""
    if not len(values):
        return np.zeros(0, np.intp)
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))


def codes_of_integers(labels: NDArray[Any]) -> Positions:
    """Their distances from the least, unless that would be far."""
    least, greatest = (int(labels.min()), int(labels.max())) if len(labels) else (0, 0)
    if greatest - least < np.iinfo(np.int32).max and greatest < np.iinfo(np.intp).max:
        return labels.astype(np.intp) - least
    return np.unique(labels, return_inverse=True)[1].reshape(-1).astype(np.intp)


def codes_of_objects(labels: list[Any]) -> Positions:
    known: dict[Any, int] = {None: MISSING}
    return np.array(
        [MISSING if label != label else known.setdefault(label, len(known) - 1) for label in labels], np.intp
    )
