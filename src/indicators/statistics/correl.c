#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = window_correlation(g, input[0], input[1], (uint32_t)parameter[0]);
}

const bw_indicator bw_indicator_correl = {
    .name = "correl",
    .title = "Pearson's Correlation Coefficient",
    .formula =
        "sum((a - mean(a)) * (b - mean(b))) / sqrt(sum((a - mean(a))^2) * sum((b - mean(b))^2)) over the last `period` "
        "bars, 0 where a or b stands still",
    .origin = "Karl Pearson, Notes on regression and inheritance in the case of two parents, 1895",
    .aliases = ALIASES("correl_hl"),
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "a", BW_HIGH }, { "b", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "correl", .pane = BW_OWN_PANE, .range = RANGE(-1, 1), .levels = LEVELS_AT(0) }),
    .build = build,
};
