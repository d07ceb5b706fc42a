"""The example strategy that comes with freqtrade, found and loaded by freqtrade, on its own kind of table."""

from pathlib import Path

import freqtrade
import pandas as pd
from bars import make_bars, tell
from freqtrade.resolvers import StrategyResolver

bars = make_bars().rename(columns=str.lower).reset_index(names="date")
bars["date"] = pd.to_datetime(bars["date"], utc=True)
folder = Path(freqtrade.__file__).parent / "templates"
config = {"strategy": "SampleStrategy", "strategy_path": str(folder), "user_data_dir": folder, "stake_currency": "USDT"}
config |= {"dry_run": True, "runmode": "backtest", "exchange": {"name": "binance"}, "timeframe": "5m"}
strategy = StrategyResolver.load_strategy(config)
pair = {"pair": "BTC/USDT"}
table = strategy.advise_indicators(bars.copy(), pair)
table = strategy.advise_exit(strategy.advise_entry(table, pair), pair)
tell({name: table[name].fillna(0) for name in table.columns if table[name].dtype.kind in "fi"})
