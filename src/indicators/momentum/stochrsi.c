#include "indicator.h"

enum { RSI_PERIOD, K_PERIOD, K_SMOOTHING, D_PERIOD, MA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_average_kind kind = (bw_average_kind)parameter[MA];
    const bw_series rsi = relative_strength(g, input[0], (uint32_t)parameter[RSI_PERIOD], SMOOTHING_WILDER, 0);
    const bw_channel channel = window_channel(g, rsi, rsi, (uint32_t)parameter[K_PERIOD]);
    const bw_series position = way_between(g, rsi, channel.least, channel.greatest, 100);
    output[0] = moving_average(g, kind, position, (uint32_t)parameter[K_SMOOTHING]);
    output[1] = moving_average(g, kind, output[0], (uint32_t)parameter[D_PERIOD]);
}

const bw_indicator bw_indicator_stochrsi = {
    .name = "stochrsi",
    .title = "Stochastic RSI",
    .formula =
        "k = ma(100 (r - min(r)) / (max(r) - min(r)), k_smoothing) with the extremes of the last `k_period` bars of "
        "r = rsi(source, rsi_period) and 0 for 0 / 0; d = ma(k, d_period)",
    .origin = "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    .aliases = ALIASES("srsi"),
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters =
        PARAMETERS(BARS("rsi_period", 14, "of the relative strength index"),
                   BARS("k_period", 14, "bars in the window of the extremes"),
                   BARS("k_smoothing", 3, "of the average that is k"), BARS("d_period", 3, "of the average that is d"),
                   MOVING_AVERAGE("ma", MA_SMA, "which moving average k and d are")),
    .outputs = OUTPUTS({ .name = "k", .pane = BW_OWN_PANE, .levels = LEVELS_AT(20, 80) },
                       { .name = "d", .pane = BW_OWN_PANE, .levels = LEVELS_AT(20, 80) }),
    .build = build,
};
