#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = moving_average(g, (bw_average_kind)parameter[1], input[0], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_ma = {
    .name = "ma",
    .title = "Moving Average",
    .formula = "the moving average `ma` of source with that period, its other parameters at their defaults",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX), MOVING_AVERAGE("ma", MA_SMA, "which moving average it is")),
    .outputs = OUTPUTS({ .name = "ma", .pane = BW_PRICE_PANE }),
    .build = build,
};
