#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = typical_mean(g, input[0], input[1], input[2], input[3]);
}

const bw_indicator bw_indicator_vwap = {
    .name = "vwap",
    .title = "Volume Weighted Average Price",
    .formula = "sum(typical * volume) / sum(volume) over all bars so far, typical = (high + low + close) / 3; missing "
               "where the sum of volume is 0",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "vwap", .pane = BW_PRICE_PANE }),
    .build = build,
};
