#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = lag(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_lag = {
    .name = "lag",
    .title = "Lag",
    .formula = "source of `period` bars ago",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(
        { .name = "period", .type = BW_INTEGER, .value = 1, .max = BW_PERIOD_MAX, .meaning = "how many bars ago" }),
    .outputs = OUTPUTS({ .name = "lag", .pane = BW_PRICE_PANE }),
    .build = build,
};
