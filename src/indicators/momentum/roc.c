#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = relative_change(g, input[0], (uint32_t)parameter[0], 100);
}

const bw_indicator bw_indicator_roc = {
    .name = "roc",
    .title = "Rate of Change",
    .formula = "100 (source - before) / before, before = lag(source, period); 0 where that is 0",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "roc", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
