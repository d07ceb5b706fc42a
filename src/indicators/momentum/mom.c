#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = change(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_mom = {
    .name = "mom",
    .title = "Momentum",
    .formula = "source - lag(source, period)",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "mom", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
