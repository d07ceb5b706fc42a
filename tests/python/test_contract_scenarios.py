"""What users of such libraries were hurt by, and must not be by this one."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import barwise as bw
import numpy as np
import numpy.typing as npt
import pytest
from reference import REFERENCES
from reference.bars import make_bars
from reference.rows import (
    KERNELS,
    ROWS,
    ROWS_OF_EACH_SHAPE,
    call,
    defaults,
    first_value,
    inputs_of,
    parameter_sets,
    same_bits,
    some_parameter_sets,
)

Doubles = npt.NDArray[np.float64]
nan = math.nan


def test_a_window_recovers_from_a_gap() -> None:
    assert same_bits(bw.sma(np.array([1, 2, 3, nan, 4, 5, 6]), 3), np.array([nan, nan, 2, nan, nan, nan, 5]))


@pytest.mark.parametrize("period", [1, 5, 20])
def test_a_gap_in_a_constant_leaves_the_constant(period: int) -> None:
    prices = np.full(60, 10.0)
    prices[25] = nan
    for average in (bw.sma(prices, period), bw.ema(prices, period)):
        present = ~np.isnan(average)
        assert (average[present] == 10).all()
        assert present[25 + 21 :].all()
    assert first_value(bw.sma(prices, period)[25:]) == period
    assert first_value(bw.ema(prices, period)[25:]) == 1


@pytest.mark.parametrize("row", ROWS)
def test_nothing_but_gaps_gives_nothing_but_gaps(row: str) -> None:
    for values in call(row, inputs_of(row, make_bars("nothing but gaps")), defaults(row)).values():
        assert np.isnan(values).all()


def test_a_window_longer_than_the_series_gives_gaps() -> None:
    too_short = bw.sma(np.arange(9.0), 14)
    assert np.isnan(too_short).all()
    assert np.isnan(bw.sma(too_short, 5)).all()


def test_zeros_after_numbers_average_to_exactly_zero() -> None:
    prices = np.array([0.1, 0.7, 1e9, 3.3, 1e-9, *[0.0] * 9])
    assert (bw.sma(prices, 5)[-5:] == 0).all()
    assert (bw.wma(prices, 5)[-5:] == 0).all()


@pytest.mark.parametrize("row", ROWS)
def test_a_flat_market_is_exactly_flat(row: str) -> None:
    """Every average of a constant is the constant, every distance from it 0; no infinity but what is one, as e^1e15."""
    prices = 0.1, 100.0, 1e-8, 1 / 3, 1e15 + 0.3
    for place, parameters in enumerate(some_parameter_sets(row, 0)):
        inputs = {name: np.full(200, prices[place % len(prices)]) for name in inputs_of(row, make_bars("constant"))}
        for values, truth in zip(
            call(row, inputs, parameters).values(), REFERENCES[row].truth(inputs, parameters), strict=True
        ):
            assert not np.isinf(values[truth.is_known]).any()
            exact = (truth.tolerance == 0) & ~np.isnan(truth.values)
            assert (values[exact] == truth.values[exact]).all()


@pytest.mark.parametrize("price", [1.7e308, 5e-324, -0.1])
@pytest.mark.parametrize("period", [2, 3, 14, 50])
def test_an_average_starts_flat_even_where_the_sum_overflows(price: float, period: int) -> None:
    prices = np.full(100, price)
    stream = bw.ema.stream(period=period)
    for averages in (bw.ema(prices, period), np.array([stream.update(price) for price in prices])):
        assert (averages[period - 1 :] == price).all()


def test_flatness_begins_with_the_last_equal_value() -> None:
    prices = np.concatenate([make_bars("walk")["close"][:100], np.full(30, 0.1)])
    cci = bw.cci(prices, 20)
    assert (cci[119:] == 0).all()
    assert (cci[100:119] != 0).all()
    assert (bw.sma(prices, 20)[119:] == 0.1).all()
    assert (bw.alma(prices, 20)[119:] == 0.1).all()


@pytest.mark.parametrize("far", [1e4, 1e6, 1e8])
def test_digits_survive_far_from_zero(far: float) -> None:
    """Prices on a grid of 2^-10 are exact at any level, so a shifted series must have the same CCI."""
    grid = np.round(make_bars("around zero")["close"] * 1024) / 1024
    for period in (5, 20, 100):
        assert same_bits(bw.cci(grid, period), bw.cci(grid + far, period))


def test_history_is_forgotten_at_the_rate_of_the_average() -> None:
    """EMA(50) from half way on: the difference fades by 1 - 2 / 51 a bar, to below 1e-6 of the first in 346 bars."""
    prices = np.concatenate([make_bars("walk", seed)["close"] for seed in range(4)])
    whole, late = bw.ema(prices, 50), bw.ema(prices[300:], 50)
    difference = np.abs(whole[300:] - late)
    assert difference[49] > 0
    assert difference[49 + 346] < 1e-6 * difference[49]


def test_composed_warm_up_is_counted_once() -> None:
    changes = np.concatenate([[nan], np.diff(make_bars("walk")["close"])])
    assert first_value(bw.ema(changes, 39)) == 39
    assert first_value(bw.ema(bw.sma(make_bars("walk")["close"], 10), 20)) == 28


VIEWS: dict[str, Callable[[Doubles], Any]] = {
    "reversed": lambda x: x[::-1].copy()[::-1],
    "every third": lambda x: x.repeat(3)[::3],
    "column of a matrix": lambda x: np.stack([x, x + 1, x + 2], axis=1)[:, 0],
    "field of records": lambda x: np.rec.fromarrays([x, np.zeros(len(x), np.int8)])["f0"],
    "big-endian": lambda x: x.astype(">f8"),
    "list": lambda x: x.tolist(),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_layout_does_not_matter(row: str, view: str) -> None:
    inputs = inputs_of(row, make_bars("gaps"))
    expected = call(row, inputs, defaults(row))
    for name, values in call(row, {key: VIEWS[view](column) for key, column in inputs.items()}, defaults(row)).items():
        assert same_bits(values, expected[name])


@pytest.mark.parametrize("kind", [np.float32, np.int64, np.int32, np.int16, np.uint8, np.uint64, np.bool_])
@pytest.mark.parametrize("row", ROWS_OF_EACH_SHAPE)
def test_other_numbers_are_taken_as_doubles(row: str, kind: type) -> None:
    inputs = {name: values.astype(kind) for name, values in inputs_of(row, make_bars("walk")).items()}
    expected = call(row, {name: values.astype(np.float64) for name, values in inputs.items()}, defaults(row))
    for name, values in call(row, inputs, defaults(row)).items():
        assert same_bits(values, expected[name])


@pytest.mark.parametrize("row", ROWS)
def test_inputs_are_only_read(row: str) -> None:
    inputs = inputs_of(row, make_bars("infinities"))
    before = {name: values.copy() for name, values in inputs.items()}
    expected = call(row, inputs, defaults(row))
    for name, values in inputs.items():
        assert same_bits(values, before[name])
        values.flags.writeable = False
    for name, values in call(row, inputs, defaults(row)).items():
        assert same_bits(values, expected[name])


def test_threads_get_what_one_gets() -> None:
    work = []
    for row in ROWS:
        for parameters in parameter_sets(row):
            for kind in ("walk", "gaps"):
                bars = make_bars(kind)
                for repeats in (3, 13):
                    inputs = {name: np.tile(values, repeats) for name, values in inputs_of(row, bars).items()}
                    work.append((row, inputs, parameters, KERNELS[len(work) % len(KERNELS)]))
    serial = [call(*arguments) for arguments in work]
    with ThreadPoolExecutor(16) as pool:
        for _ in range(10):
            for expected, got in zip(serial, pool.map(lambda arguments: call(*arguments), work), strict=True):
                assert all(same_bits(got[name], expected[name]) for name in expected)
