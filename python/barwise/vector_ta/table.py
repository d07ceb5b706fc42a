"""Which indicator of barwise is which function of vector_ta. `functions.tsv` has vector_ta's own facts about them."""

from __future__ import annotations

from ..peer_tables import Converted, Entry, at_start, everywhere, in_first_bar, in_flat_windows, same_names

# Its names of averages, and barwise's.
AVERAGES = {
    "wilders": "rma",
    "smma": "rma",
    "tilson": "t3",
    "linreg": "linreg",
    **{name: name for name in ("sma", "ema", "wma", "dema", "tema", "trima", "kama", "hma", "zlema", "alma", "vwma")},
}
AVERAGE = Converted("ma", names=AVERAGES)

CUSTOMARY: dict[str, str | Converted] = {"length": "period", "ma_type": AVERAGE, "matype": AVERAGE}

# The other way round than usual: columns of the market under names of their own.
PRICES = {"prices": "close", "price": "close", "volumes": "volume"}

FIRST = {"seed": "first"}
SQUARES = in_flat_windows("vector_ta takes the difference of two sums of squares; a flat window leaves a rounding.")
FROM_FIRST = at_start("vector_ta's averages start from the first price, barwise's from the mean of the first ones.")
ONE_START = at_start("vector_ta starts both averages at one bar.")
EARLIER = in_first_bar("barwise has values earlier.")
EMA = {"ma_type": "ema"}
FAST_AND_SLOW = {"short_period": "fast_period", "long_period": "slow_period"}

ENTRIES = (
    *same_names(
        """
        sma wma trima hma alma linreg tsf midpoint midprice bop cmo dpo mom roc rocp rocr qstick rsi
        wad willr ad emv nvi medprice wclprice adx fisher
        """
    ),
    Entry("ema", "ema", settings={"seed": "running"}),
    Entry("zlema", "zlema", settings={"seed": "average"}, difference=EARLIER),
    *(Entry(name, name, settings={"start": "price"}) for name in ("highpass", "supersmoother")),
    Entry("msw", "msw", difference=everywhere("vector_ta's pi has eight digits.")),
    Entry(
        "ehlers_simple_cycle_indicator",
        "cyber_cycle",
        settings={"start": 7},
        difference=in_first_bar("vector_ta's first values come a bar earlier."),
    ),
    Entry(
        "pivot",
        "pivot",
        {"mode": Converted("method", choices=("standard", "fibonacci", "demark", "camarilla", "woodie"))},
        difference=everywhere(
            "vector_ta has 0.0916 and 0.183 for Camarilla's 1.1 / 12 and 1.1 / 6, and no standard r3, r4, s3 and s4."
        ),
    ),
    Entry(
        "kama",
        "kama",
        settings=FIRST,
        difference=in_flat_windows("Where nothing moves vector_ta's efficiency is 0, not 1."),
    ),
    Entry("dema", "dema", settings=FIRST, difference=EARLIER),
    Entry("tema", "tema", settings={"seed": "staged"}, difference=EARLIER),
    Entry("sar", "sar", difference=everywhere("vector_ta turns before it keeps the stop away from the last two bars.")),
    Entry(
        "cci",
        "cci",
        difference=in_flat_windows("Where all prices are equal vector_ta divides roundings by each other."),
    ),
    Entry("wilders", "rma"),
    Entry("smma", "rma"),
    Entry("tilson", "t3"),
    Entry("vwma", "vwma", inputs=PRICES),
    Entry("mama", "mama", difference=everywhere("vector_ta's rate follows another phase than Ehlers' and TA-Lib's.")),
    Entry(
        "ehlers_itrend",
        "ht_trendline",
        fixed={"warmup_bars": 12, "max_dc_period": 50},
        difference=at_start("vector_ta has values from warmup_bars on, of a cycle that is not settled yet."),
    ),
    Entry("ma", "ma"),
    Entry("donchian", "donchian", outputs=("upper", "middle", "lower")),
    Entry(
        "bollinger_bands",
        "bbands",
        {"devup": "deviations_up", "devdn": "deviations_down"},
        outputs=("upper", "middle", "lower"),
        fixed={"devtype": 0},
        difference=SQUARES,
    ),
    Entry(
        "keltner",
        "kc",
        settings={"first_bar": "count"},
        also={"atr_period": "period"},
        inputs={"source": "source"},
        outputs=("upper", "middle", "lower"),
    ),
    Entry("mass", "mass", {"period": "slow_period"}, {"seed": "staged"}, difference=EARLIER),
    Entry("cvi", "cvi", settings=FIRST, also={"roc_period": "period"}, difference=EARLIER),
    Entry("chande", "chande", {"mult": "multiplier"}, outputs=("long",), fixed={"direction": "long"}),
    *(Entry(name, name, settings={"start": "tulip"}) for name in ("dx", "di", "dm")),
    Entry("adxr", "adxr", settings={"lag": "full"}),
    *(Entry(name, name, settings={"first_bar": "count"}) for name in ("atr", "natr")),
    Entry("fosc", "fosc", difference=in_first_bar("vector_ta has one value more, a bar earlier.")),
    Entry("kvo", "kvo", FAST_AND_SLOW),
    Entry("adosc", "adosc", FAST_AND_SLOW),
    Entry("obv", "obv", settings={"start": "zero"}),
    Entry("vosc", "vosc", FAST_AND_SLOW, {"ma": "sma"}),
    Entry("ao", "ao", FAST_AND_SLOW),
    Entry("apo", "apo", FAST_AND_SLOW, difference=FROM_FIRST),
    Entry("ppo", "ppo", difference=ONE_START),
    Entry("aroon", "aroon", settings={"ties": "earliest"}, outputs=("up", "down")),
    Entry("aroonosc", "aroonosc", settings={"ties": "earliest"}),
    Entry(
        "coppock",
        "coppock",
        {"short_roc_period": "roc1_period", "long_roc_period": "roc2_period", "ma_period": "wma_period"},
    ),
    Entry(
        "er",
        "er",
        {"period": Converted("period", plus=-1)},
        difference=in_flat_windows("Where nothing moves vector_ta's ratio is 0, not 1."),
    ),
    Entry("eri", "eri", inputs={"source": "close"}, outputs=("bull", "bear")),
    Entry(
        "kdj",
        "kdj",
        {
            "fast_k_period": "period",
            "slow_k_period": "k_period",
            "slow_k_ma_type": Converted("k_ma", names=AVERAGES),
            "slow_d_period": "d_period",
            "slow_d_ma_type": Converted("d_ma", names=AVERAGES),
        },
    ),
    Entry("macd", "macd", outputs=("macd", "signal", "histogram"), fixed=EMA),
    Entry(
        "mfi",
        "mfi",
        inputs={"typical_price": "high,low,close"},
        difference=everywhere(
            "vector_ta has one value more, a bar earlier, and a rounding's sign where no money flows."
        ),
    ),
    Entry(
        "stoch",
        "stoch",
        {
            "fastk_period": "k_period",
            "slowk_period": "k_smoothing",
            "slowk_ma_type": Converted("k_ma", names=AVERAGES),
            "slowd_period": "d_period",
            "slowd_ma_type": Converted("d_ma", names=AVERAGES),
        },
        outputs=("k", "d"),
        difference=in_flat_windows("Without a range vector_ta's k is 50, not 0."),
    ),
    Entry(
        "stochf",
        "stochf",
        {"fastk_period": "k_period", "fastd_period": "d_period"},
        outputs=("k", "d"),
        fixed={"fastd_matype": 0},
        difference=in_flat_windows("Without a range vector_ta's k is 100, not 0."),
    ),
    Entry(
        "srsi",
        "stochrsi",
        {"k": "k_smoothing", "d": "d_period", "stoch_period": "k_period"},
        outputs=("k", "d"),
        fixed={"source": "close"},
        difference=in_flat_windows("Where the rsi stands still vector_ta's k is 50, or a rounding by a rounding."),
    ),
    Entry("trix", "trix", settings={"change": "logarithm"}),
    Entry(
        "tsi",
        "tsi",
        {"long_period": "first_period", "short_period": "second_period"},
        FIRST,
        difference=EARLIER,
    ),
    Entry(
        "ultosc",
        "ultosc",
        {"timeperiod1": "short_period", "timeperiod2": "medium_period", "timeperiod3": "long_period"},
    ),
    Entry("vertical_horizontal_filter", "vhf"),
    Entry(
        "vi",
        "vortex",
        outputs=("plus_vi", "minus_vi"),
        difference=in_first_bar("vector_ta has one value more, a bar earlier."),
    ),
    Entry(
        "rvi",
        "rvi",
        {"period": "stddev_period", "ma_len": "period"},
        {"smoothing": "ema"},
        fixed={"matype": 1, "devtype": 0},
        difference=in_flat_windows("A flat window leaves vector_ta a deviation that is a rounding."),
    ),
    Entry(
        "vidya", "vidya", difference=everywhere("vector_ta has one value more; flat windows leave roundings to divide.")
    ),
    Entry(
        "historical_volatility",
        "volatility",
        {"lookback": "period", "annualization_days": "bars_a_year"},
        {"multiplier": 100.0},
    ),
    Entry("stddev", "stddev", {"nbdev": "multiplier"}, difference=SQUARES),
    Entry("var", "var", fixed={"nbdev": 1.0}),
    Entry("efi", "efi", settings=FIRST, inputs=PRICES),
    Entry("marketefi", "marketfi"),
    Entry("pvi", "pvi", {"initial_value": "start"}),
    Entry("vpt", "pvt", inputs=PRICES, difference=in_first_bar("vector_ta's first values come two bars later.")),
    Entry("correl_hl", "correl", difference=SQUARES),
    Entry("linearreg_slope", "linreg_slope"),
    Entry("linearreg_intercept", "linreg_intercept"),
    Entry("linearreg_angle", "linreg_angle"),
    Entry("percentile_nearest_rank", "percentile", {"percentage": "percentile"}),
)
