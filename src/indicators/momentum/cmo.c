#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_smoothing_kind smoothing = (bw_smoothing_kind)parameter[1];
    const bw_moves mean = smoothed_moves(g, gain_and_loss(g, input[0]), period, smoothing);
    output[0] = balance(g, mean.gain, mean.loss, 100);
}

const bw_indicator bw_indicator_cmo = {
    .name = "cmo",
    .title = "Chande Momentum Oscillator",
    .formula = "100 (gain - loss) / (gain + loss), gain = rma(max(change, 0), period), loss = rma(max(-change, 0), "
               "period), change = "
               "source - lag(source, 1); 0 where both are 0. Chande's own has plain sums: smoothing=sma",
    .origin = "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), SMOOTHING(SMOOTHING_WILDER)),
    .outputs = OUTPUTS({ .name = "cmo", .pane = BW_OWN_PANE, .range = RANGE(-100, 100), .levels = LEVELS_AT(-50, 50) }),
    .build = build,
};
