#include "indicator.h"

enum { OPEN, HIGH, LOW, CLOSE };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = quotient_of_differences(g, input[CLOSE], input[OPEN], input[HIGH], input[LOW]);
}

const bw_indicator bw_indicator_bop = {
    .name = "bop",
    .title = "Balance of Power",
    .formula = "(close - open) / (high - low); 0 where that is 0",
    .origin = "Igor Livshin, Technical Analysis of Stocks & Commodities, August 2001",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "open", BW_OPEN }, { "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "bop", .pane = BW_OWN_PANE, .range = RANGE(-1, 1), .levels = LEVELS_AT(0) }),
    .build = build,
};
