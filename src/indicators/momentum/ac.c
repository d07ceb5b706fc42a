#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series ao = mean_difference(g, mean_of(g, 2, input), (uint32_t)parameter[0], (uint32_t)parameter[1]);
    output[0] = sub(g, ao, window_mean(g, ao, (uint32_t)parameter[2]));
}

const bw_indicator bw_indicator_ac = {
    .name = "ac",
    .title = "Accelerator Oscillator",
    .formula = "ao - sma(ao, signal_period), ao = sma(middle, fast_period) - sma(middle, slow_period), middle = (high "
               "+ low) / 2",
    .origin = "Bill Williams, New Trading Dimensions, 1998",
    .aliases = ALIASES("acosc"),
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(FAST_PERIOD(5), SLOW_PERIOD(34), SIGNAL_PERIOD(5)),
    .outputs = OUTPUTS({ .name = "ac", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
