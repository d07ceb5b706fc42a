#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    output[0] = mean_deviation(g, input[0], mean_offset(g, input[0], period), period);
}

const bw_indicator bw_indicator_avgdev = {
    .name = "avgdev",
    .title = "Average Deviation",
    .formula = "mean(|source - mean(source)|) over the last `period` bars",
    .aliases = ALIASES("md"),
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "avgdev", .pane = BW_OWN_PANE }),
    .build = build,
};
