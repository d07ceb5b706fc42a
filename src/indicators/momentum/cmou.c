#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_moves moves = gain_and_loss(g, input[0]);
    output[0] = balance_of_sums(g, moves.gain, moves.loss, period, 100);
}

const bw_indicator bw_indicator_cmou = {
    .name = "cmou",
    .title = "Chande Momentum Oscillator, Unsmoothed",
    .formula = "100 (gain - loss) / (gain + loss), gain = sum(max(change, 0), period), loss = sum(max(-change, 0), "
               "period), change = source - lag(source, 1); 0 where both are 0",
    .origin = "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs =
        OUTPUTS({ .name = "cmou", .pane = BW_OWN_PANE, .range = RANGE(-100, 100), .levels = LEVELS_AT(-50, 50) }),
    .build = build,
};
