#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = exponential(g, input[0], (uint32_t)parameter[0], (bw_seed_kind)parameter[1]);
}

const bw_indicator bw_indicator_ema = {
    .name = "ema",
    .title = "Exponential Moving Average",
    .formula = "ema += 2 / (period + 1) * (source - ema)",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX), SEED),
    .outputs = OUTPUTS({ .name = "ema", .pane = BW_PRICE_PANE }),
    .build = build,
};
