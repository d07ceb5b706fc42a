#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series ema =
        exponential(g, sub(g, input[0], input[1]), (uint32_t)parameter[0], (bw_seed_kind)parameter[2]);
    output[0] = relative_change(g, ema, (uint32_t)parameter[1], 100);
}

const bw_indicator bw_indicator_cvi = {
    .name = "cvi",
    .title = "Chaikin's Volatility",
    .formula =
        "100 (ema - lag(ema, roc_period)) / lag(ema, roc_period), ema = ema(high - low, period); 0 where that is 0",
    .origin = "Marc Chaikin",
    .family = BW_VOLATILITY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX),
                             BARS("roc_period", 10, "over which its rate of change is taken"), SEED),
    .outputs = OUTPUTS({ .name = "cvi", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
