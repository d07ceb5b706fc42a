"""What holds for every row to the last bit: no bar looks ahead, gaps stay contained, windows stand for themselves."""

from __future__ import annotations

import barwise as bw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import REFERENCES
from reference.bars import KINDS, Bars, make_bars
from reference.rows import KERNELS, ROWS, call, first_value, inputs_of, parameter_sets, same_bits

SEEDS = st.integers(0, 1000)
WINDOWED = [row for row in ROWS if not REFERENCES[row].recursive]


def rows_and_bars(row: str, data: st.DataObject) -> tuple[dict[str, object], Bars]:
    parameters = data.draw(st.sampled_from(list(parameter_sets(row))), "parameters")
    bars = make_bars(data.draw(st.sampled_from(KINDS), "kind of bars"), data.draw(SEEDS, "seed"))
    return parameters, inputs_of(row, bars)


def part(inputs: Bars, start: int, stop: int) -> Bars:
    return {name: values[start:stop] for name, values in inputs.items()}


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


@pytest.mark.parametrize("row", WINDOWED)
@given(data=st.data())
def test_a_window_depends_on_nothing_else(row: str, data: st.DataObject) -> None:
    parameters, inputs = rows_and_bars(row, data)
    length = bw.indicators[row].lookback(**parameters) + 1
    whole = call(row, inputs, parameters)
    bars = len(next(iter(inputs.values())))
    for t in data.draw(st.lists(st.integers(length - 1, bars - 1), min_size=1, max_size=8), "bars"):
        window = call(row, part(inputs, t + 1 - length, t + 1), parameters)
        for name, values in window.items():
            assert same_bits(values[-1:], whole[name][t : t + 1])


@pytest.mark.parametrize("row", sorted(set(ROWS) - set(WINDOWED)))
def test_rows_declared_recursive_are(row: str) -> None:
    """Else they would escape the test above."""
    inputs = inputs_of(row, make_bars("walk"))
    length = bw.indicators[row].lookback() + 1
    whole, window = call(row, inputs, {}), call(row, part(inputs, 300 - length, 300), {})
    assert any(not same_bits(window[name][-1:], whole[name][-1:]) for name in whole)


@pytest.mark.parametrize("row", ROWS)
def test_one_gap_stays_contained(row: str) -> None:
    """A window misses exactly the values that touch the gap; a recurrence misses one and goes on without that bar."""
    inputs = inputs_of(row, make_bars("walk"))
    gap = 200
    for parameters in parameter_sets(row):
        lookback = bw.indicators[row].lookback(**parameters)
        for name in inputs:
            holed = {key: values.copy() for key, values in inputs.items()}
            holed[name][gap] = np.nan
            clean, result = call(row, inputs, parameters), call(row, holed, parameters)
            for output, values in result.items():
                if REFERENCES[row].recursive:
                    without = {key: np.delete(column, gap) for key, column in inputs.items()}
                    assert np.isnan(values[gap])
                    assert same_bits(np.delete(values, gap), call(row, without, parameters)[output])
                else:
                    touched = slice(gap, gap + lookback + 1)
                    assert np.isnan(values[touched]).all()
                    values[touched] = clean[output][touched]
                    assert same_bits(values, clean[output])


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


@pytest.mark.parametrize("row", ROWS)
def test_powers_of_two_scale_exactly(row: str) -> None:
    """A factor of 2^k changes no rounding, so a result either scales by it or, if it has no unit, stays."""
    inputs = inputs_of(row, make_bars("walk"))
    for parameters in parameter_sets(row):
        plain = call(row, inputs, parameters)
        for exponent in (-40, -1, 40):
            factor = 2.0**exponent
            scaled = call(row, {name: values * factor for name, values in inputs.items()}, parameters)
            for name, values in scaled.items():
                assert same_bits(values, plain[name] * factor) or same_bits(values, plain[name])


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("bars", [0, 1, 2])
def test_short_series_are_no_error(row: str, bars: int) -> None:
    inputs = part(inputs_of(row, make_bars("walk")), 0, bars)
    for parameters in parameter_sets(row):
        for values in call(row, inputs, parameters).values():
            assert len(values) == bars
            assert first_value(values) == min(bars, bw.indicators[row].lookback(**parameters))
