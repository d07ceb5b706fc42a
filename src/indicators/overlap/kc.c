#include "indicator.h"

enum { PERIOD, ATR_PERIOD, MULTIPLIER, MA, FIRST_BAR, START };

/* TA-Lib lets the one that could start earlier wait, so that both start together. */
static bw_series from_bar(bw_graph *g, bw_series x, uint32_t own, const double *parameter)
{
    const uint32_t other = (uint32_t)parameter[PERIOD] - 1 + (uint32_t)parameter[ATR_PERIOD] - own;
    return parameter[START] == START_TALIB && other > own ? after_first(g, x, other - own) : x;
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    const uint32_t period = (uint32_t)parameter[PERIOD], atr_period = (uint32_t)parameter[ATR_PERIOD];
    const bw_series source = from_bar(g, input[3], period - 1, parameter);
    const bw_series tr =
        from_bar(g, true_range(g, bars, (bw_first_bar_kind)parameter[FIRST_BAR]), atr_period, parameter);
    const bw_series distance = scale(g, wilder(g, tr, atr_period, SEED_SMA), parameter[MULTIPLIER]);
    output[1] = moving_average(g, (bw_average_kind)parameter[MA], source, period);
    output[0] = add(g, output[1], distance);
    output[2] = sub(g, output[1], distance);
}

const bw_indicator bw_indicator_kc = {
    .name = "kc",
    .title = "Keltner Channels",
    .formula = "ema(source, period) + and - multiplier * atr(high, low, close, atr_period)",
    .origin = "Chester Keltner, How to Make Money in Commodities, 1960; Linda Raschke",
    .aliases = ALIASES("keltner", "keltnerchannel"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "source", BW_HLC3 }),
    .parameters = PARAMETERS(
        PERIOD(20, 1, BW_PERIOD_MAX), BARS("atr_period", 10, "over which the true range is averaged"),
        MULTIPLIER(2, "how many average true ranges the bands are away"),
        MOVING_AVERAGE("ma", MA_EMA, "which moving average the middle is"), FIRST_BAR(FIRST_BAR_SKIPPED),
        { .name = "start",
          .type = BW_CHOICE,
          .choices = bw_averages_start_choices,
          .max = START_TALIB,
          .meaning =
              "do the middle and the range each start as soon as they can (own), or together, as in TA-Lib (talib)?" }),
    .outputs = OUTPUTS({ .name = "upper", .kind = BW_BAND, .pane = BW_PRICE_PANE },
                       { .name = "middle", .pane = BW_PRICE_PANE },
                       { .name = "lower", .kind = BW_BAND, .pane = BW_PRICE_PANE }),
    .build = build,
};
