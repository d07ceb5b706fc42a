#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = channel_middle(g, window_channel(g, input[0], input[1], (uint32_t)parameter[0]));
}

const bw_indicator bw_indicator_midprice = {
    .name = "midprice",
    .title = "Midpoint Price",
    .formula = "(max(high) + min(low)) / 2 over the last `period` bars",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "midprice", .pane = BW_PRICE_PANE }),
    .build = build,
};
