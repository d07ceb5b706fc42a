#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] =
        exponential(g, change_times(g, input[0], 1, input[1]), (uint32_t)parameter[0], (bw_seed_kind)parameter[1]);
}

const bw_indicator bw_indicator_efi = {
    .name = "efi",
    .title = "Elder's Force Index",
    .formula = "ema((close - lag(close, 1)) * volume, period)",
    .origin = "Alexander Elder, Trading for a Living, 1993",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(PERIOD(13, 1, BW_PERIOD_MAX), SEED),
    .outputs = OUTPUTS({ .name = "efi", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
