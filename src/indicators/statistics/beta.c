#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series a = relative_change(g, input[0], 1, 1), b = relative_change(g, input[1], 1, 1);
    output[0] = window_slope(g, b, a, (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_beta = {
    .name = "beta",
    .title = "Beta",
    .formula = "the slope of the least-squares line of b / lag(b, 1) - 1 over a / lag(a, 1) - 1 in the last `period` "
               "bars, 0 where "
               "the latter stands still",
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "a", BW_HIGH }, { "b", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(5, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "beta", .pane = BW_OWN_PANE, .levels = LEVELS_AT(1) }),
    .build = build,
};
