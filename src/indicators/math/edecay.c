#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = decaying_peak(g, input[0], 1 - 1 / parameter[0], 0);
}

const bw_indicator bw_indicator_edecay = {
    .name = "edecay",
    .title = "Exponential Decay",
    .formula = "the latest peak, less a part of 1 / period a bar: max(source, edecay * (1 - 1 / period))",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(100, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "edecay", .pane = BW_PRICE_PANE }),
    .build = build,
};
