#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_directional_system system = directional_system((bw_bars){ input[0], input[1], input[2] }, parameter);
    const bw_directions indicator = directional_indicator(g, &system);
    output[0] = indicator.plus;
    output[1] = indicator.minus;
}

const bw_indicator bw_indicator_di = {
    .name = "di",
    .title = "Directional Indicator",
    .formula = "100 rma(movement, period) / rma(tr(high, low, close), period), movement as in dm(high, low); 0 where "
               "that is 0 / 0",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .aliases = ALIASES("plus_di", "minus_di"),
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), MOVEMENT_START, MOVEMENT_BOTH_WAYS),
    .outputs = OUTPUTS({ .name = "plus_di", .pane = BW_OWN_PANE }, { .name = "minus_di", .pane = BW_OWN_PANE }),
    .build = build,
};
