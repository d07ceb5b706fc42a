#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = ratio(g, input[0], (uint32_t)parameter[0], 1);
}

const bw_indicator bw_indicator_rocr = {
    .name = "rocr",
    .title = "Rate of Change, as a Ratio",
    .formula = "source / lag(source, period); 0 where that is 0",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "rocr", .pane = BW_OWN_PANE, .levels = LEVELS_AT(1) }),
    .build = build,
};
