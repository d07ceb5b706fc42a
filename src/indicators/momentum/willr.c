#include "indicator.h"

enum { HIGH, LOW, CLOSE };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[HIGH], input[LOW], (uint32_t)parameter[0]);
    output[0] = way_between(g, input[CLOSE], channel.greatest, channel.least, -100);
}

const bw_indicator bw_indicator_willr = {
    .name = "willr",
    .title = "Williams %R",
    .formula = "-100 * (max(high) - close) / (max(high) - min(low)) over the last `period` bars; 0 where that is 0 / 0",
    .origin = "Larry Williams, How I Made One Million Dollars, 1973",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs =
        OUTPUTS({ .name = "willr", .pane = BW_OWN_PANE, .range = RANGE(-100, 0), .levels = LEVELS_AT(-80, -20) }),
    .build = build,
};
