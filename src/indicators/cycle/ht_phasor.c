#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_dominant_cycle cycle = dominant_cycle(g, input[0], BW_CYCLE_START);
    output[0] = after_first(g, cycle.in_phase, BW_CYCLE_GIVEN - BW_CYCLE_FIRST);
    output[1] = after_first(g, cycle.quadrature, BW_CYCLE_GIVEN - BW_CYCLE_FIRST);
}

const bw_indicator bw_indicator_ht_phasor = {
    .name = "ht_phasor",
    .title = "Hilbert Transform - Phasor Components",
    .formula = "the components in phase and in quadrature of the dominant cycle of source, by Hilbert transform",
    .origin = "John Ehlers, Rocket Science for Traders, 2001",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "inphase", .pane = BW_OWN_PANE }, { .name = "quadrature", .pane = BW_OWN_PANE }),
    .build = build,
};
