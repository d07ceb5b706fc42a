#include "indicator.h"

enum { FAST_PERIOD, SLOW_PERIOD, MA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = average_percentage(g, (bw_average_kind)parameter[MA], input[0], (uint32_t)parameter[FAST_PERIOD],
                                   (uint32_t)parameter[SLOW_PERIOD]);
}

const bw_indicator bw_indicator_ppo = {
    .name = "ppo",
    .title = "Percentage Price Oscillator",
    .formula =
        "100 (fast - slow) / slow, fast = ma(source, fast_period), slow = ma(source, slow_period); 0 where slow is 0",
    .origin = "Gerald Appel",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters =
        PARAMETERS(FAST_PERIOD(12), SLOW_PERIOD(26), MOVING_AVERAGE("ma", MA_EMA, "which moving average both are")),
    .outputs = OUTPUTS({ .name = "ppo", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
