"""A strategy of backtesting.py on TA-Lib's functions."""

import talib
from backtesting import Backtest, Strategy
from bars import make_bars, tell


class Reversal(Strategy):
    period = 14

    def init(self):
        self.rsi = self.I(talib.RSI, self.data.Close, self.period)
        self.bands = self.I(talib.BBANDS, self.data.Close, timeperiod=20, nbdevup=2, nbdevdn=2)
        self.adx = self.I(talib.ADX, self.data.High, self.data.Low, self.data.Close, timeperiod=self.period)

    def next(self):
        if self.rsi[-1] < 35 or self.data.Close[-1] < self.bands[2][-1]:
            self.buy()
        elif self.rsi[-1] > 65:
            self.position.close()


backtest = Backtest(make_bars(), Reversal, cash=10_000, commission=0.001)
stats = backtest.run()
best = backtest.optimize(period=[7, 14, 21], maximize="Equity Final [$]")
strategy = stats._strategy
tell(
    {
        "rsi": strategy.rsi,
        "bands": strategy.bands,
        "adx": strategy.adx,
        "equity": stats._equity_curve["Equity"],
        "best": [best["Equity Final [$]"], best._strategy.period],
    }
)
