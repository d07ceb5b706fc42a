#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = efficiency_ratio(g, input[0], (uint32_t)parameter[0], 1);
}

const bw_indicator bw_indicator_er = {
    .name = "er",
    .title = "Efficiency Ratio",
    .formula = "|source - lag(source, period)| / sum(|change(source)|, period); 1 where that is 0 / 0",
    .origin = "Perry Kaufman, Smarter Trading, 1995",
    .aliases = ALIASES("ef"),
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "er", .pane = BW_OWN_PANE, .range = RANGE(0, 1) }),
    .build = build,
};
