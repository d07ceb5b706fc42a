#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_seed_kind seed = (bw_seed_kind)parameter[2];
    const bw_series once = exponential(g, sub(g, input[0], input[1]), period, seed),
                    twice = exponential(g, after_first(g, once, seed == SEED_STAGED ? period - 1 : 0), period, seed);
    output[0] = window_total(g, divide_or(g, once, twice, 1), (uint32_t)parameter[1]);
}

const bw_indicator bw_indicator_mass = {
    .name = "mass",
    .title = "Mass Index",
    .formula = "sum(ema1 / ema2) over the last `slow_period` bars, ema1 = ema(high - low, fast_period), ema2 = "
               "ema(ema1, fast_period); 1 where that is 0 / 0",
    .origin = "Donald Dorsey, Stocks & Commodities 10 (6), 1992",
    .aliases = ALIASES("massi"),
    .family = BW_VOLATILITY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(BARS("fast_period", 9, "of both averages"),
                             BARS("slow_period", 25, "whose quotients are summed"), CASCADE_SEED),
    .outputs = OUTPUTS({ .name = "mass", .pane = BW_OWN_PANE, .levels = LEVELS_AT(26.5, 27) }),
    .build = build,
};
