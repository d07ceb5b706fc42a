#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_tie_kind ties = (bw_tie_kind)parameter[1];
    output[0] = greater_recency(g, age_of_greatest(g, input[0], period + 1, ties),
                                age_of_least(g, input[1], period + 1, ties), period);
}

const bw_indicator bw_indicator_aroonosc = {
    .name = "aroonosc",
    .title = "Aroon Oscillator",
    .formula = "up - down of aroon(high, low, period, ties)",
    .origin = "Tushar Chande, Stocks & Commodities 13 (9), 1995",
    .family = BW_TREND,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX - 1), TIES),
    .outputs = OUTPUTS(
        { .name = "aroonosc", .pane = BW_OWN_PANE, .range = RANGE(-100, 100), .levels = LEVELS_AT(-50, 0, 50) }),
    .build = build,
};
