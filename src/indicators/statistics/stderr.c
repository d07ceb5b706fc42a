#include "indicator.h"

enum { PERIOD, DEGREES };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[PERIOD];
    const bw_series deviation = window_deviation(g, input[0], period, (uint32_t)parameter[DEGREES]);
    output[0] = scale(g, deviation, 1 / __builtin_sqrt(period));
}

const bw_indicator bw_indicator_stderr = {
    .name = "stderr",
    .title = "Standard Error of the Mean",
    .formula = "stddev(source, period, ddof) / sqrt(period)",
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(5, 2, BW_PERIOD_MAX), DDOF),
    .outputs = OUTPUTS({ .name = "stderr", .pane = BW_OWN_PANE }),
    .build = build,
};
