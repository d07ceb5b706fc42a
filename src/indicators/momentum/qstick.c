#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_mean(g, sub(g, input[1], input[0]), (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_qstick = {
    .name = "qstick",
    .title = "Qstick",
    .formula = "mean(close - open) over the last `period` bars",
    .origin = "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "open", BW_OPEN }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "qstick", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
