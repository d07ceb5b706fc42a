#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = changed_sum(g, input[0], input[1]);
}

const bw_indicator bw_indicator_pvt = {
    .name = "pvt",
    .title = "Price Volume Trend",
    .formula = "pvt += volume (close - lag(close, 1)) / lag(close, 1), from 0; 0 where what is divided by is 0",
    .aliases = ALIASES("vpt"),
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "pvt", .pane = BW_OWN_PANE }),
    .build = build,
};
