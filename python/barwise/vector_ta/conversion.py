"""Arguments as the original takes them: what it refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fabs, isfinite
from operator import index
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from .._core import kernels
from .rows import Integer, Parameter, Row, Text

Doubles = npt.NDArray[np.float64]

UNSIGNED_LIMIT = 1 << 64
LEAST_REAL_STEP = 1e-12  # a range whose step is less has one value, and one that misses its end by less reaches it


def refuse_type(argument: str, value: object, expected: str) -> NoReturn:
    raise TypeError(f"argument '{argument}': '{type(value).__name__}' object cannot be converted to '{expected}'")


# ---- single values ---------------------------------------------------------------------------------------------------


def array(argument: str, value: object) -> Doubles:
    """The memory of the array: a mask or what else a subclass may add is not seen."""
    if not isinstance(value, np.ndarray) or value.ndim != 1 or value.dtype != np.dtype(np.float64):
        refuse_type(argument, value, "PyArray<T, D>")
    return value.view(np.ndarray)


def refuse_strided(arrays: Sequence[Doubles]) -> None:
    if not all(given.flags.c_contiguous for given in arrays):
        raise TypeError("The given array is not contiguous")


def integer(argument: str, value: Any) -> int:
    try:
        number = index(value)
    except TypeError as error:
        raise TypeError(f"argument '{argument}': {error}") from None
    if number < 0:
        raise OverflowError("can't convert negative int to unsigned")
    if number >= UNSIGNED_LIMIT:
        raise OverflowError("int too big to convert")
    return number


def real(argument: str, value: Any) -> float:
    try:
        fabs(value)  # unlike float, it reads no text
    except TypeError as error:
        raise TypeError(f"argument '{argument}': {error}") from None
    return float(value)


def text(argument: str, value: object) -> str:
    if not isinstance(value, str):
        refuse_type(argument, value, "PyString")
    return value


def number(parameter: Parameter, argument: str, value: object) -> Any:
    """A parameter's value; the name of something is one too."""
    if isinstance(parameter, Text):
        return text(argument, value)
    return integer(argument, value) if isinstance(parameter, Integer) else real(argument, value)


def settings_of(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """Barwise's parameters, but for the settings of the row."""
    settings = {}
    for parameter in row.parameters:
        value = values[parameter.name]
        if isinstance(parameter, Text):
            value = parameter.choices.get(value.lower(), value)
        elif isinstance(parameter, Integer):
            value = chosen(parameter.choices, value) if parameter.choices else value + parameter.plus
        if not parameter.fixed:
            settings[parameter.barwise_name] = value
    return {**settings, **{ours: values[theirs] for ours, theirs in row.also.items()}}


def chosen(choices: tuple[str, ...], value: Any) -> Any:
    """The choice of that number, or those of several."""
    return [choices[one] for one in value] if isinstance(value, np.ndarray) else choices[value]


# ---- kernels ---------------------------------------------------------------------------------------------------------

NOT_EVERYWHERE = ("avx2", "avx512")
KERNELS = {
    "auto": "auto",
    "scalar": kernels()[-1],
    **{name: name for name in NOT_EVERYWHERE if name in kernels()},
}


def text_of_kernel(value: object) -> str:
    if value is None:
        return "auto"
    if not isinstance(value, str):
        refuse_type("kernel", value, "PyString")
    return value


def kernel_named(name: str) -> str:
    """The name that barwise has for that kernel."""
    found = KERNELS.get(name)
    if found is None and name in NOT_EVERYWHERE:
        raise ValueError(f"{name.upper()} kernel not compiled in this build")
    if found is None:
        raise ValueError(f"Unknown kernel: {name}")
    return found


# ---- ranges ----------------------------------------------------------------------------------------------------------


def bounds(parameter: Parameter, argument: str, value: object) -> tuple[Any, Any, Any]:
    if not isinstance(value, tuple):
        refuse_type(argument, value, "PyTuple")
    if len(value) != 3:
        raise ValueError(f"expected tuple of length 3, but got tuple of length {len(value)}")
    start, end, step = (number(parameter, argument, item) for item in value)
    return start, end, step


def values_of_range(name: str, parameter: Parameter, start: Any, end: Any, step: Any) -> Sequence[Any]:
    if isinstance(parameter, Integer):
        return integer_range(parameter, start, end, step)
    return real_range(name, start, end, step)


def integer_range(parameter: Integer, start: int, end: int, step: int) -> Sequence[int]:
    """All from start to end, which need not be on a step; how those in reverse go depends on the indicator."""
    if step == 0 or start == end:
        return (start,)
    if start < end:
        return range(start, end + 1, step)
    if parameter.reversed == "swapped":
        return range(end, start + 1, step)
    descending = range(start, end - 1, -step)
    if parameter.reversed == "ascending":
        return descending[::-1]
    if parameter.reversed == "descending to the end" and descending[-1] != end:
        return (*descending, end)
    return descending


def real_range(name: str, start: float, end: float, step: float) -> Sequence[float]:
    """Steps are added up one by one, in either direction; their sign does not matter."""
    if not (isfinite(start) and isfinite(end)):
        bad = (f"{what}={text_of_real(value)}" for what, value in (("start", start), ("end", end), ("step", step)))
        raise ValueError(f"{name}: Invalid range: {', '.join(bad)}")
    step = abs(step)
    if step < LEAST_REAL_STEP or abs(start - end) < LEAST_REAL_STEP:
        return (start,)
    sign = 1 if start < end else -1
    values = []
    value = start
    while sign * (end - value) >= -LEAST_REAL_STEP:
        values.append(value)
        value += sign * step
    return values


def text_of_real(value: float) -> str:
    """The shortest digits that say which number it is, never with an exponent."""
    if not isfinite(value):
        return "NaN" if value != value else str(value)
    return np.format_float_positional(value, trim="-")
