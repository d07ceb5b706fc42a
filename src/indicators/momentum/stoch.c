#include "indicator.h"

enum { HIGH, LOW, CLOSE };
enum { K_PERIOD, K_SMOOTHING, K_MA, D_PERIOD, D_MA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[HIGH], input[LOW], (uint32_t)parameter[K_PERIOD]);
    const bw_series position = way_between(g, input[CLOSE], channel.least, channel.greatest, 100);
    output[0] = moving_average(g, (bw_average_kind)parameter[K_MA], position, (uint32_t)parameter[K_SMOOTHING]);
    output[1] = moving_average(g, (bw_average_kind)parameter[D_MA], output[0], (uint32_t)parameter[D_PERIOD]);
}

const bw_indicator bw_indicator_stoch = {
    .name = "stoch",
    .title = "Stochastic Oscillator",
    .formula = "k = k_ma(100 (close - min(low)) / (max(high) - min(low)), k_smoothing) with the extremes of the last "
               "`k_period` bars and 0 for 0 / 0; d = d_ma(k, d_period)",
    .origin = "George Lane, Stocks & Commodities 2 (3), 1984",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(
        BARS("k_period", 14, "bars in the window of the extremes"), BARS("k_smoothing", 3, "of the average that is k"),
        MOVING_AVERAGE("k_ma", MA_SMA, "which moving average k is"), BARS("d_period", 3, "of the average that is d"),
        MOVING_AVERAGE("d_ma", MA_SMA, "which moving average d is")),
    .outputs = OUTPUTS({ .name = "k", .pane = BW_OWN_PANE, .levels = LEVELS_AT(20, 80) },
                       { .name = "d", .pane = BW_OWN_PANE, .levels = LEVELS_AT(20, 80) }),
    .build = build,
};
