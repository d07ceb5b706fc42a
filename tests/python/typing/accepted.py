"""What a type checker must accept, and the types that it must see."""

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
assert_type(bw.kernels(), tuple[str, ...])

row: bw.Indicator = bw.indicators["cci"]
error: type[ValueError] = bw.BadValueError
