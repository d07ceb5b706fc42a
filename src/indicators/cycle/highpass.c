/* a = (cos w + sin w - 1) / cos w, without its pole and its cancellation; keep = 1 - a. */
#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_filter_start start = (bw_filter_start)parameter[1];
    const double w = 2 * BW_PI / parameter[0], sine = bw_sine(w), half = bw_sine(0.5 * w);
    const double keep = bw_cosine(w) / (1 + sine), a = (sine + 2 * half * half) / (1 + sine);
    const bw_poles poles = single_pole(keep, a);
    const bw_series x = input[0], first = start == START_PRICE ? x : sub(g, x, x);
    output[0] = section(g, x, SECTION_FIRST_DIFFERENCE, 1 - 0.5 * a, &poles, first, start == START_EMPTY ? 0 : 1);
}

const bw_indicator bw_indicator_highpass = {
    .name = "highpass",
    .title = "Ehlers High-Pass Filter",
    .formula = "y = (1 - a / 2) * (source - lag(source, 1)) + (1 - a) * lag(y, 1), a = (cos(w) + sin(w) - 1) / cos(w), "
               "w = 2 pi / "
               "period",
    .origin = "John Ehlers, Cycle Analytics for Traders, 2013",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(48, 3, BW_PERIOD_MAX),
                             { .name = "start",
                               .type = BW_CHOICE,
                               .choices = bw_filter_start_choices,
                               .value = START_FLAT,
                               .max = START_EMPTY,
                               .meaning = "what it starts from: 0, as if the first value had always been (flat), that "
                                          "value (price), or as if there had been values of 0 (empty)" }),
    .outputs = OUTPUTS({ .name = "highpass", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
