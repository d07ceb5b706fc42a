#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_dominant_cycle cycle = dominant_cycle(g, input[0], BW_CYCLE_START);
    output[0] = after_first(g, cycle.period, BW_CYCLE_GIVEN - BW_CYCLE_FIRST);
}

const bw_indicator bw_indicator_ht_dcperiod = {
    .name = "ht_dcperiod",
    .title = "Hilbert Transform - Dominant Cycle Period",
    .formula = "the period in bars of the dominant cycle of source, by Hilbert transform and homodyne discriminator",
    .origin = "John Ehlers, Rocket Science for Traders, 2001",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "period", .pane = BW_OWN_PANE, .range = RANGE(0, 50) }),
    .build = build,
};
