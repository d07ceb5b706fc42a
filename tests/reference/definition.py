"""What a reference declares: its formula, from which its tolerance follows."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from .number import Number
from .series import Series, series

Doubles = npt.NDArray[np.float64]
Inputs = Mapping[str, Sequence[float] | Doubles]
Formula = Callable[..., Series | tuple[Series, ...]]


@dataclass(frozen=True)
class Truth:
    """One output: the exact values, and for each bar the distance from them that is allowed.

    An infinite distance says that nothing is known of that bar, not even whether there is a value.
    """

    values: Doubles
    tolerance: Doubles
    is_recursive: bool

    @property
    def is_known(self) -> npt.NDArray[np.bool_]:
        return ~np.isinf(self.tolerance)


@dataclass(frozen=True)
class Reference:
    """A formula over series of numbers, called by the names of the indicator's inputs and parameters.

    has_units: prices that are multiplied by a factor give results that are multiplied by a power of it.
    longest: the longest window that the formula takes in seconds, if that is less than the indicator takes.
    """

    formula: Formula
    has_units: bool = True
    longest: int | None = None

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.formula).parameters)

    def truth(self, inputs: Inputs, parameters: Mapping[str, Any]) -> tuple[Truth, ...]:
        """Every output, in the order of the row's."""
        result = self.formula(**{name: series(values) for name, values in inputs.items()}, **parameters)
        outputs = result if isinstance(result, tuple) else (result,)
        return tuple(
            Truth(doubles(output), np.array([_error(x) for x in output], dtype=np.float64), output.is_recursive)
            for output in outputs
        )


@overload
def reference(formula: Formula) -> Reference: ...
@overload
def reference(*, has_units: bool = ..., longest: int | None = ...) -> Callable[[Formula], Reference]: ...
def reference(formula: Formula | None = None, **facts: Any) -> Reference | Callable[[Formula], Reference]:
    """Makes a formula a reference."""
    if formula is not None:
        return Reference(formula)
    return lambda declared: Reference(declared, **facts)


def doubles(output: Series) -> Doubles:
    """The nearest doubles; NaN for what is missing."""
    return np.array([math.nan if x is None else float(x.value) for x in output], dtype=np.float64)


def _error(x: Number | None) -> float:
    return 0.0 if x is None else x.error
