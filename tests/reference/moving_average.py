"""Any moving average by the name of its row, for parameters such as ma="ema"."""

from __future__ import annotations

import functools
import importlib

import barwise as bw

from .series import Series


def moving_average(kind: str, x: Series, period: int) -> Series:
    """That row of x, other parameters at their defaults; x itself for a period less than it takes. Some take none."""
    declared = next((p for p in bw.indicators[kind].info.parameters if p.name == "period"), None)
    if declared is None:
        return _average(kind, x, None)
    return x if period < (declared.min or 0) else _average(kind, x, period)


# Kept, since those that take no period are asked for by one period after the other.
@functools.lru_cache(maxsize=4)
def _average(kind: str, x: Series, period: int | None) -> Series:
    references = importlib.import_module(__package__).REFERENCES
    values = {parameter.name: parameter.default for parameter in bw.indicators[kind].info.parameters}
    if period is not None:
        values["period"] = period
    result = references[kind].formula(x, **values)
    first = result[0] if isinstance(result, tuple) else result
    assert isinstance(first, Series)
    return first
