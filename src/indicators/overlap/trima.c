#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = triangular_mean(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_trima = {
    .name = "trima",
    .title = "Triangular Moving Average",
    .formula = "sum(weight * source) / sum(weight) over the last `period` bars, with weights of 1, 2 … 2, 1, the "
               "middle the heaviest",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "trima", .pane = BW_PRICE_PANE }),
    .build = build,
};
