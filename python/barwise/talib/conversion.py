"""Arguments as TA-Lib takes them: what it refuses, in its words, and how series go in and come out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from math import fabs
from typing import Any

import numpy as np
import numpy.typing as npt

from .facts import UNSET_INTEGER, UNSET_REAL, Function, Parameter
from .names import MA_Type

Array = npt.NDArray[Any]

INTEGER_LIMIT = 2**31

BAD_PARAMETER = "{function} function failed with error code 2: Bad Parameter (TA_BAD_PARAM)"


# ---- series ----------------------------------------------------------------------------------------------------------


def series_types() -> tuple[Any, Any]:
    """Pandas' and polars' type of a series, as far as they have been imported: without that nobody has any."""
    pandas, polars = sys.modules.get("pandas"), sys.modules.get("polars")
    return getattr(pandas, "Series", None), getattr(polars, "Series", None)


def unwrapped(inputs: Sequence[Any]) -> tuple[list[Any], Callable[[Array], Any]]:
    """The arrays of series, and what makes a result one of their kind."""
    pandas, polars = series_types()
    of_pandas = [value for value in inputs if pandas is not None and isinstance(value, pandas)]
    of_polars = [value for value in inputs if polars is not None and isinstance(value, polars)]
    if of_pandas and of_polars:
        raise Exception("Cannot mix polars and pandas")
    series = of_pandas or of_polars
    arrays = [value.to_numpy().astype(float) if any(value is one for one in series) else value for value in inputs]
    if of_pandas:
        index = of_pandas[0].index
        return arrays, lambda array: pandas(array, index=index)
    return arrays, polars if of_polars else as_it_is


def as_it_is(array: Array) -> Any:
    return array


# ---- arrays ----------------------------------------------------------------------------------------------------------


def checked(names: Sequence[str], values: Sequence[Any]) -> list[Array]:
    """Arrays of one length, side by side in memory."""
    for name, value in zip(names, values, strict=True):
        if not isinstance(value, np.ndarray):
            kind = type(value).__name__
            raise TypeError(f"Argument '{name}' has incorrect type (expected numpy.ndarray, got {kind})")
    arrays = [array_of_reals(value) for value in values]
    if len({len(array) for array in arrays}) > 1:
        raise Exception("input array lengths are different")
    return arrays


def array_of_reals(value: Array) -> Array:
    if value.dtype.type is not np.float64:
        raise Exception("input array type is not double")
    if value.ndim != 1:
        raise Exception("input array has wrong dimensions")
    return np.ascontiguousarray(value.view(np.ndarray), np.float64)


def leading_gaps(arrays: Sequence[Array]) -> int:
    """The bars before the first at which no array has a NaN; all but one where there is no such bar."""
    missing = np.isnan(arrays[0])
    for array in arrays[1:]:
        missing = missing | np.isnan(array)
    return len(missing) - 1 if missing.all() else int(np.argmin(missing))


# ---- parameters ------------------------------------------------------------------------------------------------------


def integer(value: Any) -> int:
    """As C takes it: fractions are cut off."""
    if isinstance(value, str) or not hasattr(value, "__int__"):
        raise TypeError("an integer is required")
    number = int(value)
    if not -INTEGER_LIMIT <= number < INTEGER_LIMIT:
        raise OverflowError("value too large to convert to int")
    return number


def real(value: Any) -> float:
    fabs(value)  # unlike float, it reads no text
    return float(value)


def parameter_values(function: Function, values: Sequence[Any]) -> dict[str, Any]:
    """Numbers by name, defaults in the place of those that are not given."""
    numbers = [
        integer(value) if parameter.is_integer else real(value)
        for parameter, value in zip(function.parameters, values, strict=True)
    ]
    given = {
        parameter.name: parameter.default if is_unset(parameter, number) else number
        for parameter, number in zip(function.parameters, numbers, strict=True)
    }
    return in_order(function, given)


def is_unset(parameter: Parameter, number: float) -> bool:
    return number in (UNSET_INTEGER, UNSET_REAL) or (parameter.kind == "average" and number == MA_Type.DEFAULT)


def in_order(function: Function, values: Mapping[str, Any]) -> dict[str, Any]:
    """As TA-Lib takes them: the shorter of two periods is the fast one."""
    ascending = sorted(function.order, key=lambda names: values[names[0]])
    moved = {
        to: values[name]
        for names, places in zip(ascending, function.order, strict=True)
        for name, to in zip(names, places, strict=True)
    }
    return {**values, **moved}


def check_ranges(function: Function, values: dict[str, Any], caller: str) -> None:
    for parameter in function.parameters:
        if not parameter.least <= values[parameter.name] <= parameter.greatest:
            raise Exception(BAD_PARAMETER.format(function=caller))
