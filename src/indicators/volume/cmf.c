#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_series flow = money_flow(g, input[0], input[1], input[2], input[3]);
    output[0] = quotient_of_sums(g, flow, input[3], period);
}

const bw_indicator bw_indicator_cmf = {
    .name = "cmf",
    .title = "Chaikin Money Flow",
    .formula = "sum(volume ((close - low) - (high - close)) / (high - low)) / sum(volume) over the last `period` bars; "
               "0 where what is divided by is 0",
    .origin = "Marc Chaikin",
    .aliases = ALIASES("chaikinmf"),
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "cmf", .pane = BW_OWN_PANE, .range = RANGE(-1, 1), .levels = LEVELS_AT(0) }),
    .build = build,
};
