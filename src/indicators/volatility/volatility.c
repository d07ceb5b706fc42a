#include "indicator.h"

enum { PERIOD, BARS_A_YEAR, MULTIPLIER, DEGREES };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series returns = relative_change(g, input[0], 1, 1);
    const bw_series deviation = window_deviation(g, returns, (uint32_t)parameter[PERIOD], (uint32_t)parameter[DEGREES]);
    output[0] = scale(g, deviation, __builtin_sqrt(parameter[BARS_A_YEAR]) * parameter[MULTIPLIER]);
}

const bw_indicator bw_indicator_volatility = {
    .name = "volatility",
    .title = "Annualized Historical Volatility",
    .formula = "multiplier * sqrt(bars_a_year) * stddev(source / lag(source, 1) - 1, period, ddof)",
    .aliases = ALIASES("historical_volatility"),
    .family = BW_VOLATILITY,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 2, BW_PERIOD_MAX),
                             { .name = "bars_a_year",
                               .type = BW_REAL,
                               .value = 252,
                               .min = 1,
                               .max = 1e6,
                               .meaning = "252 of daily bars of shares" },
                             DEVIATIONS("multiplier", 1, "100 for percent"), DDOF),
    .outputs = OUTPUTS({ .name = "volatility", .pane = BW_OWN_PANE }),
    .build = build,
};
