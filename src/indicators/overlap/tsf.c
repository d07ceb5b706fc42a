#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = line_at(g, input[0], (uint32_t)parameter[0], 1);
}

const bw_indicator bw_indicator_tsf = {
    .name = "tsf",
    .title = "Time Series Forecast",
    .formula = "the least-squares line of source over the last `period` bars, a bar after the newest",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "tsf", .pane = BW_PRICE_PANE }),
    .build = build,
};
