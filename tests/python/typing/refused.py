"""What a type checker must refuse: each line that starts with bw."""

import barwise as bw
import numpy as np

x = np.zeros(10)
singles = np.zeros(10, np.float32)

bw.cci(x, "20")
bw.cci(x, perid=20)
bw.ccci(x)
bw.cci(5)
bw.cci(x, out=singles)
bw.cci(x, kernel=2)
bw.cci(x, axis="0")
bw.cci(x, threads="2")
bw.cci(x, progress=2)
bw.cci(x, offsets=["a"])
bw.cci.sweep(x, perid=[20])
bw.cci.sweep(x, period=["20"])
bw.cci.sweep(x, rows_at_a_time="2")
bw.typprice(x, x)
bw.ema(bw.close, "12")
bw.ema(bw.close, bw.sma())
bw.close.shift("3")
bw.close + "3"
bw.cci.lookback("20")
bw.cci.info.titel  # noqa: B018
bw.cci.stream(period="20")
bw.cci.stream(perid=20)
bw.cci.stream(source=x)
bw.cci.stream(out=x)
bw.cci.stream().update("20")
bw.cci.stream().bars = 3
bw.load("stream")
