"""What a type checker must accept, and the types that it must see."""

from collections.abc import Iterator
from typing import Any

import barwise as bw
import numpy as np
import polars as pl
from numpy.typing import NDArray
from typing_extensions import assert_type

x = np.zeros(10)

assert_type(bw.cci(x, 20), NDArray[np.float64])
assert_type(bw.cci([1.0, 2, None]), NDArray[np.float64])
assert_type(bw.cci((1.0, 2.0), period=3.0), NDArray[np.float64])
assert_type(bw.cci(np.zeros(10, np.float32), period=np.int64(3)), NDArray[np.float64])
assert_type(bw.cci(high=x, low=x, close=x, source="hlc3"), NDArray[np.float64])
assert_type(bw.cci(x, out=x, kernel="baseline"), NDArray[np.float64])
assert_type(bw.typprice(x, x, x), NDArray[np.float64])
assert_type(bw.cci(pl.Series(x)), pl.Series)
assert_type(bw.cci(high=pl.Series(x), low=pl.Series(x), close=pl.Series(x)), pl.Series)
assert_type(bw.cci(pl.DataFrame({"close": x}), 20, source="close"), Any)
assert_type(bw.typprice(pl.DataFrame({"close": x}), high="close"), Any)
assert_type(bw.cci.lookback(20), int)
assert_type(bw.cci.info.title, str)
assert_type(bw.cci(np.zeros((10, 2)), 20, axis=0, threads=2), NDArray[np.float64])
assert_type(bw.cci(pl.Series(x), by=["A", "B"] * 5, progress=print), pl.Series)
assert_type(bw.cci(pl.DataFrame({"close": x}), by="symbol"), Any)
assert_type(bw.cci.sweep(x, period=range(5, 9), threads=1), bw.Sweep)
assert_type(bw.cci.sweep(pl.DataFrame({"close": x}), period=[5, 6.0], source="close", zip=True), bw.Sweep)
assert_type(bw.cci.sweep(pl.Series(x), np.arange(5, 9), rows_at_a_time=2), Iterator[bw.Sweep])
assert_type(bw.typprice.sweep(x, x, x, out=x), bw.Sweep)
assert_type(bw.cci.sweep(x)[1:], bw.Sweep)
assert_type(bw.cci.sweep(x).params["period"], NDArray[Any])
assert_type(bw.kernels(), tuple[str, ...])

stream = bw.cci.stream(20, source="hlc3", kernel="baseline")
assert_type(stream, bw.Stream[float, NDArray[np.float64]])
assert_type(stream.update(3.0, None, np.float32(2)), float)
assert_type(stream.peek(high=3, low=1.0, close=2), float)
assert_type(stream.amend(1.0, 2.0, 3.0), float)
assert_type(stream.extend(x, x, [1.0, None]), NDArray[np.float64])
assert_type(stream.extend(high=x, low=x, close=x), NDArray[np.float64])
assert_type(stream.extend(pl.DataFrame({"close": x})), Any)
assert_type(stream.copy().value, float)
assert_type(stream.bars + stream.ready, int)
assert_type(bw.load(stream.save()), bw.Stream[Any, Any])

average = bw.ema(bw.close, 12)
assert_type(average, bw.Expression)
assert_type(bw.cci(period=20), bw.Expression)
assert_type(bw.ema(bw.cci(), bw.parameter("smooth", 9), seed="first"), bw.Expression)
assert_type(bw.typprice(high=bw.close), bw.Expression)
assert_type((average - 2 * bw.close.shift(3)) / 50, bw.Expression)
assert_type((average > 50) & ~(average == bw.sma(bw.close)), bw.Expression)
assert_type(abs(-average), bw.Expression)
assert_type(bw.parse("ema(close, 12)"), bw.Expression)
assert_type(bw.greater_of(average, 0), bw.Expression)
assert_type(average.equals(bw.close), bool)
assert_type(bw.ema.converged(1e-6, 12), int)

row: bw.Indicator = bw.indicators["cci"]
error: type[ValueError] = bw.BadValueError
