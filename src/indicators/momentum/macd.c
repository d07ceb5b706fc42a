#include "indicator.h"

enum { FAST_PERIOD, SLOW_PERIOD, SIGNAL_PERIOD, SEED_KIND, START };
static const char *const starts[] = { "own", "talib", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_seed_kind seed = (bw_seed_kind)parameter[SEED_KIND];
    const uint32_t fast_period = (uint32_t)parameter[FAST_PERIOD], slow_period = (uint32_t)parameter[SLOW_PERIOD];
    const bool waits = parameter[START] == START_TALIB && fast_period < slow_period;
    const bw_series later = waits ? after_first(g, input[0], slow_period - fast_period) : input[0];
    const bw_series fast = exponential(g, later, fast_period, seed);
    const bw_series slow = exponential(g, input[0], slow_period, seed);
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
    .parameters = PARAMETERS(
        FAST_PERIOD(12), SLOW_PERIOD(26), SIGNAL_PERIOD(9), SEED,
        { .name = "start",
          .type = BW_CHOICE,
          .choices = starts,
          .max = START_TALIB,
          .meaning = "does each average start as soon as it can (own), or both at one bar, as in TA-Lib (talib)?" }),
    .outputs = OUTPUTS({ .name = "macd", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) },
                       { .name = "signal", .pane = BW_OWN_PANE },
                       { .name = "histogram", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE }),
    .build = build,
};
