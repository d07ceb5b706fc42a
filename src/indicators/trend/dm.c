#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_directional_system system = directional_system((bw_bars){ input[0], input[1], input[0] }, parameter);
    const bw_directions movement = directional_movement(g, &system, system.period);
    output[0] = movement.plus;
    output[1] = movement.minus;
}

const bw_indicator bw_indicator_dm = {
    .name = "dm",
    .title = "Directional Movement",
    .formula = "period * rma(movement, period); the movement up is high - lag(high, 1), where that is more than "
               "lag(low, 1) - low and more than 0, else 0",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .aliases = ALIASES("plus_dm", "minus_dm"),
    .family = BW_TREND,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), MOVEMENT_START, MOVEMENT_BOTH_WAYS),
    .outputs = OUTPUTS({ .name = "plus_dm", .pane = BW_OWN_PANE }, { .name = "minus_dm", .pane = BW_OWN_PANE }),
    .build = build,
};
