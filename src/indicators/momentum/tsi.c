/* The smoothings of the change and of its size are the difference and the sum of those of gains and losses. */
#include "indicator.h"

enum { FIRST_PERIOD, SECOND_PERIOD, SEED_KIND };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_moves moves = gain_and_loss(g, input[0]);
    const bw_stages stages = { (uint32_t)parameter[FIRST_PERIOD], (uint32_t)parameter[SECOND_PERIOD],
                               (bw_seed_kind)parameter[SEED_KIND] };
    bw_series smoothed[2];
    exponential_twice(g, (bw_series[]){ moves.gain, moves.loss }, 2, stages, smoothed);
    output[0] = balance(g, smoothed[0], smoothed[1], 100);
}

const bw_indicator bw_indicator_tsi = {
    .name = "tsi",
    .title = "True Strength Index",
    .formula = "100 * smoothed(change) / smoothed(|change|), change = source - lag(source, 1), smoothed(x) = "
               "ema(ema(x, first_period), second_period); 0 where that is 0 / 0",
    .origin = "William Blau, Technical Analysis of Stocks & Commodities 9 (11), 1991",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(BARS("first_period", 25, "of the first smoothing, the longer one"),
                             BARS("second_period", 13, "of the second smoothing"), SEED),
    .outputs = OUTPUTS({ .name = "tsi", .pane = BW_OWN_PANE, .range = RANGE(-100, 100), .levels = LEVELS_AT(-25, 25) }),
    .build = build,
};
