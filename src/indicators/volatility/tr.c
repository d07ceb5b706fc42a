#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = true_range(g, (bw_bars){ input[0], input[1], input[2] }, (bw_first_bar_kind)parameter[0]);
}

const bw_indicator bw_indicator_tr = {
    .name = "tr",
    .title = "True Range",
    .formula = "max(high - low, |high - lag(close, 1)|, |low - lag(close, 1)|)",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .aliases = ALIASES("trange"),
    .family = BW_VOLATILITY,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(FIRST_BAR(FIRST_BAR_SKIPPED)),
    .outputs = OUTPUTS({ .name = "tr", .pane = BW_OWN_PANE }),
    .build = build,
};
