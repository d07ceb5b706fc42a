#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = line_at(g, input[0], (uint32_t)parameter[0], 1 - parameter[0]);
}

const bw_indicator bw_indicator_linreg_intercept = {
    .name = "linreg_intercept",
    .title = "Linear Regression Intercept",
    .formula = "the least-squares line of source over the last `period` bars, where it stands at the oldest of them",
    .aliases = ALIASES("linregintercept", "linearreg_intercept"),
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "linreg_intercept", .pane = BW_PRICE_PANE }),
    .build = build,
};
