#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = line_at(g, input[0], (uint32_t)parameter[0], 0);
}

const bw_indicator bw_indicator_linreg = {
    .name = "linreg",
    .title = "Linear Regression",
    .formula = "the least-squares line of source over the last `period` bars, where it stands at the newest",
    .aliases = ALIASES("linearreg"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "linreg", .pane = BW_PRICE_PANE }),
    .build = build,
};
