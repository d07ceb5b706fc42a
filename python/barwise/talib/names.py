"""The names of TA-Lib's module that are no functions: averages by number, and candles' settings."""

from __future__ import annotations


class _AverageType:
    """MA_Type: the number of each average, and by its number what it is."""

    SMA, EMA, WMA, DEMA, TEMA, TRIMA, KAMA, MAMA, T3, HMA, DISABLED, DEFAULT, ZLEMA, RMA = range(14)

    def __init__(self) -> None:
        self._lookup = {
            self.SMA: "Simple Moving Average",
            self.EMA: "Exponential Moving Average",
            self.WMA: "Weighted Moving Average",
            self.DEMA: "Double Exponential Moving Average",
            self.TEMA: "Triple Exponential Moving Average",
            self.TRIMA: "Triangular Moving Average",
            self.KAMA: "Kaufman Adaptive Moving Average",
            self.MAMA: "MESA Adaptive Moving Average",
            self.T3: "Triple Generalized Double Exponential Moving Average",
            self.HMA: "Hull Moving Average",
            self.DISABLED: "No Moving Average (identity)",
            self.DEFAULT: "The Function's Own Default Moving Average",
            self.ZLEMA: "Zero-Lag Exponential Moving Average",
            self.RMA: "Wilder's Smoothed Moving Average",
        }

    def __getitem__(self, number: int) -> str:
        return self._lookup[number]


MA_Type = _AverageType()


class InsufficientHistory(Exception):  # noqa: N818 - TA-Lib's name
    """Not enough history to open a stream. Recoverable: collect more bars and try again."""
