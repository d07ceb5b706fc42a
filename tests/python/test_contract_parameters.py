"""Every parameter of every row at its bounds, beyond them, and at what is no value for it."""

from __future__ import annotations

import math

import barwise as bw
import numpy as np
import pytest
from reference import REFERENCES
from reference.bars import make_bars
from reference.rows import ROWS, call, defaults, in_order, inputs_of, lookbacks, same_bits
from test_reference import assert_true

NUMBERS = [
    pytest.param(row, parameter, id=f"{row}-{parameter.name}")
    for row in ROWS
    for parameter in bw.indicators[row].info.parameters
    if parameter.type != "choice"
]
CHOICES = [
    pytest.param(row, parameter, id=f"{row}-{parameter.name}")
    for row in ROWS
    for parameter in bw.indicators[row].info.parameters
    if parameter.type == "choice"
]


def refused(row: str, name: str, value: object) -> str:
    """The message with which the row refuses that value."""
    with pytest.raises(bw.Error) as caught:
        call(row, inputs_of(row, make_bars("walk")), {name: value})
    message = str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert row in message
    assert name in message
    with pytest.raises(bw.Error):
        bw.indicators[row].lookback(**{name: value})
    return message


@pytest.mark.parametrize(("row", "parameter"), NUMBERS)
def test_beyond_the_bounds_is_refused(row: str, parameter: object) -> None:
    if parameter.type == "integer":
        beyond = [parameter.min - 1, parameter.max + 1, -parameter.max, 10**30]
    else:
        beyond = [np.nextafter(parameter.min, -math.inf), np.nextafter(parameter.max, math.inf), 1e300, -1e300]
    for value in [*beyond, math.nan, math.inf, -math.inf]:
        refused(row, parameter.name, value)


@pytest.mark.parametrize(("row", "parameter"), NUMBERS)
def test_bounds_are_told(row: str, parameter: object) -> None:
    with pytest.raises(ValueError, match=f"{parameter.min:.15g}.*{parameter.max:.15g}.*not"):
        call(row, inputs_of(row, make_bars("walk")), {parameter.name: parameter.max + 1})


@pytest.mark.parametrize(("row", "parameter"), NUMBERS)
def test_fractions_are_for_real_parameters(row: str, parameter: object) -> None:
    fraction = parameter.default + 1 / 16
    if parameter.type == "integer":
        refused(row, parameter.name, fraction)
        inputs = inputs_of(row, make_bars("walk"))
        whole = call(row, inputs, {parameter.name: parameter.default})
        for name, values in call(row, inputs, {parameter.name: float(parameter.default)}).items():
            assert same_bits(values, whole[name])
    else:
        call(row, inputs_of(row, make_bars("walk")), {parameter.name: fraction})


@pytest.mark.parametrize(("row", "parameter"), CHOICES)
def test_only_the_choices_are_taken(row: str, parameter: object) -> None:
    message = refused(row, parameter.name, "no such choice")
    assert all(choice in message for choice in parameter.choices)


@pytest.mark.parametrize(("row", "parameter"), NUMBERS)
def test_the_greatest_value_gives_the_truth(row: str, parameter: object) -> None:
    greatest = min(parameter.max, REFERENCES[row].longest or parameter.max)
    parameters = in_order(row, {**defaults(row), parameter.name: greatest})
    lookback = max(lookbacks(row, parameters).values())
    extra = 2
    bars = make_bars("walk")
    repeats = (lookback + extra) // len(bars["close"]) + 1
    inputs = {name: np.tile(values, repeats)[: lookback + extra] for name, values in inputs_of(row, bars).items()}
    for (name, values), truth in zip(
        call(row, inputs, parameters).items(), REFERENCES[row].truth(inputs, parameters), strict=True
    ):
        assert not np.isnan(truth.values[lookback:][truth.is_known[lookback:]]).any()
        assert_true(values, truth, f"{row} {parameters}: {name}")


ORDERED = [
    pytest.param(row, parameter, id=f"{row}-{parameter.name}")
    for row in ROWS
    for parameter in bw.indicators[row].info.parameters
    if parameter.at_most
]


@pytest.mark.parametrize(("row", "parameter"), ORDERED)
def test_a_fast_period_is_no_slower(row: str, parameter: object) -> None:
    most = defaults(row)[parameter.at_most]
    inputs = inputs_of(row, make_bars("walk"))
    call(row, inputs, {parameter.name: most})
    message = refused(row, parameter.name, most + 1 if parameter.type == "integer" else np.nextafter(most, np.inf))
    assert parameter.at_most in message
    swept = [most, parameter.max]
    with pytest.raises(ValueError, match=parameter.name):
        bw.indicators[row].sweep(**inputs, **{parameter.name: swept})
