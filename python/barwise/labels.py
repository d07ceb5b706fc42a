"""The labels of the rows of a table, by the names of its columns or as a series beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import narwhals as nw
import numpy as np

from ._core import BadValueError
from .call_arguments import Arguments
from .errors import refusal
from .grouping import MISSING, Labels, Positions, codes_of_integers, combined
from .information import AnyIndicator
from .tables import narwhals_of


def with_labels(of: AnyIndicator | str, bars: Any, options: Mapping[str, Any]) -> Arguments:
    """The options with the labels themselves where `by` is a series or names columns of the bars."""
    by = options.get("by")
    series, table = narwhals_of(by), narwhals_of(bars)
    if isinstance(series, nw.Series):
        return {**options, "by": Labels(codes_of_series(series))}
    names = [by] if isinstance(by, str) else list(by) if isinstance(by, (list, tuple)) else []
    if not isinstance(table, nw.DataFrame) or not names or not all(isinstance(name, str) for name in names):
        return dict(options)
    for name in names:
        if name not in table.columns:
            message = f"by must name a column of the table ({', '.join(map(str, table.columns))}), not {name!r}"
            raise refusal(BadValueError, of, "by", message)
    return {**options, "by": Labels(reduce(combined, (codes_of_series(table[name]) for name in names)))}


def codes_of_series(labels: nw.Series[Any]) -> Positions:
    if labels.dtype.is_integer() and labels.null_count() == 0:
        return codes_of_integers(labels.to_numpy())
    missing = labels.is_null() | labels.is_nan() if labels.dtype.is_float() else labels.is_null()
    present = labels.filter(~missing)
    names = present.unique().to_list()
    codes = np.full(len(labels), MISSING, np.intp)
    if len(names):
        numbers = present.replace_strict(names, range(len(names)), return_dtype=nw.Int64)
        codes[~missing.to_numpy().astype(bool)] = numbers.to_numpy()
    return codes
