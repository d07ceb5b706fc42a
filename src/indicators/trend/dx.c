#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_directional_system system = directional_system((bw_bars){ input[0], input[1], input[2] }, parameter);
    output[0] = directional_index(g, &system);
}

const bw_indicator bw_indicator_dx = {
    .name = "dx",
    .title = "Directional Movement Index",
    .formula = "100 |plus_di - minus_di| / (plus_di + minus_di) of di(high, low, close, period), 0 where both are 0",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), MOVEMENT_START, MOVEMENT_BOTH_WAYS),
    .outputs = OUTPUTS({ .name = "dx", .pane = BW_OWN_PANE, .range = RANGE(0, 100) }),
    .build = build,
};
