#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = mean_difference(g, mean_of(g, 2, input), (uint32_t)parameter[0], (uint32_t)parameter[1]);
}

const bw_indicator bw_indicator_ao = {
    .name = "ao",
    .title = "Awesome Oscillator",
    .formula = "sma(middle, fast_period) - sma(middle, slow_period), middle = (high + low) / 2",
    .origin = "Bill Williams, New Trading Dimensions, 1998",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(FAST_PERIOD(5), SLOW_PERIOD(34)),
    .outputs = OUTPUTS({ .name = "ao", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
