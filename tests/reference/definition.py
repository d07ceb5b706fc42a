"""What a reference declares: its formula, and how far from it a result in double precision may be."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from .nodes import Number, Series, largest_magnitude, over_window, series

Doubles = npt.NDArray[np.float64]

ROUNDING = 2.0**-53


@dataclass(frozen=True)
class Truth:
    """One output: the exact values, and for each bar the distance from them that the reference allows."""

    values: Doubles
    tolerance: Doubles


@dataclass(frozen=True)
class Reference:
    """A formula over series of exact numbers, called by the names of the indicator's inputs and parameters.

    roundings: how many roundings of size `scale` a result may be away, as a function of some of the parameters.
    scale: the size of what is rounded, for each bar, as a function of inputs and parameters; without it, the largest
        magnitude in the window.
    recursive: a value depends on all bars before it, not on a window only.
    """

    formula: Callable[..., Series]
    roundings: Callable[..., float]
    scale: Callable[..., Series] | None
    recursive: bool

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.formula).parameters)

    def exact(self, inputs: Mapping[str, Sequence[float] | Doubles], parameters: Mapping[str, Any]) -> Series:
        return self.formula(**{name: series(values) for name, values in inputs.items()}, **parameters)

    def truth(self, inputs: Mapping[str, Sequence[float] | Doubles], parameters: Mapping[str, Any]) -> Truth:
        exact_inputs = {name: series(values) for name, values in inputs.items()}
        values = self.formula(**exact_inputs, **parameters)
        if self.scale is None:
            scale = over_window(largest_magnitude, parameters.get("period", 1), *exact_inputs.values())
        else:
            scale = _called(self.scale, {**exact_inputs, **parameters})
        roundings = _called(self.roundings, parameters)
        return Truth(doubles(values), doubles(scale) * (roundings * ROUNDING))


def _called(function: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """`function` of those arguments that it names."""
    return function(**{name: arguments[name] for name in inspect.signature(function).parameters})


def reference(
    *, roundings: Callable[..., float], scale: Callable[..., Series] | None = None, recursive: bool = False
) -> Callable[[Callable[..., Series]], Reference]:
    """Makes a formula a reference; a recursive one must give its scale."""
    if recursive and scale is None:
        raise TypeError("the default scale is that of a window: a recursive reference declares its own")

    def declare(formula: Callable[..., Series]) -> Reference:
        return Reference(formula, roundings, scale, recursive)

    return declare


def doubles(exact: Series) -> Doubles:
    """The nearest doubles; NaN for what is missing, infinities for what is out of range."""
    return np.array([_nearest_double(value) for value in exact], dtype=np.float64)


def _nearest_double(value: Number | None) -> float:
    if value is None:
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > Fraction(0) else -math.inf
