#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = reach_sum(g, input[0], input[1], input[2]);
}

const bw_indicator bw_indicator_wad = {
    .name = "wad",
    .title = "Williams' Accumulation/Distribution",
    .formula = "wad += close - min(low, before) where the close rose, wad += close - max(high, before) where it fell, "
               "before = lag(close, 1), from 0",
    .origin = "Larry Williams, How I Made One Million Dollars Last Year Trading Commodities, 1973",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "wad", .pane = BW_OWN_PANE }),
    .build = build,
};
