"""The same numbers as other libraries, where they are installed and mean the same thing."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType

import barwise as bw
import numpy as np
import numpy.typing as npt
import pytest
from reference.bars import Bars, find_real_bars, make_bars, read_bars

Doubles = npt.NDArray[np.float64]
Call = Callable[[ModuleType, Bars], Doubles]


def hlc(bars: Bars) -> Bars:
    return {name: bars[name] for name in ("high", "low", "close")}


def closes(name: str, *options: float) -> Call:
    """The peer's function of that name over closes."""
    return lambda peer, bars: getattr(peer, name)(bars["close"], *options)


def columns(name: str, *of: str, options: tuple[int, ...] = ()) -> Call:
    return lambda peer, bars: getattr(peer, name)(*(bars[column] for column in of), *options)


# What a peer is asked for, and what we then give from the first bar on that both define.
PEERS: dict[str, list[tuple[Call, Callable[[Bars], Doubles]]]] = {
    "talib": [
        (columns("CCI", "high", "low", "close", options=(14,)), lambda bars: bw.cci(**hlc(bars), period=14)),
        (closes("SMA", 20), lambda bars: bw.sma(bars["close"], 20)),
        (closes("EMA", 20), lambda bars: bw.ema(bars["close"], 20)),
        (closes("WMA", 20), lambda bars: bw.wma(bars["close"], 20)),
        (closes("MAX", 30), lambda bars: bw.max(bars["close"], 30)),
        (closes("MIN", 30), lambda bars: bw.min(bars["close"], 30)),
        (columns("TYPPRICE", "high", "low", "close"), lambda bars: bw.typprice(**hlc(bars))),
        (columns("WCLPRICE", "high", "low", "close"), lambda bars: bw.wclprice(**hlc(bars))),
        (columns("MEDPRICE", "high", "low"), lambda bars: bw.medprice(high=bars["high"], low=bars["low"])),
        (columns("AVGPRICE", "open", "high", "low", "close"), lambda bars: bw.avgprice(open=bars["open"], **hlc(bars))),
    ],
    "tulipy": [
        (columns("cci", "high", "low", "close", options=(14,)), lambda bars: bw.cci(**hlc(bars), period=14)),
        (closes("ema", 20), lambda bars: bw.ema(bars["close"], 20, seed="first")),
        (closes("sma", 20), lambda bars: bw.sma(bars["close"], 20)),
        (closes("wma", 20), lambda bars: bw.wma(bars["close"], 20)),
        (closes("max", 30), lambda bars: bw.max(bars["close"], 30)),
        (closes("min", 30), lambda bars: bw.min(bars["close"], 30)),
    ],
    "vector_ta": [
        (closes("cci", 14), lambda bars: bw.cci(bars["close"], 14)),
        (closes("alma", 9, 0.85, 6.0), lambda bars: bw.alma(bars["close"], 9)),
        (closes("sma", 20), lambda bars: bw.sma(bars["close"], 20)),
        (closes("wma", 20), lambda bars: bw.wma(bars["close"], 20)),
    ],
}
CASES = [
    pytest.param(library, *case, id=f"{library}-{place}")
    for library, cases in PEERS.items()
    for place, case in enumerate(cases)
]


@pytest.mark.parametrize(("library", "theirs", "ours"), CASES)
def test_same_numbers_as_peers(library: str, theirs: Call, ours: Callable[[Bars], Doubles]) -> None:
    try:
        peer = importlib.import_module(library)
    except ImportError:
        pytest.skip(f"{library} is not installed")
    path = find_real_bars()
    every_bars = [make_bars(kind) for kind in ("walk", "trend", "around zero")]
    if path is not None:
        every_bars.append(read_bars(path))
    for bars in every_bars:
        expected = np.asarray(theirs(peer, bars))
        got = ours(bars)[len(bars["close"]) - len(expected) :]  # some leave out the bars before the first value
        both = ~np.isnan(expected) & ~np.isnan(got)
        assert both[-100:].all()
        scale = np.maximum(np.abs(expected[both]), np.abs(expected[both]).mean())
        assert (np.abs(got[both] - expected[both]) <= 1e-9 * scale).all()
