#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_least(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_min = {
    .name = "min",
    .title = "Lowest Value",
    .formula = "min(source) over the last `period` bars",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "min", .pane = BW_PRICE_PANE }),
    .build = build,
};
