#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = cumulative_sum(g, input[0]);
}

const bw_indicator bw_indicator_cumsum = {
    .name = "cumsum",
    .title = "Cumulative Sum",
    .formula = "cumsum += source",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "cumsum", .pane = BW_OWN_PANE }),
    .build = build,
};
