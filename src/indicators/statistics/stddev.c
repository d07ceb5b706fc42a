#include "indicator.h"

enum { PERIOD, MULTIPLIER, DEGREES };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series deviation =
        window_deviation(g, input[0], (uint32_t)parameter[PERIOD], (uint32_t)parameter[DEGREES]);
    output[0] = parameter[MULTIPLIER] == 1 ? deviation : scale(g, deviation, parameter[MULTIPLIER]);
}

const bw_indicator bw_indicator_stddev = {
    .name = "stddev",
    .title = "Standard Deviation",
    .formula = "multiplier * sqrt(sum((source - mean(source))^2) / (period - ddof)) over the last `period` bars",
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(5, 2, BW_PERIOD_MAX), DEVIATIONS("multiplier", 1, "how many deviations"), DDOF),
    .outputs = OUTPUTS({ .name = "stddev", .pane = BW_OWN_PANE }),
    .build = build,
};
