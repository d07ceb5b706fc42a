"""Another library in the process may have changed how the processor rounds: no result may change by it."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
from collections.abc import Iterator

import barwise as bw
import pytest
from barwise.wiring import program_of
from reference.bars import make_bars
from reference.rows import KERNELS, ROWS, call, inputs_of, parameter_sets, same_bits

# FE_UPWARD, FE_DOWNWARD and FE_TOWARDZERO of <fenv.h>, which differ between processors.
DIRECTIONS = {"x86_64": (0x800, 0x400, 0xC00), "aarch64": (0x400000, 0x800000, 0xC00000)}.get(platform.machine(), ())


@pytest.fixture
def math_library() -> Iterator[ctypes.CDLL]:
    path = ctypes.util.find_library("m")
    if path is None:
        pytest.skip("no C library to change the rounding with")
    library = ctypes.CDLL(path)
    usual = library.fegetround()
    yield library
    library.fesetround(usual)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_rounding_of_the_host_changes_nothing(math_library: ctypes.CDLL, direction: int) -> None:
    for row in ROWS:
        inputs = inputs_of(row, make_bars("walk"))
        for parameters in parameter_sets(row):
            expected = call(row, inputs, parameters)
            for kernel in KERNELS:
                assert math_library.fesetround(direction) == 0
                got = call(row, inputs, parameters, kernel)
                assert math_library.fegetround() == direction
                math_library.fesetround(0)
                assert all(same_bits(got[name], expected[name]) for name in expected)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_nor_does_it_change_expressions(math_library: ctypes.CDLL, direction: int) -> None:
    for row in ROWS:
        bars = make_bars("walk")
        for parameters in parameter_sets(row):
            expression = bw.indicators[row](**parameters)
            columns = {name: bars[name] for name in expression.columns}
            expected = expression.program().run(columns)
            assert math_library.fesetround(direction) == 0
            got = program_of([expression], expression.outputs, row).run(columns)
            math_library.fesetround(0)
            assert all(same_bits(a, b) for a, b in zip(got, expected, strict=True))
