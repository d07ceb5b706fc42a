#include "macd.h"

enum { SIGNAL_PERIOD, SEED_KIND, START };
enum { FAST = 12, SLOW = 26 };

/* Rates as they were rounded when they were looked up in a table, 0.15 and 0.075 for 2/13 and 2/27. */
static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_seed_kind seed = (bw_seed_kind)parameter[SEED_KIND];
    const uint32_t wait = parameter[START] == START_TALIB ? SLOW - FAST : 0;
    const bw_series fast = smooth(g, after_first(g, input[0], wait), 0.15, FAST, seed_of_averages(seed));
    const bw_series macd = sub(g, fast, smooth(g, input[0], 0.075, SLOW, seed_of_averages(seed)));
    give_macd(g, macd, signal_of(g, macd, (uint32_t)parameter[SIGNAL_PERIOD], SLOW, seed), output);
}

const bw_indicator bw_indicator_macdfix = {
    .name = "macdfix",
    .title = "Moving Average Convergence/Divergence, 12/26 with Rounded Rates",
    .formula =
        "macd = fast - slow, fast += 0.15 * (source - fast), slow += 0.075 * (source - slow), from the means of 12 "
        "and 26 bars, signal = ema(macd, signal_period), histogram = macd - signal",
    .origin = "Gerald Appel, Systems and Forecasts, 1979",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(SIGNAL_PERIOD(9), CASCADE_SEED, AVERAGES_START),
    .outputs = MACD_OUTPUTS,
    .build = build,
};
