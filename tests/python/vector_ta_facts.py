"""What the original interface answers to calls, good and bad: a table, and how an answer is told in one line."""

from __future__ import annotations

import csv
import importlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

BARS = 200


def _walk() -> Any:
    return 100 + np.cumsum(np.random.default_rng(1).normal(0, 0.5, BARS))


def _with_nan(bars: Any) -> Any:
    series = _walk()
    series[bars] = np.nan
    return series


def _read_only() -> Any:
    series = _walk()
    series.flags.writeable = False
    return series


# The names that stand in the table's calls.
DATA: dict[str, Any] = {
    "np": np,
    "WALK": _walk(),
    "HIGH": _walk() + 1,
    "LOW": _walk() - 1,
    "EMPTY": np.empty(0),
    "MISSING": np.full(BARS, np.nan),
    "FEW": _with_nan(slice(None, BARS - 5)),
    "LATE": _with_nan(slice(None, 5)),
    "GAP": _with_nan(100),
    "TAKING_TURNS": tuple(_with_nan(slice(start, None, 2)) for start in (0, 1)),
    "READ_ONLY": _read_only(),
    "UNALIGNED": np.frombuffer(b"\0" + _walk().tobytes(), np.uint8)[1:].view(np.float64),
    "STRIDED": np.repeat(_walk(), 2)[::2],
}


@dataclass(frozen=True)
class Fact:
    """A call, what vector_ta 0.2.8 answers, and what barwise does."""

    call: str
    original: str
    ours: str

    def __str__(self) -> str:
        return self.call


def read_facts() -> list[Fact]:
    """The last column is empty where both give the same."""
    with Path(__file__).with_suffix(".tsv").open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Fact(row["call"], row["vector_ta"], row["barwise"] or row["vector_ta"]) for row in rows]


FACTS = read_facts()


def find_original() -> ModuleType | None:
    try:
        return importlib.import_module("vector_ta")
    except ImportError:
        return None


def answer(module: ModuleType, call: str) -> str:
    """What that module gives for a call of the table, or raises."""
    try:
        return told(eval(call, {**DATA, **vars(module), "module": module}))
    except BaseException as error:  # the original's panics are no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        kind = next(kind for kind in type(error).__mro__ if kind.__module__ != "barwise")
        return f"{kind.__name__}: {error}"


def told(result: Any) -> str:
    if isinstance(result, dict):
        return "; ".join(f"{key} {told(value)}" for key, value in result.items())
    if isinstance(result, list):
        return f"[{', '.join(told(value) for value in result)}]"
    if isinstance(result, np.ndarray) and result.ndim == 1 and len(result) <= 8:
        return f"{result.dtype} {result.tolist()}"
    if isinstance(result, np.ndarray):
        return f"{result.dtype}{list(result.shape)} with {np.isnan(result).sum()} NaN"
    if isinstance(result, float):
        return f"{result:.9g}"
    if isinstance(result, (int, str)) or result is None:
        return str(result)
    return type(result).__name__
