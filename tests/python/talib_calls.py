"""Calls of TA-Lib's interface, good and bad, and how an answer is told in one line."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

BARS = 120
CLOSE = 100 + np.cumsum(np.random.default_rng(1).normal(0, 0.5, BARS))

DATA: dict[str, Any] = {
    "np": np,
    "x": CLOSE,
    "h": CLOSE + 1,
    "l": CLOSE - 1,
    "late": np.concatenate([[np.nan] * 7, CLOSE[7:]]),
    "missing": np.full(BARS, np.nan),
    "s": pd.Series(CLOSE, index=range(100, 100 + BARS), name="price"),
    "p": pl.Series("price", CLOSE),
    "frame": pd.DataFrame({"open": CLOSE, "high": CLOSE + 1, "low": CLOSE - 1, "close": CLOSE + 0.5}),
    "polars": pl.DataFrame({"open": CLOSE, "high": CLOSE + 1, "low": CLOSE - 1, "close": CLOSE + 0.5}),
    "columns": {"open": CLOSE, "high": CLOSE + 1, "low": CLOSE - 1, "close": CLOSE + 0.5},
}

FUNCTIONS = """\
SMA(x)
SMA(x, 14.7)
SMA(x, -2**31)
SMA(x, timeperiod=5)
SMA(real=x, timeperiod=5)
SMA(x, np.int64(5))
SMA(x, True)
SMA(x, 121)
SMA(x, 120)
SMA(x[::2], 5)
SMA(x[::-1], 5)
SMA(np.ma.masked_array(x), 5)
SMA(x[:0], 5)
SMA(x[:0], 0)
SMA(late, 5)
SMA(missing, 5)
SMA(s, 5)
SMA(p, 5)
SMA(s.astype("f4"), 5)
SMA(s.astype(int), 5)
MEDPRICE(s, l)
MEDPRICE(h, s)
MEDPRICE(late, l)
MEDPRICE(p, p)
RSI(late)
EMA(late, 5)
T3(x, 5, 0.5)
T3(x, vfactor=0.5)
SMA(list(x))
SMA(None)
SMA(x, None)
SMA(x, "5")
SMA(x, 0)
SMA(x, -1)
SMA(x, 2**31)
SMA(x, 100001)
SMA(x, foo=1)
SMA(x.astype("f4"), 5)
SMA(x.astype(object), 5)
SMA(np.arange(50), 5)
SMA(x.reshape(2, -1), 5)
SMA(frame, 5)
RSI(x, 1)
MEDPRICE(s, p)
MEDPRICE(h, l[:10])
MEDPRICE(h, l[:0])
T3(x, 5, "a")
T3(x, 5, 1.5)
T3(x, 5, float("nan"))
MA(x, 5, 14)
APO(x, 20, 10)
MACD(x, 26, 12, 9)
PPO(x, 20, 10, 0)
PVO(h, 20, 10)
ULTOSC(h, l, x, 28, 7, 14)
MACDEXT(x, 20, 0, 10, 1)
SAR(h, l, 0.3, 0.2)
abstract.Function("APO", fastperiod=20, slowperiod=10).lookback
MA(x, 5, 11)
APO(x, matype=11)
MA(x, 5, -1)
SMA.__name__
get_functions()
get_function_groups()
MA_Type.T3
MA_Type[8]
__version__""".splitlines()

ABSTRACT = """\
abstract.SMA(frame)
abstract.SMA(frame, 5)
abstract.SMA(frame, timeperiod=5, price="open")
abstract.SMA(polars, timeperiod=5)
abstract.SMA(columns, timeperiod=5)
abstract.SMA(x, timeperiod=5)
abstract.SMA(s, 5)
abstract.MEDPRICE(columns)
abstract.MEDPRICE(h, l)
abstract.MEDPRICE(frame, prices=["close", "low"])
abstract.Function("sma", timeperiod=7).parameters
abstract.Function("sma", timeperiod=7).lookback
abstract.Function("SMA", frame, 5).outputs
abstract.Function("SMA").run(columns)
abstract.Function("EMA").info
abstract.Function("BBANDS").info
abstract.Function("STOCH").info
abstract.Function("OBV").info
abstract.Function("MAVP").info
abstract.Function("CORREL").input_names
abstract.Function("CDLDOJI").info
abstract.Function("CDLMORNINGSTAR").parameters
abstract.Function("ADX").function_flags
abstract.Function("MACD").output_flags
abstract.Function("MACD").output_names
str(abstract.Function("BBANDS"))
str(abstract.Function("CDLDOJI"))
repr(abstract.Function("RSI"))
abstract.Function("FOO")
abstract.SMA(x, x)
abstract.MEDPRICE(h)
abstract.Function("SMA")()
abstract.Function("SMA")(frame, timeperiod=5.0)
abstract.Function("SMA")(columns, price="volume")
abstract.Function("SMA")(frame, timeperiod=0)
abstract.Function("SMA").set_input_arrays(5)
abstract.TA_FUNC_FLAGS
abstract.TA_OUTPUT_FLAGS
abstract._get_defaults_and_docs(abstract.Function("T3").info)""".splitlines()

STREAM = """\
stream.SMA(x, 5).value
stream.SMA(x, timeperiod=5).update(101.5)
stream.SMA(x, 5).peek(1)
stream.SMA(s, 5).value
stream.SMA(late, 5).out_range
stream.SMA(x, 5).out_range
stream.EMA.open_and_fill(x, 5)[1]
stream.EMA.open_and_fill(s, 5)[1]
stream.MEDPRICE(h, l).update(3, 4)
stream.SMA(x[:3], 5)
stream.SMA(x[:0], 5)
stream.SMA(late[:9], 5)
stream.SMA(list(x), 5)
stream.SMA(x, 0)
stream.MEDPRICE(h, l[:5])
stream.SMA(x, 5).update(float("nan"))
stream.SMA(x, 5).update(float("inf"))
stream.SMA(x, 5).update("a")
stream.SMA(x, 5).copy().value""".splitlines()

CALLS = [*FUNCTIONS, *ABSTRACT, *STREAM]


def answer(module: ModuleType, call: str) -> str:
    """What that module gives for a call, or raises."""
    names = {**vars(module), **DATA}
    try:
        return told(eval(call, names))
    except Exception as error:
        kind = next(kind for kind in type(error).__mro__ if kind.__module__ != "barwise")
        return f"{kind.__name__}: {error}"


def told(result: Any) -> str:
    if isinstance(result, dict):
        return "; ".join(f"{key}: {told(value)}" for key, value in result.items())
    if isinstance(result, (tuple, list)):
        return f"({', '.join(map(told, result))})"
    if isinstance(result, np.ndarray):
        return f"{result.dtype} {numbers(result)}"
    if isinstance(result, pd.Series):
        return f"pandas {result.dtype} {result.name} from {result.index[0]} {numbers(result.to_numpy())}"
    if isinstance(result, pl.Series):
        return f"polars {result.dtype} {result.name} {numbers(result.to_numpy())}"
    if isinstance(result, float):
        return f"{result:.9g}"
    return str(result)


def numbers(values: Any) -> str:
    missing = np.isnan(values).sum()
    return f"[{len(values)}, {missing} missing] {', '.join(f'{value:.9g}' for value in values[-3:])}"
