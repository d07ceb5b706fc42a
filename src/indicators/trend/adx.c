#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_directional_system system = directional_system((bw_bars){ input[0], input[1], input[2] }, parameter);
    output[0] = average_directional_index(g, &system);
}

const bw_indicator bw_indicator_adx = {
    .name = "adx",
    .title = "Average Directional Movement Index",
    .formula = "rma(dx(high, low, close), period)",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), MOVEMENT_START, MOVEMENT_BOTH_WAYS),
    .outputs = OUTPUTS({ .name = "adx", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(20, 25) }),
    .build = build,
};
