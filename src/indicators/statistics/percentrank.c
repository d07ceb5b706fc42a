#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = percent_rank(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_percentrank = {
    .name = "percentrank",
    .title = "Percent Rank",
    .formula = "how many percent of the `period` values of source before the newest are less than it",
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(100, 1, BW_PERIOD_MAX)),
    .outputs =
        OUTPUTS({ .name = "percentrank", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(20, 80) }),
    .build = build,
};
