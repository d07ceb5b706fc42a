#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_mean(g, sub(g, input[0], input[1]), (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_adr = {
    .name = "adr",
    .title = "Average Day Range",
    .formula = "sum(high - low) / period over the last `period` bars",
    .family = BW_VOLATILITY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "adr", .pane = BW_OWN_PANE }),
    .build = build,
};
