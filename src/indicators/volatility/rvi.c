#include "indicator.h"

enum { PERIOD, STDDEV_PERIOD, SMOOTHING };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[PERIOD];
    const bw_smoothing_kind smoothing = (bw_smoothing_kind)parameter[SMOOTHING];
    const bw_series deviation = window_deviation(g, input[0], (uint32_t)parameter[STDDEV_PERIOD], 0);
    const bw_moves mean = smoothed_moves(g, amount_by_direction(g, input[0], deviation), period, smoothing);
    output[0] = share(g, mean.gain, mean.loss, 100, 50);
}

const bw_indicator bw_indicator_rvi = {
    .name = "rvi",
    .title = "Relative Volatility Index",
    .formula = "100 up / (up + down), up and down the averages over `period` of stddev(source, stddev_period) where "
               "source rose "
               "and where it fell; 50 where both are 0",
    .origin = "Donald Dorsey, Technical Analysis of Stocks & Commodities 11 (6), 1993",
    .family = BW_VOLATILITY,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX),
                             { .name = "stddev_period",
                               .type = BW_INTEGER,
                               .value = 10,
                               .min = 2,
                               .max = BW_PERIOD_MAX,
                               .meaning = "bars of the standard deviation" },
                             SMOOTHING(SMOOTHING_WILDER)),
    .outputs = OUTPUTS({ .name = "rvi", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(50) }),
    .build = build,
};
