/* Commodity Channel Index: how far the price stands from its mean, in mean absolute deviations.
 * x - mean(x) is -mean_offset(x), and both sides of the quotient carry that sign. */
#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_series x = input[0], offset = mean_offset(g, x, period);
    output[0] = divide_or_zero(g, offset, scale(g, mean_deviation(g, x, offset, period), -0.015));
}

const bw_indicator bw_indicator_cci = {
    .name = "cci",
    .title = "Commodity Channel Index",
    .formula = "(source - mean(source)) / (0.015 * mean(|source - mean(source)|)) over the last `period` bars; 0 where "
               "that is 0 / 0",
    .origin = "Donald Lambert, Commodities 9 (10), 1980",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_HLC3 }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "cci", .pane = BW_OWN_PANE, .levels = LEVELS_AT(-100, 100) }),
    .build = build,
};
