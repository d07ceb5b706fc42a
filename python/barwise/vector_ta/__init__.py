"""vector_ta's own interface, computed by barwise: change the import, keep the code.

    from barwise import vector_ta

    vector_ta.cci(data, 14)                               # an array in, an array out
    vector_ta.cci_batch(data, (5, 205, 5))["values"]      # a row for each period, the end included
    stream = vector_ta.CciStream(14); stream.update(101.5)

Names, arguments, shapes, dtypes, kernel names, and errors with their texts are those of vector_ta 0.2.8, for the
indicators that both libraries have; `rows.py` is the table of them. What differs:

- Missing values are contained, as everywhere in barwise: a windowed result is undefined only while its window holds a
  NaN, an average of all past bars only at the bar itself. In vector_ta one NaN ends the whole series of sma, wma and
  cci, and ema repeats its last value. Infinities count as missing.
- A constant stretch has an average of exactly that constant, and a cci of exactly 0.
- What crashes vector_ta, or is accepted and means nothing, is a ValueError.
- The kernels "avx2" and "avx512" are there where the processor has them. All kernels give the same bits.

`docs/vector_ta.md` lists all differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .batches import new_batch
from .derived import derived_rows
from .functions import new_function
from .rows import ROWS, Row
from .streams import new_stream

if TYPE_CHECKING:  # what there is stands in the table, and is made when the module is imported

    def __getattr__(name: str) -> Any: ...


def _forms(row: Row) -> Iterator[Any]:
    yield new_function(row)
    if row.has_batch:
        yield new_batch(row)
    if row.stream:
        yield new_stream(row)


_rows = (*ROWS, *derived_rows({row.name for row in ROWS}))
_made = {made.__name__: made for row in _rows for made in _forms(row)}
globals().update(_made)

__all__ = sorted(_made)
