#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    output[0] = earlier_less_mean(g, input[0], period / 2 + 1, period);
}

const bw_indicator bw_indicator_dpo = {
    .name = "dpo",
    .title = "Detrended Price Oscillator",
    .formula = "lag(source, period / 2 + 1) - sma(source, period), the half rounded down",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "dpo", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
