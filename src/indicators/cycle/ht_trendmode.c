#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_dominant_cycle cycle = dominant_cycle(g, input[0], BW_LATE_CYCLE_START);
    output[0] = after_first(g, trend_mode(g, input[0], cycle), BW_LATE_CYCLE_GIVEN - BW_CYCLE_FIRST_SMOOTHED);
}

const bw_indicator bw_indicator_ht_trendmode = {
    .name = "ht_trendmode",
    .title = "Hilbert Transform - Trend vs Cycle Mode",
    .formula = "0 for half a period of the dominant cycle of source after its sine and lead have crossed and while its "
               "phase goes on as its period says; else, and where source is 1.5 % away from its trendline, 1",
    .origin = "John Ehlers, Rocket Science for Traders, 2001",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "trendmode", .kind = BW_SIGNAL, .pane = BW_OWN_PANE, .range = RANGE(0, 1) }),
    .build = build,
};
