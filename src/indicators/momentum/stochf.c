#include "indicator.h"

enum { HIGH, LOW, CLOSE };
enum { K_PERIOD, D_PERIOD, MA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[HIGH], input[LOW], (uint32_t)parameter[K_PERIOD]);
    output[0] = way_between(g, input[CLOSE], channel.least, channel.greatest, 100);
    output[1] = moving_average(g, (bw_average_kind)parameter[MA], output[0], (uint32_t)parameter[D_PERIOD]);
}

const bw_indicator bw_indicator_stochf = {
    .name = "stochf",
    .title = "Fast Stochastic Oscillator",
    .formula =
        "k = 100 (close - min(low)) / (max(high) - min(low)) with the extremes of the last `k_period` bars and 0 "
        "for 0 / 0; d = ma(k, d_period)",
    .origin = "George Lane, Stocks & Commodities 2 (3), 1984",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(BARS("k_period", 5, "bars in the window of the extremes"),
                             BARS("d_period", 3, "of the average that is d"),
                             MOVING_AVERAGE("ma", MA_SMA, "which moving average d is")),
    .outputs = OUTPUTS({ .name = "k", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(20, 80) },
                       { .name = "d", .pane = BW_OWN_PANE, .levels = LEVELS_AT(20, 80) }),
    .build = build,
};
