/* The author's phase is the angle of (re, im) and 90 degrees, of which the sine is wanted: the cosine of the angle. */
#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_circle_sums sums = circle_sums(g, input[0], (uint32_t)parameter[0]);
    output[0] = cosine_of_angle(g, sums.cosine, sums.sine);
    output[1] = cosine_of_turned_angle(g, sums.cosine, sums.sine);
}

const bw_indicator bw_indicator_msw = {
    .name = "msw",
    .title = "MESA Sine Wave",
    .formula = "sine(phase) and lead = sine(phase + 45 degrees), phase = 90 degrees + the angle of (re, im), re = "
               "sum(cos(2 pi k / "
               "period) * lag(source, k)), im = sum(sin(2 pi k / period) * lag(source, k)), k = 0 ... period - 1; of a "
               "flat window "
               "the angle is 0",
    .origin = "John Ehlers, MESA and Trading Market Cycles, 2002",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(5, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "sine", .pane = BW_OWN_PANE, .range = RANGE(-1, 1) },
                       { .name = "lead", .pane = BW_OWN_PANE, .range = RANGE(-1, 1) }),
    .build = build,
};
