#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = line_slope(g, input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_linreg_slope = {
    .name = "linreg_slope",
    .title = "Linear Regression Slope",
    .formula = "by how much the least-squares line of source over the last `period` bars rises from bar to bar",
    .aliases = ALIASES("linregslope", "linearreg_slope"),
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "linreg_slope", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
