"""Bars to test with: markets that behave, and everything that hurts."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Bars = dict[str, Doubles]
Random = np.random.Generator

LENGTH = 300
REAL_BARS = Path("shared") / "data" / "bitfinex-btcusd-4h.csv"


def _walk(random: Random) -> Doubles:
    return 100 * np.exp(np.cumsum(random.normal(0, 0.01, LENGTH)))


def _trend(random: Random) -> Doubles:
    return 50 + 0.25 * np.arange(LENGTH) + random.normal(0, 0.1, LENGTH)


def _ticks(random: Random) -> Doubles:
    """Prices on a coarse grid: equal neighbours, ties and short flat windows everywhere."""
    return np.round(_walk(random) * 2) / 2


def _flat_stretches(random: Random) -> Doubles:
    close = _walk(random)
    for start in range(20, LENGTH, 80):
        close[start : start + 45] = close[start]
    return close


def _constant(_random: Random) -> Doubles:
    return np.full(LENGTH, 0.1)


def _jumps(random: Random) -> Doubles:
    return np.asarray(_walk(random) * 10.0 ** random.integers(-3, 4, LENGTH // 25).repeat(25), dtype=np.float64)


def _signed_zeros(random: Random) -> Doubles:
    return random.choice([0.0, -0.0, 1.0, -1.0], LENGTH, p=[0.4, 0.4, 0.1, 0.1])


def _denormals(random: Random) -> Doubles:
    return np.asarray(random.integers(1, 2000, LENGTH) * 5e-324, dtype=np.float64)


def _across_the_least_normal(random: Random) -> Doubles:
    return np.asarray(2.0**-1022 * random.uniform(0.1, 4, LENGTH), dtype=np.float64)


def _far_from_zero(random: Random) -> Doubles:
    return 1e8 + random.normal(0, 1, LENGTH)


def _around_zero(random: Random) -> Doubles:
    return random.normal(0, 1, LENGTH)


# Each makes closes; the other columns follow from them.
CLOSES: dict[str, Callable[[Random], Doubles]] = {
    "walk": _walk,
    "trend": _trend,
    "ticks": _ticks,
    "flat stretches": _flat_stretches,
    "constant": _constant,
    "jumps": _jumps,
    "signed zeros": _signed_zeros,
    "denormals": _denormals,
    "across the least normal": _across_the_least_normal,
    "far from zero": _far_from_zero,
    "around zero": _around_zero,
    "huge": lambda random: _walk(random) * 1e147,
    "tiny": lambda random: _walk(random) * 1e-14,
}


def _late_start(column: Doubles, random: Random) -> None:
    column[: random.integers(1, 40)] = np.nan


def _gaps(column: Doubles, random: Random) -> None:
    column[random.integers(0, LENGTH, 3)] = np.nan
    start = random.integers(0, LENGTH - 20)
    column[start : start + random.integers(2, 20)] = np.nan


def _infinities(column: Doubles, random: Random) -> None:
    column[random.integers(0, LENGTH, 4)] = random.choice([np.inf, -np.inf], 4)


def _nothing_but_gaps(column: Doubles, _random: Random) -> None:
    column[:] = np.nan


# Each spoils a column in place.
MISSING: dict[str, Callable[[Doubles, Random], None]] = {
    "late start": _late_start,
    "gaps": _gaps,
    "infinities": _infinities,
    "nothing but gaps": _nothing_but_gaps,
}

KINDS = (*CLOSES, *MISSING)


def make_bars(kind: str, seed: int = 0) -> Bars:
    """Bars of that kind, the same for the same seed. Where values are missing, each column misses others."""
    random = np.random.default_rng([seed, KINDS.index(kind)])
    close = CLOSES.get(kind, _walk)(random)
    open_ = np.concatenate([close[:1], close[:-1]])
    spread = np.abs(close) * 0.005
    if kind in ("constant", "flat stretches"):
        spread *= close != open_
    bars = {
        "open": open_,
        "high": np.maximum(open_, close) + spread * random.random(LENGTH),
        "low": np.minimum(open_, close) - spread * random.random(LENGTH),
        "close": close,
        "volume": random.lognormal(8, 1, LENGTH),
    }
    if kind in MISSING:
        for column in bars.values():
            MISSING[kind](column, random)
    return bars


def periods_of(bars: Bars) -> Doubles:
    """Periods that change from bar to bar: not whole, some beyond what is asked for, missing with the volume."""
    with np.errstate(invalid="ignore"):
        return np.fmod(bars["volume"], 37)


def below_one(bars: Bars) -> Bars:
    """Those bars at prices that are in the domain of every function, such as the arccosine."""
    return {name: column if name == "volume" else column * 2.0**-10 for name, column in bars.items()}


def find_real_bars() -> Path | None:
    """The file of real bars beside the repository, if this checkout has one."""
    for folder in Path(__file__).resolve().parents:
        if (folder / REAL_BARS).is_file():
            return folder / REAL_BARS
    return None


def read_bars(path: Path) -> Bars:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in ("open", "high", "low", "close", "volume")}
