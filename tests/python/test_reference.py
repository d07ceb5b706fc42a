"""Every indicator, in every kernel of this machine, against its exact formula."""

from __future__ import annotations

import inspect

import barwise as bw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import REFERENCES
from reference.bars import KINDS, find_real_bars, make_bars, read_bars
from reference.definition import Truth
from reference.rows import KERNELS, ROWS, Doubles, call, defaults, inputs_of, parameter_sets, same_bits


def assert_true(got: Doubles, truth: Truth, what: str) -> None:
    assert got.dtype == np.float64, what
    assert got.shape == truth.values.shape, what
    missing = np.isnan(truth.values)
    wrong = np.flatnonzero(np.isnan(got) != missing)
    assert not wrong.size, f"{what}: NaN is not where it must be at bars {wrong[:5]}"
    distance = np.abs(got[~missing] - truth.values[~missing])
    allowed = truth.tolerance[~missing]
    wrong = np.flatnonzero(~(distance <= allowed))
    assert not wrong.size, (
        f"{what}: {wrong.size} values are too far from the truth, the first at present value {wrong[0]}: "
        f"{got[~missing][wrong[0]]!r}, not {truth.values[~missing][wrong[0]]!r} within {allowed[wrong[0]]:.2g}"
    )


def only_output(row: str, inputs: dict[str, Doubles], parameters: dict[str, object], kernel: str) -> Doubles:
    outputs = call(row, inputs, parameters, kernel)
    assert len(outputs) == 1
    return next(iter(outputs.values()))


def test_every_row_has_a_reference_and_every_reference_a_row() -> None:
    assert set(REFERENCES) == set(ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_reference_takes_what_the_row_declares(row: str) -> None:
    info = bw.indicators[row].info
    declared = [given.name for given in info.inputs] + [parameter.name for parameter in info.parameters]
    assert list(REFERENCES[row].arguments) == declared
    assert inspect.getdoc(REFERENCES[row].formula)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("row", ROWS)
def test_every_kernel_gives_the_truth(row: str, kind: str) -> None:
    inputs = inputs_of(row, make_bars(kind))
    for parameters in parameter_sets(row):
        truth = REFERENCES[row].truth(inputs, parameters)
        results = {kernel: only_output(row, inputs, parameters, kernel) for kernel in KERNELS}
        first = results[KERNELS[0]]
        assert_true(first, truth, f"{row} {parameters} on {kind}")
        for kernel, result in results.items():
            assert same_bits(result, first), f"{row} {parameters} on {kind}: {kernel} differs from {KERNELS[0]}"


@pytest.mark.parametrize("row", ROWS)
def test_real_bars(row: str) -> None:
    path = find_real_bars()
    if path is None:
        pytest.skip("NOT TESTED ON REAL BARS: there is no shared/data/bitfinex-btcusd-4h.csv beside this checkout")
    inputs = inputs_of(row, read_bars(path))
    truth = REFERENCES[row].truth(inputs, defaults(row))
    for kernel in KERNELS:
        assert_true(only_output(row, inputs, defaults(row), kernel), truth, f"{row} on real bars, {kernel}")


anything = st.floats(-1e150, 1e150) | st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0, 5e-324, 0.1, 1e150])
prices = st.floats(0.01, 1000) | st.sampled_from([100.0, 100.0, 0.1, np.nan])


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_any_bars_and_parameters(row: str, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 40), "bars")
    values = data.draw(st.sampled_from([anything, prices]), "kind of values")
    info = bw.indicators[row].info
    inputs = {
        source.name: np.array(data.draw(st.lists(values, min_size=n, max_size=n), source.name), dtype=np.float64)
        for source in info.inputs
    }
    parameters: dict[str, object] = {}
    for parameter in info.parameters:
        if parameter.type == "choice":
            choice: object = data.draw(st.sampled_from(list(parameter.choices)), parameter.name)
        elif parameter.type == "integer":
            choice = data.draw(st.integers(int(parameter.min), min(24, int(parameter.max))), parameter.name)
        else:
            choice = data.draw(st.floats(parameter.min, parameter.max), parameter.name)
        parameters[parameter.name] = choice
    truth = REFERENCES[row].truth(inputs, parameters)
    for kernel in KERNELS:
        assert_true(only_output(row, inputs, parameters, kernel), truth, f"{row} {parameters} {kernel}")


@pytest.mark.parametrize("row", ROWS)
def test_lookback_is_the_first_value_of_the_reference(row: str) -> None:
    inputs = inputs_of(row, make_bars("walk"))
    for parameters in parameter_sets(row):
        lookback = bw.indicators[row].lookback(**parameters)
        exact = REFERENCES[row].exact(inputs, parameters)
        assert lookback == next((t for t, value in enumerate(exact) if value is not None), len(exact))
