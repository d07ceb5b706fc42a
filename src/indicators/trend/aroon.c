#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_tie_kind ties = (bw_tie_kind)parameter[1];
    output[0] = recency(g, age_of_least(g, input[1], period + 1, ties), period);
    output[1] = recency(g, age_of_greatest(g, input[0], period + 1, ties), period);
}

const bw_indicator bw_indicator_aroon = {
    .name = "aroon",
    .title = "Aroon",
    .formula = "100 * (period - age) / period; down: the age in bars of min(low) over the last period + 1 bars, up: of "
               "max(high)",
    .origin = "Tushar Chande, Stocks & Commodities 13 (9), 1995",
    .family = BW_TREND,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX - 1), TIES),
    .outputs = OUTPUTS({ .name = "down", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(30, 70) },
                       { .name = "up", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(30, 70) }),
    .build = build,
};
