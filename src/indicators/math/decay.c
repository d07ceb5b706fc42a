#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = decaying_peak(g, input[0], 1, 1 / parameter[0]);
}

const bw_indicator bw_indicator_decay = {
    .name = "decay",
    .title = "Linear Decay",
    .formula = "the latest peak, less 1 / period a bar: max(source, decay - 1 / period)",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(5, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "decay", .pane = BW_PRICE_PANE }),
    .build = build,
};
