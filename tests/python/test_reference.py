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
from reference.rows import (
    KERNELS,
    ROWS,
    Doubles,
    call,
    defaults,
    first_value,
    in_order,
    inputs_of,
    lookbacks,
    same_bits,
    some_parameter_sets,
)


def assert_true(got: Doubles, truth: Truth, what: str) -> None:
    assert got.dtype == np.float64, what
    assert got.shape == truth.values.shape, what
    missing = np.isnan(truth.values)
    wrong = np.flatnonzero((np.isnan(got) != missing) & truth.is_known)
    assert not wrong.size, f"{what}: NaN is not where it must be at bars {wrong[:5]}"
    checked = np.flatnonzero(~missing & truth.is_known)
    distance = np.abs(got[checked] - truth.values[checked])
    wrong = checked[~(distance <= truth.tolerance[checked])]
    assert not wrong.size, (
        f"{what}: {wrong.size} values are too far from the truth, the first at bar {wrong[0]}: "
        f"{got[wrong[0]]!r}, not {truth.values[wrong[0]]!r} within {truth.tolerance[wrong[0]]:.2g}"
    )


def check_row(row: str, inputs: dict[str, Doubles], parameters: dict[str, object], what: str) -> None:
    """Compare every output in every kernel with the truth, and the kernels with each other."""
    every_truth = REFERENCES[row].truth(inputs, parameters)
    first = call(row, inputs, parameters, KERNELS[0])
    for (name, values), truth in zip(first.items(), every_truth, strict=True):
        assert_true(values, truth, f"{row} {parameters} on {what}: {name}")
    for kernel in KERNELS[1:]:
        for name, values in call(row, inputs, parameters, kernel).items():
            assert same_bits(values, first[name]), f"{row} {parameters} on {what}: {name} differs in {kernel}"


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
    for parameters in some_parameter_sets(row, KINDS.index(kind)):
        check_row(row, inputs, parameters, kind)


@pytest.mark.parametrize("row", ROWS)
def test_most_values_are_checked(row: str) -> None:
    """A reference that leaves everything undecided would pass every test. Prices below 1 are in every domain."""
    inputs = inputs_of(row, make_bars("tiny"))
    for truth in REFERENCES[row].truth(inputs, defaults(row)):
        assert truth.is_known.mean() > 0.9
        present = ~np.isnan(truth.values) & truth.is_known
        assert present.any()
        assert np.median(truth.tolerance[present]) <= 1e-9 * np.abs(truth.values[present]).max()


@pytest.mark.parametrize("row", ROWS)
def test_real_bars(row: str) -> None:
    path = find_real_bars()
    if path is None:
        pytest.skip("NOT TESTED ON REAL BARS: there is no shared/data/bitfinex-btcusd-4h.csv beside this checkout")
    inputs = {name: values[:2000] for name, values in inputs_of(row, read_bars(path)).items()}
    check_row(row, inputs, defaults(row), "real bars")


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
    check_row(row, inputs, in_order(row, parameters), "anything")


# Starts of up to 96 bars are one weighted sum, and longer ones smoothed stage by stage.
STARTS: dict[str, list[dict[str, object]]] = {
    "dema": [{"period": period} for period in (2, 48, 49, 90)],
    "tema": [{"period": period} for period in (32, 33)],
    "t3": [{"period": period, "volume_factor": lead} for period in (2, 16, 17, 40) for lead in (0.0, 0.7)],
    "tsi": [{"first_period": 60, "second_period": second} for second in (2, 37, 38)],
}


@pytest.mark.parametrize("kind", ["walk", "flat stretches", "gaps"])
@pytest.mark.parametrize("row", STARTS)
def test_short_and_long_starts_of_averages_of_averages(row: str, kind: str) -> None:
    inputs = inputs_of(row, make_bars(kind))
    for parameters in STARTS[row]:
        for seed in bw.indicators[row].info.parameters[-1].choices:
            check_row(row, inputs, {**parameters, "seed": seed}, kind)


@pytest.mark.parametrize("row", ROWS)
def test_lookback_is_the_first_value_of_the_reference(row: str) -> None:
    inputs = inputs_of(row, make_bars("tiny"))
    for parameters in some_parameter_sets(row, 0):
        every_truth = REFERENCES[row].truth(inputs, parameters)
        for (name, bars), truth in zip(lookbacks(row, parameters).items(), every_truth, strict=True):
            assert min(bars, len(truth.values)) == first_value(truth.values), name
