#include "indicator.h"

enum { PERIOD, DEGREES };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_variance(g, input[0], (uint32_t)parameter[PERIOD], (uint32_t)parameter[DEGREES]);
}

const bw_indicator bw_indicator_var = {
    .name = "var",
    .title = "Variance",
    .formula = "sum((source - mean(source))^2) / (period - ddof) over the last `period` bars",
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(5, 2, BW_PERIOD_MAX), DDOF),
    .outputs = OUTPUTS({ .name = "var", .pane = BW_OWN_PANE }),
    .build = build,
};
