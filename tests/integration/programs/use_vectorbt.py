"""vectorbt's indicators of TA-Lib, over columns and combinations of parameters."""

import vectorbt as vbt
from bars import make_bars, tell

bars = make_bars()
closes = bars[["Close", "Open"]]
rsi = vbt.IndicatorFactory.from_talib("RSI").run(closes, timeperiod=[7, 14])
bands = vbt.IndicatorFactory.from_talib("BBANDS").run(closes, timeperiod=[10, 20], nbdevup=[1.5, 2.0], nbdevdn=2.0)
stoch = vbt.IndicatorFactory.from_talib("STOCH").run(bars["High"], bars["Low"], bars["Close"])
entries = rsi.real_crossed_below(30)
portfolio = vbt.Portfolio.from_signals(bars["Close"], entries.iloc[:, 0], rsi.real_crossed_above(70).iloc[:, 0])
tell(
    {
        "rsi": rsi.real,
        "upper": bands.upperband,
        "lower": bands.lowerband,
        "slowk": stoch.slowk,
        "slowd": stoch.slowd,
        "value": portfolio.value(),
    }
)
