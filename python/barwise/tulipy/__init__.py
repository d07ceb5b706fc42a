"""The interface of tulipy, Tulip's own for Python, computed by barwise: change the import, keep the code.

    import barwise.tulipy as ti

    ti.sma(close, 5)                   # the bars before the first value are left out
    lower, middle, upper = ti.bbands(close, 5, 2)
    ti.sma.full_name, ti.sma.options

Names, arguments, lengths and errors are those of newtulipy 0.4.6 with Tulip 0.8.4. `table.py` says which indicator of
barwise each function is, and what differs; `docs/tulipy.md` has the details.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .facts import FUNCTIONS
from .functions import InvalidOptionError, new_function

if TYPE_CHECKING:  # what there is stands in the table, and is made when the module is imported
    from typing import Any

    def __getattr__(name: str) -> Any: ...


TI_VERSION = "0.8.4"
TI_BUILD = 1537377628

_made = {name: new_function(function) for name, function in FUNCTIONS.items()}
globals().update(_made)

__all__ = ["TI_BUILD", "TI_VERSION", "InvalidOptionError"]
__all__ += sorted(_made)
