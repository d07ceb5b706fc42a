#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_mean(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_sma = {
    .name = "sma",
    .title = "Simple Moving Average",
    .formula = "sum(source) / period over the last `period` bars",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "sma", .pane = BW_PRICE_PANE }),
    .build = build,
};
