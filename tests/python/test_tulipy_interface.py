"""barwise.tulipy answers calls, good and bad, as tulipy does."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType
from typing import Any

import barwise.tulipy as ti
import numpy as np
import pytest
from barwise.tulipy.facts import FUNCTIONS

BARS = 120
x = 100 + np.cumsum(np.random.default_rng(1).normal(0, 0.5, BARS))
DATA: dict[str, Any] = {"np": np, "x": x, "h": x + 1, "l": x - 1}

CALLS = """\
sma(x, 5)
sma(x, 5.9)
sma(x, "5")
sma(x, True)
sma(x, np.int64(5))
sma(real=x, period=5)
sma(x, 120)
sma(np.ma.masked_array(x), 5)
macd(x, 2, 5, 3)
macd(x, 2, 5, 2.9)
medprice(h, l)
medprice(h, l[:10])
medprice(h[:10], l)
sma(x, 0)
sma(x, -1)
sma(x, 121)
sma(x, 1e9)
sma(x, 2.0**31)
sma(x, float("nan"))
sma(x[:0], 5)
sma(x.reshape(2, -1), 5)
medprice(h, l[:0])
macd(x, 5, 3, 2)
macd(x, 3, 5, 0)
macd(x, 5, 5, 5)
apo(x, 26, 12)
psar(h, l, 0.02, 0.2)
psar(h, l, 0.2, 0.02)
psar(h, l, 0.2, 0.2)
psar(h, l, 0, 1)
stochrsi(x, 1)
vidya(x, 5, 2, 0.2)
vidya(x, 2, 5, 2.0)
vidya(x, 2, 5, -0.1)
adx(h, l, x, 1)
lag(x, 0)
lag(x, -1)
lag(x, 120)
decay(x, 1)
bbands(x, 5, -1)
ultosc(h, l, x, 5, 3, 2)
vosc(x, 3, 2)
sma(list(x), 5)
sma(None, 5)
sma(x)
sma(x, 5, 6)
sma(x[::2], 5)
TI_VERSION
TI_BUILD""".splitlines()


def original() -> ModuleType:
    try:
        return importlib.import_module("tulipy")
    except ImportError:
        pytest.skip("tulipy is not installed")


def answer(module: ModuleType, call: str) -> str:
    try:
        return told(eval(call, {**vars(module), **DATA}))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def told(result: Any) -> str:
    if isinstance(result, tuple):
        return f"({', '.join(map(told, result))})"
    if isinstance(result, np.ndarray):
        return f"{result.dtype} [{len(result)}] {', '.join(f'{value:.9g}' for value in result[-3:])}"
    return str(result)


@pytest.mark.parametrize("call", CALLS)
def test_answers_as_the_original(call: str) -> None:
    got = answer(ti, call)
    if "NotImplementedError" in got:
        pytest.skip(got)
    assert got == answer(original(), call)


def test_arrays_of_other_types_are_refused() -> None:
    for values in (x.astype("f4"), x.astype(">f8"), np.arange(50)):
        for module in (ti, original()):
            with pytest.raises(ValueError):  # noqa: PT011 - the original's texts are those of Cython
                module.sma(values, 5)


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_functions_know_what_the_original_says(name: str) -> None:
    ours, theirs = getattr(ti, name), getattr(original(), name)
    for fact in ("full_name", "type", "inputs", "options", "outputs"):
        assert getattr(ours, fact) == getattr(theirs, fact)
    assert inspect.signature(ours) == inspect.signature(theirs)
    assert ours.__doc__.rstrip(".") == theirs.__doc__.strip()


def test_every_name_is_there() -> None:
    names = [name for name in dir(original()) if not name.startswith("_") and name != "lib"]
    assert [name for name in names if not hasattr(ti, name)] == []


def test_errors_are_one_kind() -> None:
    assert issubclass(ti.InvalidOptionError, ValueError)
    for _ in range(2):  # options that are known already are refused for too few bars all the same
        with pytest.raises(ti.InvalidOptionError):
            ti.sma(x[:10], 20)
        assert len(ti.sma(x, 20)) == BARS - 19
