/* A short cycle's phase goes on fast, and then the average is slow. Both start from 0, as in TA-Lib, and are given 20 bars later. */
#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series x = input[0], zero = constant(g, 0);
    const double fast = parameter[0], slow = parameter[1];
    const double least = fast < slow ? fast : slow;
    const bw_series rate = rate_of_phase(g, dominant_cycle(g, x, BW_CYCLE_START), BW_CYCLE_START, fast, slow);
    const bw_series mama = smooth_by(g, x, rate, zero, least);
    const bw_series fama = smooth_by(g, mama, scale(g, rate, 0.5), zero, 0.5 * least);
    output[0] = after_first(g, mama, BW_CYCLE_GIVEN - BW_CYCLE_START);
    output[1] = after_first(g, fama, BW_CYCLE_GIVEN - BW_CYCLE_START);
}

#define LIMIT(parameter_name, default_value, what)                                                                            \
    { .name = parameter_name, .type = BW_REAL, .value = default_value, .min = 0.01, .max = 0.99, .meaning = what }

const bw_indicator bw_indicator_mama = {
    .name = "mama",
    .title = "MESA Adaptive Moving Average",
    .formula =
        "mama += a * (source - mama), fama += a / 2 * (mama - fama); a is fast_limit / (degrees that the phase of the "
        "dominant cycle goes on in a bar), from slow_limit to fast_limit",
    .origin = "John Ehlers, MESA Adaptive Moving Averages, Technical Analysis of Stocks & Commodities 19 (9), 2001",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters =
        PARAMETERS(LIMIT("fast_limit", 0.5, "the greatest rate"), LIMIT("slow_limit", 0.05, "the least rate")),
    .outputs = OUTPUTS({ .name = "mama", .pane = BW_PRICE_PANE }, { .name = "fama", .pane = BW_PRICE_PANE }),
    .build = build,
};
