"""What holds for every row to the last bit: no bar looks ahead, gaps stay contained, windows stand for themselves."""

from __future__ import annotations

from collections.abc import Mapping

import barwise as bw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import REFERENCES
from reference.bars import KINDS, Bars, below_one, make_bars
from reference.rows import (
    KERNELS,
    ROWS,
    Parameters,
    call,
    defaults,
    first_value,
    inputs_of,
    lookbacks,
    parameter_sets,
    same_bits,
)

SEEDS = st.integers(0, 1000)


def part(inputs: Bars, start: int, stop: int) -> Bars:
    return {name: values[start:stop] for name, values in inputs.items()}


def recursive_outputs(row: str, parameters: Mapping[str, object]) -> set[str]:
    """The outputs that depend on all bars before them, by what the reference is made of."""
    every_truth = REFERENCES[row].truth(part(inputs_of(row, make_bars("walk")), 0, 3), parameters)
    outputs = bw.indicators[row].info.outputs
    return {output.name for output, truth in zip(outputs, every_truth, strict=True) if truth.is_recursive}


RECURSIVE = {row: recursive_outputs(row, defaults(row)) for row in ROWS if row in REFERENCES}


def rows_and_bars(row: str, data: st.DataObject) -> tuple[dict[str, object], Bars]:
    parameters = data.draw(st.sampled_from(list(parameter_sets(row))), "parameters")
    bars = make_bars(data.draw(st.sampled_from(KINDS), "kind of bars"), data.draw(SEEDS, "seed"))
    return parameters, inputs_of(row, bars)


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data(), n=st.integers(0, 300))
def test_later_bars_change_nothing(row: str, data: st.DataObject, n: int) -> None:
    parameters, inputs = rows_and_bars(row, data)
    whole = call(row, inputs, parameters)
    start = call(row, part(inputs, 0, n), parameters)
    for name, values in start.items():
        assert same_bits(values, whole[name][:n])


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data(), late=st.integers(1, 70), kernel=st.sampled_from(KERNELS))
def test_leading_gaps_shift_the_output(row: str, data: st.DataObject, late: int, kernel: str) -> None:
    parameters, inputs = rows_and_bars(row, data)
    gap = np.full(late, np.nan)
    plain = call(row, inputs, parameters, kernel)
    shifted = call(row, {name: np.concatenate([gap, values]) for name, values in inputs.items()}, parameters, kernel)
    for name, values in plain.items():
        assert np.isnan(shifted[name][:late]).all()
        assert same_bits(shifted[name][late:], values)


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_a_window_depends_on_nothing_else(row: str, data: st.DataObject) -> None:
    parameters, inputs = rows_and_bars(row, data)
    whole = call(row, inputs, parameters)
    bars = len(next(iter(inputs.values())))
    recursive = recursive_outputs(row, parameters)
    for name, lookback in lookbacks(row, parameters).items():
        if name in recursive or lookback >= bars:
            continue
        for t in data.draw(st.lists(st.integers(lookback, bars - 1), min_size=1, max_size=4), "bars"):
            window = call(row, part(inputs, t - lookback, t + 1), parameters)[name]
            assert same_bits(window[-1:], whole[name][t : t + 1])


@pytest.mark.parametrize("row", [row for row in ROWS if RECURSIVE.get(row)])
def test_outputs_that_are_recursive_in_the_reference_are(row: str) -> None:
    """Else they would escape the test above."""
    inputs = inputs_of(row, make_bars("walk"))
    for name in RECURSIVE[row]:
        length = lookbacks(row, {})[name] + 1
        ends = range(length, 300)
        whole = call(row, inputs, {})[name]
        windows = (call(row, part(inputs, end - length, end), {})[name][-1:] for end in ends)
        assert any(not same_bits(window, whole[end - 1 : end]) for end, window in zip(ends, windows, strict=True))


@pytest.mark.parametrize("row", ROWS)
def test_one_gap_stays_contained(row: str) -> None:
    """A gap takes no more results with it than reach back to it, and what comes after it is like what came before."""
    inputs = inputs_of(row, below_one(make_bars("walk")))
    gap = 150
    for parameters in parameter_sets(row):
        clean = call(row, inputs, parameters)
        recursive = recursive_outputs(row, parameters)
        for name in inputs:
            holed = {key: values.copy() for key, values in inputs.items()}
            holed[name][gap] = np.nan
            result = call(row, holed, parameters)
            for output, lookback in lookbacks(row, parameters).items():
                assert same_bits(result[output][:gap], clean[output][:gap])
                after = gap + lookback + 1
                assert not np.isnan(result[output][after:]).any()
                if output not in recursive:
                    assert same_bits(result[output][after:], clean[output][after:])


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_infinities_are_gaps(row: str, data: st.DataObject) -> None:
    parameters, inputs = rows_and_bars(row, data)
    infinite = {name: values.copy() for name, values in inputs.items()}
    for values in infinite.values():
        holes = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=5), "holes")
        values[holes] = data.draw(st.sampled_from([np.inf, -np.inf]), "infinity")
    missing = {name: np.where(np.isfinite(values), values, np.nan) for name, values in infinite.items()}
    with_infinities, with_gaps = call(row, infinite, parameters), call(row, missing, parameters)
    for name, values in with_gaps.items():
        assert same_bits(values, with_infinities[name])


@pytest.mark.parametrize("row", ROWS)
def test_kernels_agree_over_many_blocks(row: str) -> None:
    """More bars than a block, so that what one hands on to the next is compared too, with gaps here and there."""
    pieces = [make_bars(kind, seed) for seed in range(3) for kind in KINDS if kind != "nothing but gaps"]
    bars = {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}
    inputs = inputs_of(row, bars)
    for parameters in parameter_sets(row):
        expected = call(row, inputs, parameters, KERNELS[0])
        for kernel in KERNELS[1:]:
            for name, values in call(row, inputs, parameters, kernel).items():
                assert same_bits(values, expected[name]), (parameters, kernel)


NO_PRICES = ("volume", "periods")


def scaled_prices(inputs: Bars, factor: float) -> Bars:
    return {name: values if name in NO_PRICES else values * factor for name, values in inputs.items()}


def unit_of(row: str, bars: Bars | None = None, parameters: Parameters | None = None) -> dict[str, int]:
    """The power with which each output follows the level of prices."""
    inputs = inputs_of(row, bars or below_one(make_bars("walk")))
    plain, doubled = (call(row, scaled_prices(inputs, factor), parameters or {}) for factor in (1.0, 2.0))
    units = {}
    for name, values in plain.items():
        fitting = [power for power in (0, 1, 2, -1) if same_bits(doubled[name], values * 2.0**power)]
        assert fitting, f"{name} follows no power of the prices: a reference says so with has_units=False"
        units[name] = fitting[0]
    return units


WITH_UNITS = [row for row in ROWS if row in REFERENCES and REFERENCES[row].has_units]


@pytest.mark.parametrize("row", WITH_UNITS)
def test_powers_of_two_scale_exactly(row: str) -> None:
    """A factor of 2^k changes no rounding, so that a result scales by a power of it."""
    inputs = inputs_of(row, make_bars("walk"))
    units = unit_of(row)
    for parameters in parameter_sets(row):
        if any(parameter.type == "real" for parameter in bw.indicators[row].info.parameters):
            parameters = defaults(row)  # a real parameter may itself be a price
        plain = call(row, inputs, parameters)
        for exponent in (-40, -1, 40):
            scaled = call(row, scaled_prices(inputs, 2.0**exponent), parameters)
            for name, values in scaled.items():
                assert same_bits(values, plain[name] * 2.0 ** (exponent * units[name]))


@pytest.mark.parametrize("row", sorted(set(ROWS) - set(WITH_UNITS)))
def test_rows_without_units_have_none(row: str) -> None:
    def have_units(bars: Bars, parameters: Parameters) -> bool:
        try:
            return bool(unit_of(row, bars, parameters))
        except AssertionError:
            return False

    walk = make_bars("walk")
    assert not all(have_units(bars, p) for bars in (walk, below_one(walk)) for p in parameter_sets(row))


@pytest.mark.parametrize("row", WITH_UNITS)
def test_tiny_prices_are_as_good_as_large_ones(row: str) -> None:
    """No absolute epsilon: prices that are multiplied by any factor give values that are, but for rounding."""
    inputs = inputs_of(row, make_bars("walk"))
    plain, units = call(row, inputs, {}), unit_of(row)
    every_truth = REFERENCES[row].truth(inputs, defaults(row))
    for exponent in range(-12, 13):
        scaled = call(row, scaled_prices(inputs, 10.0**exponent), {})
        for (name, values), truth in zip(scaled.items(), every_truth, strict=True):
            known = truth.is_known & ~np.isnan(plain[name])
            distance = np.abs(values[known] / 10.0 ** (exponent * units[name]) - plain[name][known])
            allowed = 4 * truth.tolerance[known] + 1e-13 * np.abs(plain[name][known]).max()
            assert (distance <= allowed).mean() > 0.98


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("bars", [0, 1, 2])
def test_short_series_are_no_error(row: str, bars: int) -> None:
    inputs = part(inputs_of(row, below_one(make_bars("walk"))), 0, bars)
    for parameters in parameter_sets(row):
        lookback = lookbacks(row, parameters)
        for name, values in call(row, inputs, parameters).items():
            assert len(values) == bars
            assert first_value(values) == min(bars, lookback[name])
