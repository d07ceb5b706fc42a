#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = wilder(g, input[0], (uint32_t)parameter[0], (bw_seed_kind)parameter[1]);
}

const bw_indicator bw_indicator_rma = {
    .name = "rma",
    .title = "Wilder's Moving Average",
    .formula = "rma += (source - rma) / period",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .aliases = ALIASES("wilders", "smma"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX), SEED),
    .outputs = OUTPUTS({ .name = "rma", .pane = BW_PRICE_PANE }),
    .build = build,
};
