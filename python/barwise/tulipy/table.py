"""Which indicator of barwise is which function of Tulip. `functions.tsv` has Tulip's own facts about them."""

from __future__ import annotations

from ..peer_tables import Entry, Scaled, same_names

CUSTOMARY = {"acceleration_factor_step": "acceleration", "acceleration_factor_maximum": "maximum"}

FIRST = {"seed": "first"}
FAST_AND_SLOW = {"short_period": "fast_period", "long_period": "slow_period"}

ENTRIES = (
    *same_names(
        """
        abs acos ad add adosc ao aroonosc asin atan avgprice bop cci ceil cos cosh crossany crossover decay div
        dpo edecay emv exp floor fosc hma kama kvo lag linreg ln log10 marketfi max medprice mfi min mom nvi pvi
        qstick rocr round rsi sin sinh sma sqrt stddev stderr sub sum tan tanh todeg torad trima trunc tsf
        typprice ultosc var vhf vidya volatility vosc vwma wad willr wma
        """
    ),
    Entry("mul", "mult"),
    Entry("roc", "rocp"),
    Entry("md", "avgdev"),
    Entry("cmo", "cmou"),
    Entry("wilders", "rma"),
    Entry("wcprice", "wclprice"),
    Entry("linregslope", "linreg_slope"),
    Entry("linregintercept", "linreg_intercept"),
    Entry("ema", "ema", settings=FIRST),
    Entry("dema", "dema", settings=FIRST),
    Entry("tema", "tema", settings=FIRST),
    Entry("zlema", "zlema", settings=FIRST),
    Entry("trix", "trix", settings=FIRST),
    Entry("apo", "apo", FAST_AND_SLOW, FIRST),
    Entry("ppo", "ppo", FAST_AND_SLOW, FIRST),
    Entry("macd", "macd", FAST_AND_SLOW, FIRST, outputs=("macd", "signal", "histogram")),
    Entry("mass", "mass", settings=FIRST),
    Entry("cvi", "cvi", settings=FIRST),
    Entry("adx", "adx", settings={"start": "tulip"}),
    Entry("adxr", "adxr", settings={"start": "tulip"}),
    Entry("dx", "dx"),
    Entry("di", "di"),
    Entry("dm", "dm"),
    Entry("aroon", "aroon", outputs=("down", "up")),
    Entry("atr", "atr"),
    Entry("natr", "natr"),
    Entry("tr", "tr"),
    Entry("bbands", "bbands", {"stddev": "upper_deviations"}, outputs=("lower", "middle", "upper")),
    Entry("fisher", "fisher"),
    Entry("msw", "msw"),
    Entry("obv", "obv"),
    Entry("psar", "sar"),
    Entry(
        "stoch",
        "stoch",
        {"pct_k_period": "k_period", "pct_k_slowing_period": "k_smoothing", "pct_d_period": "d_period"},
        outputs=("k", "d"),
    ),
    Entry("stochrsi", "stochrsi", {"period": "rsi_period"}, outputs=(Scaled("k", 0.01),)),
)
