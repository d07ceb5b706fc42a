/* Hull Moving Average: the average of half as many bars, led by how far it is from that of all, smoothed. */
#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0], half = period > 1 ? period / 2 : 1;
    output[0] = hull_mean(g, input[0], period, half, (uint32_t)__builtin_sqrt(period));
}

const bw_indicator bw_indicator_hma = {
    .name = "hma",
    .title = "Hull Moving Average",
    .formula = "wma(2 * wma(source, period / 2) - wma(source, period), sqrt(period)), both lengths rounded down",
    .origin = "Alan Hull, 2005",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "hma", .pane = BW_PRICE_PANE }),
    .build = build,
};
