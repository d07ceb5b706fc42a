#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = ratio(g, input[0], (uint32_t)parameter[0], 100);
}

const bw_indicator bw_indicator_rocr100 = {
    .name = "rocr100",
    .title = "Rate of Change, as a Ratio of 100",
    .formula = "100 source / lag(source, period); 0 where that is 0",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "rocr100", .pane = BW_OWN_PANE, .levels = LEVELS_AT(100) }),
    .build = build,
};
