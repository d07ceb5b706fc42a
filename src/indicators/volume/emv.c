#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = ease_of_movement(g, input[0], input[1], input[2]);
}

const bw_indicator bw_indicator_emv = {
    .name = "emv",
    .title = "Ease of Movement",
    .formula = "10000 (middle - lag(middle, 1)) (high - low) / volume, middle = (high + low) / 2; 0 without volume",
    .origin = "Richard Arms, Volume Cycles in the Stock Market, 1983",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "volume", BW_VOLUME }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "emv", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
