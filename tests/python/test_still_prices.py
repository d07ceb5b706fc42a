"""Where the price stands still nothing moves, not even by a rounding, which a range over a window would show."""

from __future__ import annotations

import barwise as bw
import numpy as np
import pytest
from reference.bars import make_bars
from reference.rows import KERNELS


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("smoothing", ["wilder", "ema"])
def test_relative_strength_holds(smoothing: str, kernel: str) -> None:
    close = make_bars("flat stretches")["close"]
    still = np.flatnonzero(np.diff(close) == 0) + 1
    rsi = bw.rsi(close, period=9, smoothing=smoothing, kernel=kernel)
    assert len(still) > 100
    assert (rsi[still] == rsi[still - 1]).all()


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_range_without_extent_is_zero(kernel: str) -> None:
    close = make_bars("flat stretches")["close"]
    window = 14
    runs = np.lib.stride_tricks.sliding_window_view(np.diff(close) == 0, window - 1).all(axis=1)
    still = np.flatnonzero(runs) + window - 1
    k, _ = bw.stochrsi(close, k_period=window, k_smoothing=1, kernel=kernel)
    assert len(still) > 50
    assert (k[still] == 0).all()
