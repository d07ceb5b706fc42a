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
bw.typprice(x, x)
bw.cci.lookback("20")
bw.cci.info.titel  # noqa: B018
