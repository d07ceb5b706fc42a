#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[0], input[0], (uint32_t)parameter[0]);
    output[0] = channel.least;
    output[1] = channel.greatest;
}

const bw_indicator bw_indicator_minmax = {
    .name = "minmax",
    .title = "Lowest and Highest Value",
    .formula = "min(source) and max(source) over the last `period` bars",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "min", .pane = BW_PRICE_PANE }, { .name = "max", .pane = BW_PRICE_PANE }),
    .build = build,
};
