#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_weighted_mean(g, input[0], input[1], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_vwma = {
    .name = "vwma",
    .title = "Volume Weighted Moving Average",
    .formula = "sum(source * volume) / sum(volume) over the last `period` bars; missing where there is no volume",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "vwma", .pane = BW_PRICE_PANE }),
    .build = build,
};
