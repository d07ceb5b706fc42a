"""barwise: technical indicators over price bars, fast, and the same to the last bit everywhere.

    import barwise as bw

    bw.cci(close, 20)                        # an array in, an array out; a Series in, a Series out
    bw.cci(high=high, low=low, close=close)  # the default source of cci, hlc3, is made inside
    bw.cci(bars, source="close")             # a table: its columns are found by name

Every indicator is an attribute of this module and a value of `barwise.indicators`. help(bw.cci) shows its formula,
parameters and outputs, and bw.cci.info has the same as data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from ._core import BadTypeError, BadValueError, Error, Indicator, default_kernel, find, indicators, kernels, numerics

__version__ = _core.version

__all__ = [
    "BadTypeError",
    "BadValueError",
    "Error",
    "Indicator",
    "__version__",
    "default_kernel",
    "find",
    "indicators",
    "kernels",
    "numerics",
]

if TYPE_CHECKING:  # the build writes these types; a checker then knows every indicator, and a misspelt one too
    from ._catalogue import *
else:
    globals().update(indicators)

    def __getattr__(name: str) -> Indicator:
        """Indicators by the names of other libraries, and the nearest name for one that nobody knows."""
        if name.startswith("_"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            return find(name)
        except Error as error:
            raise AttributeError(str(error), name=name) from None
