#include "indicator.h"

enum { FAST_PERIOD, SLOW_PERIOD, MA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = average_percentage(g, (bw_average_kind)parameter[MA], input[0], (uint32_t)parameter[FAST_PERIOD],
                                   (uint32_t)parameter[SLOW_PERIOD]);
}

const bw_indicator bw_indicator_vosc = {
    .name = "vosc",
    .title = "Volume Oscillator",
    .formula =
        "100 (fast - slow) / slow, fast = ma(volume, fast_period), slow = ma(volume, slow_period); 0 where slow is 0",
    .aliases = ALIASES("pvo"),
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "volume", BW_VOLUME }),
    .parameters =
        PARAMETERS(FAST_PERIOD(12), SLOW_PERIOD(26), MOVING_AVERAGE("ma", MA_EMA, "which moving average both are")),
    .outputs = OUTPUTS({ .name = "vosc", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
