#include "indicator.h"

enum { HIGH, LOW, CLOSE };
enum { PERIOD, FAST_PERIOD, SLOW_PERIOD, SIGNAL_PERIOD, SEED_KIND };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[HIGH], input[LOW], (uint32_t)parameter[PERIOD]);
    const bw_series place = nearer_to_greatest(g, input[CLOSE], channel),
                    range = range_around(g, input[CLOSE], channel);
    const bw_stages stages = { (uint32_t)parameter[SLOW_PERIOD], (uint32_t)parameter[FAST_PERIOD],
                               (bw_seed_kind)parameter[SEED_KIND] };
    bw_series smoothed[2];
    exponential_twice(g, (bw_series[]){ place, range }, 2, stages, smoothed);
    output[0] = portion(g, smoothed[0], smoothed[1], 100);
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
