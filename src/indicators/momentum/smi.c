#include "indicator.h"

enum { HIGH, LOW, CLOSE };
enum { PERIOD, FAST_PERIOD, SLOW_PERIOD, SIGNAL_PERIOD, SEED_KIND };

static bw_series twice_smoothed(bw_graph *g, bw_series x, const double *parameter)
{
    const bw_seed_kind seed = (bw_seed_kind)parameter[SEED_KIND];
    const bw_series once = exponential(g, x, (uint32_t)parameter[SLOW_PERIOD], seed);
    return exponential(g, once, (uint32_t)parameter[FAST_PERIOD], seed);
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[HIGH], input[LOW], (uint32_t)parameter[PERIOD]);
    output[0] = portion(g, twice_smoothed(g, nearer_to_greatest(g, input[CLOSE], channel), parameter),
                        twice_smoothed(g, range_around(g, input[CLOSE], channel), parameter), 100);
    output[1] = exponential(g, output[0], (uint32_t)parameter[SIGNAL_PERIOD], (bw_seed_kind)parameter[SEED_KIND]);
}

const bw_indicator bw_indicator_smi = {
    .name = "smi",
    .title = "Stochastic Momentum Index",
    .formula =
        "smi = 100 e((close - min(low)) - (max(high) - close)) / e(max(high) - min(low)) with the extremes of the last "
        "`period` bars, e(x) = ema(ema(x, slow_period), fast_period) and 0 for 0 / 0; signal = ema(smi, signal_period)",
    .origin = "William Blau, Stocks & Commodities 11 (1), 1993",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(13, 1, BW_PERIOD_MAX), BARS("fast_period", 2, "of the second average"),
                             BARS("slow_period", 25, "of the first average"), SIGNAL_PERIOD(9), SEED),
    .outputs = OUTPUTS({ .name = "smi", .pane = BW_OWN_PANE, .levels = LEVELS_AT(-40, 0, 40) },
                       { .name = "signal", .pane = BW_OWN_PANE }),
    .build = build,
};
