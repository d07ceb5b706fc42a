"""Which indicators there are, and what is particular to each in the library whose interface this is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

# What a range gives whose start is greater than its end, such as (15, 4, 5).
Reversed = Literal[
    "descending",  # 15, 10, 5
    "descending to the end",  # 15, 10, 5, 4
    "ascending",  # 5, 10, 15
    "swapped",  # 4, 9, 14
]


@dataclass(frozen=True)
class Integer:
    """A parameter that counts bars. `entry` is its key in what a batch returns."""

    name: str = "period"
    entry: str = "periods"
    least: int = 1
    reversed: Reversed = "descending"
    dtype = "uint64"


@dataclass(frozen=True)
class Real:
    """A parameter that is any number but those that `is_refused` names."""

    name: str
    entry: str
    is_refused: Callable[[float], bool]
    dtype = "float64"


Parameter = Integer | Real


@dataclass(frozen=True)
class Row:
    """An indicator. All names are those of the original, but `indicator` and the values of `inputs`: barwise's."""

    name: str
    stream: str
    indicator: str
    inputs: dict[str, str] = field(default_factory=lambda: {"data": "source"})
    parameters: tuple[Parameter, ...] = (Integer(),)
    settings: dict[str, str] = field(default_factory=dict)  # fixed parameters of barwise's, but not of the stream

    # What is looked at, in this order: "empty", "lengths", "missing" (every bar), "valid" (enough bars), a parameter.
    checks: tuple[str, ...] = ("empty", "missing", "period", "valid")
    batch_checks: tuple[str, ...] = ("empty", "missing", "valid", "period")
    stream_checks: tuple[str, ...] = ("period",)
    takes_strided: bool = False  # only the function; no batch does
    cuts_to_shortest: bool = False
    batch_multiple: int = 1  # a batch counts the bars that it needs in such steps

    empty: str = "{name}: Input data slice is empty."
    batch_empty: str = "{name}: Input data slice is empty."
    missing: str = "{name}: All values are NaN."

    # A stream returns None instead of NaN: never, until it has seen enough bars, or always.
    none: Literal["never", "warming", "always"] = "warming"
    unused_range: str | None = None  # an argument of the batch that is looked at and then ignored
    batch_constants: dict[str, tuple[str, tuple[float, ...]]] = field(default_factory=dict)  # dtype and values
    batch_shape: tuple[str, ...] = ()  # entries for the numbers of rows and of bars


ROWS = (
    Row(
        "cci",
        "CciStream",
        indicator="cci",
        parameters=(Integer(reversed="ascending"),),
        batch_checks=("empty", "missing", "period", "valid"),
    ),
    Row(
        "alma",
        "AlmaStream",
        indicator="alma",
        parameters=(
            Integer(),
            Real("offset", "offsets", is_refused=lambda value: not 0 <= value <= 1),
            Real("sigma", "sigmas", is_refused=lambda value: value <= 0),
        ),
        checks=("empty", "missing", "period", "valid", "sigma", "offset"),
        batch_checks=("missing", "valid", "sigma", "offset", "period"),
        stream_checks=("period", "offset", "sigma"),
        takes_strided=True,
        batch_multiple=8,
    ),
    Row(
        "ema",
        "EmaStream",
        indicator="ema",
        parameters=(Integer(reversed="swapped"),),
        settings={"seed": "running"},
        takes_strided=True,
        none="never",
    ),
    Row(
        "sma",
        "SmaStream",
        indicator="sma",
        checks=("empty", "period", "missing", "valid"),
        takes_strided=True,
        empty="{name}: Empty input data.",
        batch_empty="Empty data",
    ),
    Row(
        "wma",
        "WmaStream",
        indicator="wma",
        parameters=(Integer(least=2, reversed="descending to the end"),),
        batch_checks=("missing", "valid", "period"),
        batch_shape=("rows", "cols"),
    ),
    Row(
        "medprice",
        "MedpriceStream",
        indicator="medprice",
        inputs={"high": "high", "low": "low"},
        parameters=(),
        checks=("empty", "lengths", "missing"),
        batch_checks=("empty", "lengths", "missing"),
        stream_checks=(),
        empty="{name}: Empty data provided.",
        batch_empty="{name}: Empty data provided.",
        none="always",
        unused_range="dummy_range",
        batch_constants={"params": ("uint64", ())},
    ),
    Row(
        "wclprice",
        "WclpriceStream",
        indicator="wclprice",
        inputs={"high": "high", "low": "low", "close": "close"},
        parameters=(),
        checks=("empty", "missing"),
        batch_checks=("empty", "missing"),
        stream_checks=(),
        cuts_to_shortest=True,
        empty="{name}: empty input",
        batch_empty="{name}: empty input",
        missing="{name}: all values are NaN",
        none="always",
        batch_constants={"periods": ("uint64", (0,)), "offsets": ("float64", (0,)), "sigmas": ("float64", (0,))},
    ),
)
