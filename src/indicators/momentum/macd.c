#include "macd.h"

enum { FAST_PERIOD, SLOW_PERIOD, SIGNAL_PERIOD, SEED_KIND, START };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t fast_period = (uint32_t)parameter[FAST_PERIOD], slow_period = (uint32_t)parameter[SLOW_PERIOD];
    const bw_seed_kind seed = (bw_seed_kind)parameter[SEED_KIND];
    const uint32_t wait = parameter[START] == START_TALIB ? slow_period - fast_period : 0;
    const bw_series fast = exponential(g, after_first(g, input[0], wait), fast_period, seed_of_averages(seed));
    const bw_series macd = sub(g, fast, exponential(g, input[0], slow_period, seed_of_averages(seed)));
    give_macd(g, macd, signal_of(g, macd, (uint32_t)parameter[SIGNAL_PERIOD], slow_period, seed), output);
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
    .parameters = PARAMETERS(FAST_PERIOD(12), SLOW_PERIOD(26), SIGNAL_PERIOD(9), CASCADE_SEED, AVERAGES_START),
    .outputs = MACD_OUTPUTS,
    .build = build,
};
