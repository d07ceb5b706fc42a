"""Any moving average by the name of its row, for parameters such as ma="ema"."""

from __future__ import annotations

import importlib

import barwise as bw

from .series import Series


def moving_average(kind: str, x: Series, period: int) -> Series:
    """That row of x, other parameters at their defaults; x itself for a period less than it takes. Some take none."""
    references = importlib.import_module(__package__).REFERENCES
    parameters = {parameter.name: parameter for parameter in bw.indicators[kind].info.parameters}
    values = {name: parameter.default for name, parameter in parameters.items()}
    if "period" in parameters:
        if period < (parameters["period"].min or 0):
            return x
        values["period"] = period
    result = references[kind].formula(x, **values)
    first = result[0] if isinstance(result, tuple) else result
    assert isinstance(first, Series)
    return first
