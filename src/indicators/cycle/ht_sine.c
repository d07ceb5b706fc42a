#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_dominant_cycle cycle = dominant_cycle(g, input[0], BW_LATE_CYCLE_START);
    const bw_series phase = after_first(g, cycle_phase(g, cycle), BW_LATE_CYCLE_GIVEN - BW_CYCLE_FIRST);
    output[0] = sine_of_degrees(g, phase, 0);
    output[1] = sine_of_degrees(g, phase, 45);
}

const bw_indicator bw_indicator_ht_sine = {
    .name = "ht_sine",
    .title = "Hilbert Transform - SineWave",
    .formula = "sine(phase) and sine(phase + 45 degrees) of the phase of the dominant cycle of source",
    .origin = "John Ehlers, Rocket Science for Traders, 2001",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "sine", .pane = BW_OWN_PANE, .range = RANGE(-1, 1) },
                       { .name = "lead", .pane = BW_OWN_PANE, .range = RANGE(-1, 1) }),
    .build = build,
};
