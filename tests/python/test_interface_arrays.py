"""Arrays and sequences of every kind give the bits of contiguous float64 arrays, and are not copied."""

from __future__ import annotations

import array
import tracemalloc
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import barwise as bw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from interface_rows import SIMPLE
from reference.bars import Doubles
from reference.rows import ROWS, ROWS_OF_EACH_SHAPE, same_bits

# More than a block of the engine, and no multiple of one.
LENGTH = 1_337
NUMBERS = np.random.default_rng(3).integers(0, 100, LENGTH)

TYPES = [
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
    "longdouble",
]
ORDERS = "<>"


def check(row: str, values: object, doubles: Doubles) -> None:
    indicator = bw.indicators[row]
    got, expected = (indicator(*[given] * len(indicator.info.inputs)) for given in (values, doubles))
    for x, y in zip(got, expected, strict=True) if isinstance(got, tuple) else [(got, expected)]:
        assert type(x) is np.ndarray
        assert same_bits(x, y)


def plain(values: np.ndarray[Any, Any]) -> Doubles:
    """The same numbers, converted by numpy."""
    return np.ascontiguousarray(values, dtype=np.float64)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("type_name", TYPES)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_every_type_of_number(row: str, type_name: str, order: str) -> None:
    values = NUMBERS.astype(np.dtype(type_name).newbyteorder(order))
    check(row, values, plain(values))


LAYOUTS: dict[str, Callable[[Doubles], np.ndarray[Any, Any]]] = {
    "reversed": lambda x: x[::-1],
    "every third": lambda x: np.repeat(x, 3)[::3],
    "backwards by two": lambda x: np.repeat(x, 2)[::-2],
    "one value for all": lambda x: np.broadcast_to(x[:1], x.shape),
    "column of rows": lambda x: np.stack([x, x + 1], axis=1)[:, 1],
    "row of columns": lambda x: np.asfortranarray(np.stack([x, x + 1]))[1],
    "field of records": lambda x: np.rec.fromarrays([x.astype(np.int8), x], names="a,b")["b"],  # unaligned
    "read-only": lambda x: np.frombuffer(x.tobytes()),
    "subclass": lambda x: x.view(np.recarray),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_every_layout(row: str, layout: str) -> None:
    values = LAYOUTS[layout](NUMBERS / 8)
    before = values.tobytes()
    check(row, values, plain(values))
    assert values.tobytes() == before


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
@given(
    values=arrays_of.arrays(
        arrays_of.floating_dtypes() | arrays_of.integer_dtypes() | arrays_of.unsigned_integer_dtypes(),
        st.integers(0, 60),
    ),
    step=st.sampled_from([1, 2, 3, -1, -2]),
)
def test_any_numbers_at_any_step(row: str, values: np.ndarray[Any, Any], step: int) -> None:
    with np.errstate(over="ignore"):
        check(row, values[::step], plain(values[::step]))


def test_every_half() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    for row in SIMPLE:
        check(row, halves, plain(halves))


MASKS = {"none": False, "some": NUMBERS % 7 == 0, "all": True}


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("type_name", ["int32", "float64", ">f4"])
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_masked_values_are_missing(row: str, type_name: str, mask: str) -> None:
    masked = np.ma.array(NUMBERS.astype(type_name), mask=MASKS[mask])
    check(row, masked, masked.astype(np.float64).filled(np.nan))
    check(row, masked[::-2], masked.astype(np.float64).filled(np.nan)[::-2].copy())


def test_masked_array_without_a_mask() -> None:
    check(ROWS[0], np.ma.array(NUMBERS), plain(NUMBERS))


@pytest.mark.parametrize("kind", [list, tuple])
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_lists_and_tuples(row: str, kind: Callable[[Any], Sequence[float]]) -> None:
    check(row, kind((NUMBERS / 8).tolist()), NUMBERS / 8)
    check(row, kind(NUMBERS.tolist()), plain(NUMBERS))
    check(row, kind(NUMBERS.astype(np.float32)), plain(NUMBERS))


@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_lists_of_anything_that_is_a_number(row: str) -> None:
    numbers = [1, 2.5, True, np.float32(0.1), np.int8(-3), Decimal("0.1"), Fraction(1, 3), *range(50)]
    missing = [None, 10**400, -(10**400), np.nan]
    doubles = [float(number) for number in numbers]
    check(row, [*numbers, *missing, *numbers], np.array([*doubles, *[np.nan] * len(missing), *doubles]))


class HasArray:
    """What the arrays of other libraries have."""

    def __init__(self, values: Doubles) -> None:
        self.values = values

    def __array__(self, dtype: object = None, copy: object = None) -> Doubles:
        assert dtype is None
        assert copy is None
        return self.values


OTHERS: dict[str, Callable[[], object]] = {
    "array.array": lambda: array.array("h", NUMBERS.tolist()),
    "memoryview": lambda: memoryview(plain(NUMBERS)),
    "range": lambda: range(40),
    "__array__": lambda: HasArray(plain(NUMBERS)),
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_whatever_numpy_can_make_an_array_of(row: str, other: str) -> None:
    values = OTHERS[other]()
    check(row, values, np.asarray(values, dtype=None).astype(np.float64))


BIG = 200_000
SPARE = 32 * 1024
GROWERS: dict[str, Callable[[], object]] = {
    "float64": lambda: np.ones(BIG),
    "reversed": lambda: np.ones(BIG)[::-1],
    "strided": lambda: np.ones(2 * BIG)[::2],
    "float32": lambda: np.ones(BIG, np.float32),
    "int64": lambda: np.ones(BIG, np.int64),
    "swapped": lambda: np.ones(BIG, np.dtype(float).newbyteorder()),
    "masked": lambda: np.ma.array(np.ones(BIG), mask=np.arange(BIG) % 9 == 0),
    "list": lambda: [1.0] * BIG,
    "array.array": lambda: array.array("d", [1.0]) * BIG,
}


@pytest.mark.parametrize("kind", GROWERS)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_memory_grows_by_the_result_only(row: str, kind: str) -> None:
    indicator, values = bw.indicators[row], GROWERS[kind]()
    inputs = [values] * len(indicator.info.inputs)
    indicator(*inputs)  # imports what it needs
    tracemalloc.start()
    try:
        result = indicator(*inputs)
        _, peak = tracemalloc.get_traced_memory()
        size = 8 * BIG * len(indicator.info.outputs)
        assert size <= peak < size + SPARE
        del result
        held, _ = tracemalloc.get_traced_memory()
        assert held < SPARE
        if kind == "float64":
            arrays = [np.empty(BIG) for _ in indicator.info.outputs]
            tracemalloc.reset_peak()
            before, _ = tracemalloc.get_traced_memory()
            indicator(*inputs, out=arrays[0] if len(arrays) == 1 else arrays)
            assert tracemalloc.get_traced_memory()[1] < before + SPARE
    finally:
        tracemalloc.stop()
