"""barwise: technical indicators over price bars, fast, and the same to the last bit everywhere.

    import barwise as bw

    bw.cci(close, 20)                        # an array in, an array out; a Series in, a Series out
    bw.cci(high=high, low=low, close=close)  # the default source of cci, hlc3, is made inside
    bw.cci(bars, source="close")             # a table: its columns are found by name

    bw.cci.sweep(bars, period=range(5, 205)) # with many parameters at once
    bw.cci(bars, 20, by="symbol")            # many series: a long table, or with axis=0 arrays and wide tables

    bw.ema(bw.rsi(period=14), 9)             # without bars: an expression, to be computed, swept or streamed later
    bw.compute(bars, cci=bw.cci(period=20), trend=bw.ema(bw.close, 12) - bw.ema(bw.close, 26))

Every indicator is an attribute of this module and a value of `barwise.indicators`. help(bw.cci) shows its formula,
parameters and outputs, and bw.cci.info has the same as data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from ._core import (
    BadTypeError,
    BadValueError,
    Error,
    Indicator,
    Stream,
    default_kernel,
    find,
    indicators,
    kernels,
    numerics,
)
from .compute import compute
from .custom_indicators import CustomIndicator, indicator
from .expression_kinds import SOURCES, column, greater_of, less_of, parameter
from .expressions import Expression
from .formula import FormulaError, parse
from .saved_streams import load
from .sweep_result import Sweep

__version__ = _core.version

__all__ = [
    "BadTypeError",
    "BadValueError",
    "CustomIndicator",
    "Error",
    "Expression",
    "FormulaError",
    "Indicator",
    "Stream",
    "Sweep",
    "__version__",
    "column",
    "compute",
    "default_kernel",
    "find",
    "greater_of",
    "indicator",
    "indicators",
    "kernels",
    "less_of",
    "load",
    "numerics",
    "parameter",
    "parse",
]

open, high, low, close, volume = (SOURCES[name] for name in _core.market_columns)
hl2, hlc3, ohlc4, hlcc4 = (SOURCES[name] for name in _core.sources if name not in _core.market_columns)

if TYPE_CHECKING:  # the build writes these types; a checker then knows every indicator, and a misspelt one too
    from ._catalogue import *
else:
    # No module __getattr__: with one, Python looks up every attribute the slow way, a tenth of a call on a few bars.
    globals().update(indicators)
    for _indicator in indicators.values():
        for _alias in _indicator.info.aliases:
            globals().setdefault(_alias, _indicator)
