"""Which indicator of barwise is which function of TA-Lib. `functions.tsv` has TA-Lib's own facts about them."""

from __future__ import annotations

from ..peer_tables import Converted, Entry, bar_of, in_flat_windows, same_names

# The average that each value of MA_Type stands for; 10 is none at all, 11 the function's own.
AVERAGES = (
    *("sma", "ema", "wma", "dema", "tema", "trima", "kama", "mama", "t3", "hma"),
    *("none", "default", "zlema", "rma"),
)

# TA-Lib's names of parameters, and barwise's for the same; an entry has those of its own.
CUSTOMARY: dict[str, str | Converted] = {
    "timeperiod": "period",
    "fastperiod": "fast_period",
    "slowperiod": "slow_period",
    "signalperiod": "signal_period",
    "matype": Converted("ma", choices=AVERAGES),
    "nbdev": "multiplier",
}

PHASE = in_flat_windows("Where nothing moves the phase is that of a rounding in TA-Lib.")
BANDS = ("upper", "middle", "lower")
MACD = ("macd", "signal", "histogram")

AVERAGE_ENTRIES = (
    *same_names(
        """
        SMA EMA WMA DEMA TEMA TRIMA KAMA HMA ZLEMA RMA VWMA MA HT_TRENDLINE
        """
    ),
    Entry("T3", "t3", {"vfactor": "volume_factor"}),
    Entry("MAMA", "mama", {"fastlimit": "fast_limit", "slowlimit": "slow_limit"}, difference=PHASE),
    Entry("MAVP", "mavp", {"minperiod": "min_period", "maxperiod": "max_period"}, {"start": "talib"}),
)

BAND_ENTRIES = (
    Entry("MIDPOINT", "midpoint"),
    Entry("MIDPRICE", "midprice"),
    Entry("ACCBANDS", "accbands", outputs=BANDS),
    Entry("BBANDS", "bbands", {"nbdevup": "deviations_up", "nbdevdn": "deviations_down"}, outputs=BANDS),
    Entry("DONCHIAN", "donchian", outputs=BANDS),
    Entry("KC", "kc", {"atrperiod": "atr_period"}, {"start": "talib"}, outputs=BANDS),
)

TREND_ENTRIES = (
    Entry("SAR", "sar"),
    Entry(
        "SAREXT",
        "sarext",
        {
            "startvalue": "start_value",
            "offsetonreverse": "offset_on_reverse",
            "accelerationinitlong": "acceleration_init_long",
            "accelerationlong": "acceleration_long",
            "accelerationmaxlong": "acceleration_max_long",
            "accelerationinitshort": "acceleration_init_short",
            "accelerationshort": "acceleration_short",
            "accelerationmaxshort": "acceleration_max_short",
        },
    ),
    Entry("SUPERTREND", "supertrend"),
    Entry("ADX", "adx", settings={"start": "talib"}),
    Entry("ADXR", "adxr", settings={"start": "talib"}),
    Entry("DX", "dx", settings={"start": "talib"}),
    Entry("PLUS_DI", "di", settings={"start": "talib"}, outputs=("plus_di",)),
    Entry("MINUS_DI", "di", settings={"start": "talib"}, outputs=("minus_di",)),
    Entry("PLUS_DM", "dm", settings={"start": "talib"}, outputs=("plus_dm",)),
    Entry("MINUS_DM", "dm", settings={"start": "talib"}, outputs=("minus_dm",)),
    Entry("AROON", "aroon", outputs=("down", "up")),
    Entry("AROONOSC", "aroonosc"),
    Entry("VHF", "vhf"),
    Entry("VORTEX", "vortex", outputs=("plus_vi", "minus_vi")),
)

MOMENTUM_ENTRIES = (
    *same_names(
        """
        AC AO BOP CCI CMO CMOU DPO ER FOSC IMI MOM ROC ROCP ROCR ROCR100 QSTICK RSI TRIX WILLR
        """
    ),
    Entry("APO", "apo"),
    Entry("PPO", "ppo"),
    Entry("COPPOCK", "coppock", {"wmaperiod": "wma_period", "roc1period": "roc1_period", "roc2period": "roc2_period"}),
    Entry("ERI", "eri", outputs=("bull", "bear")),
    Entry(
        "KDJ",
        "kdj",
        {
            "fastk_period": "period",
            "slowk_period": "k_period",
            "slowk_matype": Converted("k_ma", choices=AVERAGES),
            "slowd_period": "d_period",
            "slowd_matype": Converted("d_ma", choices=AVERAGES),
        },
    ),
    Entry("MACD", "macd", settings={"start": "talib"}, outputs=MACD),
    Entry(
        "MACDEXT",
        "macdext",
        {
            "fastmatype": Converted("fast_ma", choices=AVERAGES),
            "slowmatype": Converted("slow_ma", choices=AVERAGES),
            "signalmatype": Converted("signal_ma", choices=AVERAGES),
        },
        {"start": "talib"},
        outputs=MACD,
    ),
    Entry("MACDFIX", "macdfix", settings={"start": "talib"}, outputs=MACD),
    Entry("SMI", "smi", outputs=("smi", "signal")),
    Entry(
        "STOCH",
        "stoch",
        {
            "fastk_period": "k_period",
            "slowk_period": "k_smoothing",
            "slowk_matype": Converted("k_ma", choices=AVERAGES),
            "slowd_period": "d_period",
            "slowd_matype": Converted("d_ma", choices=AVERAGES),
        },
        outputs=("k", "d"),
    ),
    Entry(
        "STOCHF",
        "stochf",
        {
            "fastk_period": "k_period",
            "fastd_period": "d_period",
            "fastd_matype": Converted("ma", choices=AVERAGES),
        },
        outputs=("k", "d"),
    ),
    Entry(
        "STOCHRSI",
        "stochrsi",
        {
            "timeperiod": "rsi_period",
            "fastk_period": "k_period",
            "fastd_period": "d_period",
            "fastd_matype": Converted("ma", choices=AVERAGES),
        },
        {"k_smoothing": 1},
        outputs=("k", "d"),
    ),
    Entry("TSI", "tsi", {"firstperiod": "first_period", "secondperiod": "second_period"}),
    Entry(
        "ULTOSC",
        "ultosc",
        {"timeperiod1": "short_period", "timeperiod2": "medium_period", "timeperiod3": "long_period"},
    ),
)

CYCLE_ENTRIES = (
    *same_names("HT_DCPERIOD HT_PHASOR"),
    *(Entry(name, name.lower(), difference=PHASE) for name in ("HT_DCPHASE", "HT_SINE", "HT_TRENDMODE")),
)

VOLATILITY_ENTRIES = (
    Entry("ADR", "adr"),
    Entry("ATR", "atr"),
    Entry("NATR", "natr"),
    Entry("TRANGE", "tr"),
    Entry("CVI", "cvi", {"rocperiod": "roc_period"}),
    Entry("MASSI", "mass"),
    Entry("RVI", "rvi", {"stddevperiod": "stddev_period"}),
)

VOLUME_ENTRIES = (
    *same_names(
        """
        AD CMF EFI MARKETFI MFI NVI OBV PVI PVT RVOL VWAP WAD
        """
    ),
    Entry("ADOSC", "adosc", start="slowperiod - 1"),
    Entry("PVO", "vosc"),
)

STATISTICS_ENTRIES = (
    Entry("VAR", "var", fixed={"nbdev": 1.0}),
    *same_names(
        """
        AVGDEV BETA CORREL PERCENTILE PERCENTRANK STDDEV TSF
        """
    ),
    Entry("LINEARREG", "linreg"),
    Entry("LINEARREG_SLOPE", "linreg_slope"),
    Entry("LINEARREG_INTERCEPT", "linreg_intercept"),
    Entry("LINEARREG_ANGLE", "linreg_angle"),
)

PRICE_ENTRIES = (
    *same_names("AVGPRICE MEDPRICE TYPPRICE WCLPRICE"),
    Entry("HA", "ha"),
)

TIES = in_flat_windows("Of equal values TA-Lib takes the first or the last, as its search happens to go on.")

MATH_ENTRIES = (
    Entry("MAXINDEX", "maxindex", outputs=(bar_of("maxindex"),), difference=TIES),
    Entry("MININDEX", "minindex", outputs=(bar_of("minindex"),), difference=TIES),
    Entry("MINMAXINDEX", "minmaxindex", outputs=(bar_of("minindex"), bar_of("maxindex")), difference=TIES),
    *same_names(
        """
        ADD SUB MULT DIV CUMSUM SUM MAX MIN MINMAX ACOS ASIN ATAN CEIL COS COSH
        EXP FLOOR LN LOG10 SIN SINH SQRT TAN TANH
        """
    ),
)

ENTRIES = (
    *AVERAGE_ENTRIES,
    *BAND_ENTRIES,
    *TREND_ENTRIES,
    *MOMENTUM_ENTRIES,
    *CYCLE_ENTRIES,
    *VOLATILITY_ENTRIES,
    *VOLUME_ENTRIES,
    *STATISTICS_ENTRIES,
    *PRICE_ENTRIES,
    *MATH_ENTRIES,
)
