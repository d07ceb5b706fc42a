#include "indicator.h"

enum { FAST_PERIOD, SLOW_PERIOD, SEED_KIND };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = money_flow_difference(g, input, (uint32_t)parameter[FAST_PERIOD], (uint32_t)parameter[SLOW_PERIOD],
                                      (bw_seed_kind)parameter[SEED_KIND]);
}

const bw_indicator bw_indicator_adosc = {
    .name = "adosc",
    .title = "Chaikin Oscillator",
    .formula = "ema(ad, fast_period) - ema(ad, slow_period), ad the sum of volume ((close - low) - (high - close)) / "
               "(high - low), 0 where there is no range",
    .origin = "Marc Chaikin",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(FAST_PERIOD(3), SLOW_PERIOD(10), SEED_FROM(SEED_FIRST)),
    .outputs = OUTPUTS({ .name = "adosc", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
