#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = divide(g, input[0], lag(g, window_mean(g, input[0], (uint32_t)parameter[0]), 1));
}

const bw_indicator bw_indicator_rvol = {
    .name = "rvol",
    .title = "Relative Volume",
    .formula = "volume / mean of the `period` volumes before; missing where that is 0",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "volume", BW_VOLUME }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "rvol", .pane = BW_OWN_PANE, .levels = LEVELS_AT(1) }),
    .build = build,
};
