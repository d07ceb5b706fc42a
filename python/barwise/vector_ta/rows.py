"""Which indicators there are, and what is particular to each in the library whose interface this is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# What a range gives whose start is greater than its end, such as (15, 4, 5).
Reversed = Literal[
    "descending",  # 15, 10, 5
    "descending to the end",  # 15, 10, 5, 4
    "ascending",  # 5, 10, 15
    "swapped",  # 4, 9, 14
]


NO_RANGE = "-"  # of a parameter that a batch does not have


@dataclass(frozen=True)
class Named:
    """What all parameters have: their names in the call, in a batch, in what that returns, and in barwise."""

    name: str = "period"
    entry: str = "periods"  # its key in what a batch returns
    ours: str = ""  # the same if empty
    range: str = ""  # {name}_range if empty
    default: Any = None  # of a parameter that may be left out
    shown: str = ""  # what stands for the default in the signature
    fixed: bool = False  # barwise has no such parameter: it must be its default
    splits_range: bool = False  # a batch takes {name}_start, {name}_end and {name}_step
    in_stream: bool = True
    shown_in_stream: str | None = None  # as `shown` in the stream's signature, if that is another one

    @property
    def barwise_name(self) -> str:
        return self.ours or self.name

    @property
    def range_name(self) -> str:
        return self.range or f"{self.name}_range"

    @property
    def argument(self) -> str:
        return f"{self.name}={self.shown}" if self.shown else self.name

    @property
    def limits(self) -> list[str]:
        return [f"{self.name}_{limit}" for limit in ("start", "end", "step")]


@dataclass(frozen=True)
class Integer(Named):
    """A parameter that counts bars, or is a number for something. Barwise's is `plus` more, or that choice."""

    least: int = 1
    plus: int = 0
    choices: tuple[str, ...] = ()
    reversed: Reversed = "descending"
    dtype = "uint64"


@dataclass(frozen=True)
class Real(Named):
    """A parameter that is any number but those that `is_refused` names."""

    is_refused: Callable[[float], bool] = lambda value: False  # noqa: ARG005
    dtype = "float64"


@dataclass(frozen=True)
class Text(Named):
    """A parameter that is the name of something, in any case; `choices` has barwise's names for those that it knows."""

    choices: Mapping[str, str] = field(default_factory=dict)
    dtype = "str"


Parameter = Integer | Real | Text


@dataclass(frozen=True)
class Row:
    """An indicator. All names are those of the original, but `indicator` and the values of `inputs`: barwise's."""

    name: str
    stream: str  # empty if there is none
    indicator: str
    inputs: dict[str, str] = field(default_factory=lambda: {"data": "source"})
    parameters: tuple[Parameter, ...] = (Integer(),)
    settings: dict[str, Any] = field(default_factory=dict)  # fixed parameters of barwise's
    also: dict[str, str] = field(default_factory=dict)  # barwise's parameters that have another's value
    stream_settings: dict[str, Any] = field(default_factory=dict)  # the same of the stream
    outputs: tuple[tuple[str, int, float], ...] = (("values", 0, 1),)  # key in a batch, which of barwise's, times what
    returns: tuple[str, ...] = ()  # the keys of the dict that the function returns, if it is one

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
    batch_combinations: str = ""  # the entry for the parameters of each row, as a list of dicts
    batch_order: tuple[str, ...] = ()  # of the entries, if it is another one
    has_batch: bool = True


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
