#include "indicator.h"

enum { FAST_PERIOD, SLOW_PERIOD, SIGNAL_PERIOD, SEED_KIND };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_seed_kind seed = (bw_seed_kind)parameter[SEED_KIND];
    const bw_series fast = exponential(g, input[0], (uint32_t)parameter[FAST_PERIOD], seed);
    const bw_series slow = exponential(g, input[0], (uint32_t)parameter[SLOW_PERIOD], seed);
    output[0] = sub(g, fast, slow);
    output[1] = exponential(g, output[0], (uint32_t)parameter[SIGNAL_PERIOD], seed);
    output[2] = sub(g, output[0], output[1]);
}

const bw_indicator bw_indicator_macd = {
    .name = "macd",
    .title = "Moving Average Convergence/Divergence",
    .formula =
        "macd = ema(source, fast_period) - ema(source, slow_period), signal = ema(macd, signal_period), histogram = "
        "macd - signal",
    .origin = "Gerald Appel, Systems and Forecasts, 1979",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(FAST_PERIOD(12), SLOW_PERIOD(26), SIGNAL_PERIOD(9), SEED),
    .outputs = OUTPUTS({ .name = "macd", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) },
                       { .name = "signal", .pane = BW_OWN_PANE },
                       { .name = "histogram", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE }),
    .build = build,
};
