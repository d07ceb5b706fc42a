#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = channel_middle(g, window_channel(g, input[0], input[0], (uint32_t)parameter[0]));
}

const bw_indicator bw_indicator_midpoint = {
    .name = "midpoint",
    .title = "Midpoint",
    .formula = "(max(source) + min(source)) / 2 over the last `period` bars",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "midpoint", .pane = BW_PRICE_PANE }),
    .build = build,
};
