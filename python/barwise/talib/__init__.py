"""TA-Lib's own interface, computed by barwise: change the import, keep the code.

    import barwise.talib as talib

    talib.RSI(close, timeperiod=14)                       # arrays, pandas and polars: the same kind comes out
    upper, middle, lower = talib.BBANDS(close, matype=talib.MA_Type.EMA)
    talib.abstract.STOCH(bars, fastk_period=14)           # a table, or a dict of arrays
    talib.stream.EMA(close, timeperiod=20).update(101.5)  # bar by bar

Names, arguments, defaults, shapes, dtypes, first bars and errors are those of the Python package TA-Lib 0.8.2.
`table.py` says which indicator of barwise each function is, and what differs. Functions that the catalogue lacks, the
candlestick patterns among them, raise NotImplementedError. `docs/talib.md` has the details.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .facts import FUNCTIONS
from .functions import new_function
from .names import InsufficientHistory, MA_Type
from .settings import get_compatibility, get_unstable_period, set_compatibility, set_unstable_period

if TYPE_CHECKING:  # what there is stands in the table, and is made when the module is imported
    from typing import Any

    def __getattr__(name: str) -> Any: ...


__version__ = "0.8.2"
__ta_version__ = b"0.8.1"
__TA_FUNCTION_NAMES__ = sorted(FUNCTIONS)

__function_groups__: dict[str, list[str]] = {}
for _function in FUNCTIONS.values():
    __function_groups__.setdefault(_function.group, []).append(_function.name)


def get_functions() -> list[str]:
    """All functions of TA-Lib, those that barwise lacks among them."""
    return list(FUNCTIONS)


def get_function_groups() -> dict[str, list[str]]:
    """The names of the functions by group."""
    return __function_groups__.copy()


globals().update({name: new_function(function) for name, function in FUNCTIONS.items()})

from . import abstract, stream  # noqa: E402 - they are made of the functions

globals().update({f"stream_{name}": stream.last_value(function) for name, function in FUNCTIONS.items()})

__all__ = [
    "InsufficientHistory",
    "MA_Type",
    "abstract",
    "get_compatibility",
    "get_function_groups",
    "get_functions",
    "get_unstable_period",
    "set_compatibility",
    "set_unstable_period",
    "stream",
]
__all__ += __TA_FUNCTION_NAMES__
