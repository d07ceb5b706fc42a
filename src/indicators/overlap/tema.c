#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] =
        exponential_cascade(g, input[0], (uint32_t)parameter[0], (bw_seed_kind)parameter[1], 3, (double[]){ 3, -3, 1 });
}

const bw_indicator bw_indicator_tema = {
    .name = "tema",
    .title = "Triple Exponential Moving Average",
    .formula = "3 (e1 - e2) + e3, e1 = ema(source, period), e2 = ema(e1, period), e3 = ema(e2, period)",
    .origin = "Patrick Mulloy, Technical Analysis of Stocks & Commodities 12 (2), 1994",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX), CASCADE_SEED),
    .outputs = OUTPUTS({ .name = "tema", .pane = BW_PRICE_PANE }),
    .build = build,
};
