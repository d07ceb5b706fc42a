#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = difference_quotient(g, input[0], input[1], input[2]);
}

const bw_indicator bw_indicator_marketfi = {
    .name = "marketfi",
    .title = "Market Facilitation Index",
    .formula = "(high - low) / volume; 0 without volume",
    .origin = "Bill Williams, Trading Chaos, 1995",
    .aliases = ALIASES("marketefi"),
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "volume", BW_VOLUME }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "marketfi", .pane = BW_OWN_PANE }),
    .build = build,
};
