"""How far the elementary functions are from the truth, in units in the last place, over doubles of every size."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import barwise as bw
import gmpy2
import numpy as np
import pytest
from reference.bars import Doubles
from reference.number import PRECISION

# The most that each may be off; a million values of each kind came to 0.9 times that or a little less.
MOST = {
    "exp": 0.75,
    "ln": 0.8,
    "log10": 0.8,
    "sin": 0.85,
    "cos": 0.85,
    "tan": 0.95,
    "asin": 0.75,
    "acos": 0.75,
    "atan": 0.85,
    "sinh": 0.95,
    "cosh": 0.8,
    "tanh": 0.8,
}
TRUTH: dict[str, Callable[[gmpy2.mpfr], gmpy2.mpfr]] = {
    name: getattr(gmpy2, "log" if name == "ln" else name) for name in MOST
}
COUNT = 1500
LARGEST = np.finfo(np.float64).max


def of_every_exponent(random: np.random.Generator) -> Doubles:
    values = random.integers(0, 2**64, COUNT, dtype=np.uint64).view(np.float64)
    return values[np.isfinite(values)]


def near_multiples_of_half_pi(random: np.random.Generator) -> Doubles:
    """The doubles beside them, where most digits cancel; those of small multiples, and of ever larger ones."""
    multiples = np.concatenate([np.arange(1, 300), np.floor(2.0 ** random.uniform(8, 52, COUNT // 3))]) * (np.pi / 2)
    return np.concatenate([multiples, np.nextafter(multiples, 0), np.nextafter(multiples, np.inf)])


def where_it_is_switched(random: np.random.Generator) -> Doubles:
    """On both sides of where another formula takes over, or where results end."""
    half_octaves = (np.arange(-40, 40) + 0.5) * math.log(2)
    ends = [7 / 16, 0.5, 11 / 16, 1, 19 / 16, 39 / 16, 20, 2.0**0.5, 0.5**0.5, 1647099.3, 709.78, 710.47, 708.4, 745.13]
    near = np.concatenate([half_octaves, ends, np.negative(ends)])
    return np.concatenate([near, near * (1 + random.uniform(-1e-12, 1e-12, len(near))), 2.0 ** np.arange(-1074, 1024)])


VALUES: dict[str, Callable[[np.random.Generator], Doubles]] = {
    "of every exponent": of_every_exponent,
    "up to 1": lambda random: random.uniform(-1, 1, COUNT),
    "near 1": lambda random: 1 + random.uniform(-1, 1, COUNT) * 2.0 ** random.integers(-50, 0, COUNT),
    "up to 10": lambda random: random.uniform(-10, 10, COUNT),
    "up to 800": lambda random: random.uniform(-800, 800, COUNT),
    "near multiples of pi / 2": near_multiples_of_half_pi,
    "where it is switched": where_it_is_switched,
}


def unit_in_the_last_place(value: gmpy2.mpfr) -> gmpy2.mpfr:
    exponent = gmpy2.get_exp(value) - 53 if value else -1074
    return gmpy2.mpfr(2) ** max(exponent, -1074)


def distances(name: str, values: Doubles) -> Iterator[tuple[float, float]]:
    """Each value with how far the function is from the truth there."""
    for x, result in zip(values.tolist(), getattr(bw, name)(values).tolist(), strict=True):
        truth = TRUTH[name](gmpy2.mpfr(x))
        if gmpy2.is_nan(truth) or (x == 0 and gmpy2.is_infinite(truth)):
            assert math.isnan(result), f"{name}({x!r}) is {result!r}: it has no finite value"
        elif abs(truth) > LARGEST + 2.0**969:  # what is less is rounded to the largest double
            assert result == math.copysign(math.inf, truth), f"{name}({x!r}) is {result!r}"
        else:
            assert math.isfinite(result), f"{name}({x!r}) is {result!r}"
            yield x, float(abs(gmpy2.mpfr(result) - truth) / unit_in_the_last_place(truth))


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("name", MOST)
def test_units_in_the_last_place(name: str, kind: str) -> None:
    values = VALUES[kind](np.random.default_rng(7))
    with gmpy2.context(gmpy2.get_context(), precision=PRECISION):
        at, worst = max(distances(name, values), key=lambda pair: pair[1], default=(0.0, 0.0))
    assert worst <= MOST[name], f"{name}({at.hex()}) is {worst:.3f} ulp from the truth"
