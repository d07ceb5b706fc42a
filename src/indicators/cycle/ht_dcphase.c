#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_dominant_cycle cycle = dominant_cycle(g, input[0], BW_LATE_CYCLE_START);
    output[0] = after_first(g, cycle_phase(g, cycle), BW_LATE_CYCLE_GIVEN - BW_CYCLE_FIRST);
}

const bw_indicator bw_indicator_ht_dcphase = {
    .name = "ht_dcphase",
    .title = "Hilbert Transform - Dominant Cycle Phase",
    .formula =
        "the phase in degrees of the dominant cycle of source, by its sine and cosine sums over the bars of its period",
    .origin = "John Ehlers, Rocket Science for Traders, 2001",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "phase", .pane = BW_OWN_PANE, .range = RANGE(-45, 315) }),
    .build = build,
};
