#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = money_flow_sum(g, input[0], input[1], input[2], input[3]);
}

const bw_indicator bw_indicator_ad = {
    .name = "ad",
    .title = "Accumulation/Distribution Line",
    .formula = "ad += volume ((close - low) - (high - close)) / (high - low), 0 where there is no range",
    .origin = "Marc Chaikin",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "ad", .pane = BW_OWN_PANE }),
    .build = build,
};
