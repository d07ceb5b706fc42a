#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_series zero = constant(g, 0);
    const bw_series gain = greater_of(g, sub(g, input[1], input[0]), zero);
    const bw_series loss = greater_of(g, sub(g, input[0], input[1]), zero);
    output[0] = share_of_sums(g, gain, loss, period, 100, 50);
}

const bw_indicator bw_indicator_imi = {
    .name = "imi",
    .title = "Intraday Momentum Index",
    .formula = "100 gain / (gain + loss), gain = sum(max(close - open, 0)), loss = sum(max(open - close, 0)) over the "
               "last `period` bars; 50 where both are 0",
    .origin = "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    .aliases = ALIASES("intraday_momentum_index"),
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "open", BW_OPEN }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "imi", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(30, 70) }),
    .build = build,
};
