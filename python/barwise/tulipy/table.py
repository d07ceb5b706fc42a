"""Which indicator of barwise is which function of Tulip. `functions.tsv` has Tulip's own facts about them."""

from __future__ import annotations

from ..peer_tables import Entry, Scaled, at_start, everywhere, in_first_bar, in_flat_windows, same_names

CUSTOMARY = {"acceleration_factor_step": "acceleration", "acceleration_factor_maximum": "maximum"}

# The least period, where it is not 1.
LEAST = {"lag": 0, "adx": 2, "adxr": 2, "stochrsi": 2}

FIRST = {"seed": "first"}
FROM_FIRST = at_start("Tulip's averages start from the first price, barwise's from the mean of the first ones.")
DIRECTIONAL = {"start": "tulip", "both_ways": "count"}
SQUARES = in_flat_windows("Tulip takes the difference of two sums of squares; a flat window leaves a rounding of it.")
FAST_AND_SLOW = {"short_period": "fast_period", "long_period": "slow_period"}

ENTRIES = (
    *same_names(
        """
        abs acos ad add ao aroonosc asin atan avgprice bop ceil cos cosh crossany crossover decay div
        dpo edecay emv exp floor fosc hma lag linreg ln log10 marketfi max medprice min mom nvi pvi
        qstick rocr round rsi sin sinh sma sqrt sub sum tan tanh todeg torad trima trunc tsf
        typprice var vhf vwma willr wma
        """
    ),
    Entry("mul", "mult"),
    Entry(
        "cci",
        "cci",
        start="2 * (period - 1)",
        difference=in_flat_windows("Where all prices are equal Tulip divides a rounding by a rounding."),
    ),
    Entry(
        "kama", "kama", difference=in_first_bar("Tulip's first value, a bar earlier, is the price that it starts from.")
    ),
    Entry("roc", "rocp"),
    Entry("md", "avgdev"),
    Entry("cmo", "cmou"),
    Entry("wilders", "rma"),
    Entry("wcprice", "wclprice"),
    Entry("linregslope", "linreg_slope"),
    Entry("linregintercept", "linreg_intercept"),
    Entry("ema", "ema", settings=FIRST),
    Entry("dema", "dema", settings={"seed": "staged"}, start="2 * (period - 1)"),
    Entry("tema", "tema", settings={"seed": "staged"}, start="3 * (period - 1)"),
    Entry(
        "zlema",
        "zlema",
        settings={"seed": "previous"},
        difference=in_first_bar("Tulip's first value, a bar earlier, is the price that it starts from."),
    ),
    Entry("trix", "trix", settings={"change": "current", "seed": "staged"}, start="3 * (period - 1) + 1"),
    Entry("msw", "msw", start="period", difference=everywhere("Tulip's pi has eight digits.")),
    Entry("apo", "apo", FAST_AND_SLOW, difference=FROM_FIRST),
    Entry("ppo", "ppo", FAST_AND_SLOW, difference=FROM_FIRST),
    Entry(
        "macd",
        "macd",
        FAST_AND_SLOW,
        FIRST,
        outputs=("macd", "signal", "histogram"),
        start="long_period - 1",
        difference=everywhere(
            "Tulip's averages for periods 12 and 26 take 0.15 and 0.075 instead of 2 / (period + 1)."
        ),
    ),
    Entry("mass", "mass", {"period": "slow_period"}, {"seed": "staged"}, start="period + 15"),
    Entry("cvi", "cvi", settings=FIRST, also={"roc_period": "period"}, start="2 * period - 1"),
    Entry("ultosc", "ultosc", difference=in_flat_windows("Where nothing moves Tulip divides 0 by 0.")),
    *(Entry(name, name, settings=DIRECTIONAL) for name in ("adx", "adxr", "dx", "di", "dm")),
    Entry("aroon", "aroon", outputs=("down", "up")),
    *(Entry(name, name, settings={"first_bar": "count"}) for name in ("tr", "atr", "natr")),
    Entry("stddev", "stddev", difference=SQUARES),
    Entry("stderr", "stderr", difference=SQUARES),
    Entry(
        "bbands",
        "bbands",
        {"stddev": "deviations_up"},
        also={"deviations_down": "stddev"},
        outputs=("lower", "middle", "upper"),
        difference=SQUARES,
    ),
    Entry("fisher", "fisher"),
    Entry("kvo", "kvo", FAST_AND_SLOW),
    Entry("adosc", "adosc", FAST_AND_SLOW, start="long_period - 1"),
    Entry("mfi", "mfi", difference=in_flat_windows("Where no money flows Tulip divides 0 by 0.")),
    Entry("obv", "obv", settings={"start": "zero"}),
    Entry("vosc", "vosc", FAST_AND_SLOW, {"ma": "sma"}),
    Entry("vidya", "vidya", difference=everywhere("Tulip has one value more; flat windows leave roundings to divide.")),
    Entry("volatility", "volatility", difference=SQUARES),
    Entry("wad", "wad", start="1"),
    Entry("psar", "sar", settings={"start": "midpoint", "reversal": "cross"}),
    Entry(
        "stoch",
        "stoch",
        {"pct_k_period": "k_period", "pct_k_slowing_period": "k_smoothing", "pct_d_period": "d_period"},
        outputs=("k", "d"),
    ),
    Entry(
        "stochrsi",
        "stochrsi",
        {"period": "rsi_period"},
        {"k_smoothing": 1, "d_period": 1},
        also={"k_period": "period"},
        outputs=(Scaled("k", 0.01),),
        difference=in_flat_windows("Where the rsi stands still Tulip divides roundings by each other, or 0 by 0."),
    ),
)
