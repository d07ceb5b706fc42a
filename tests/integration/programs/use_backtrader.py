"""A strategy of backtrader on its indicators of TA-Lib, at once and bar by bar."""

import backtrader as bt
from bars import make_bars, tell


class Crossing(bt.Strategy):
    def __init__(self):
        self.fast = bt.talib.EMA(self.data.close, timeperiod=10)
        self.rsi = bt.talib.RSI(self.data.close)
        self.bands = bt.talib.BBANDS(self.data.close, timeperiod=20)
        self.atr = bt.talib.ATR(self.data.high, self.data.low, self.data.close, timeperiod=14)
        self.seen = []

    def next(self):
        self.seen.append([self.fast[0], self.rsi[0], self.bands.upperband[0], self.atr[0]])
        if not self.position and self.data.close[0] > self.bands.middleband[0]:
            self.buy()
        elif self.position and self.rsi[0] > 65:
            self.close()


def run(**options):
    cerebro = bt.Cerebro(**options)
    cerebro.addstrategy(Crossing)
    cerebro.adddata(bt.feeds.PandasData(dataname=make_bars()))
    strategy = cerebro.run()[0]
    return strategy.seen, cerebro.broker.getvalue()


at_once, value = run(runonce=True)
bar_by_bar, value_of_bars = run(runonce=False, preload=False)
tell({"at once": at_once, "value": [value], "bar by bar": bar_by_bar, "value of bars": [value_of_bars]})
