#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_sum(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_sum = {
    .name = "sum",
    .title = "Summation",
    .formula = "the sum of source over the last `period` bars",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "sum", .pane = BW_OWN_PANE }),
    .build = build,
};
