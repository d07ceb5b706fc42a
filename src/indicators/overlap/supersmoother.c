#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_filter_start start = (bw_filter_start)parameter[1];
    const double decay = 1.414 * BW_PI / parameter[0];
    const bw_poles poles = conjugate_poles(decay, decay);
    const bw_series x = start == START_PRICE ? after_first(g, input[0], (uint32_t)parameter[0] - 1) : input[0];
    const uint32_t given = start == START_PRICE ? 2 : start == START_FLAT ? 1 : 0;
    output[0] = section(g, x, SECTION_MEAN, poles.rest, &poles, x, given);
}

const bw_indicator bw_indicator_supersmoother = {
    .name = "supersmoother",
    .title = "Ehlers Super Smoother",
    .formula = "y = (1 - 2 a cos(w) + a^2) * (source + lag(source, 1)) / 2 + 2 a cos(w) * lag(y, 1) - a^2 * lag(y, 2), "
               "w = 1.414 "
               "pi / period, a = exp(-w)",
    .origin = "John Ehlers, Cycle Analytics for Traders, 2013",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters =
        PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX),
                   { .name = "start",
                     .type = BW_CHOICE,
                     .choices = bw_filter_start_choices,
                     .value = START_PRICE,
                     .max = START_EMPTY,
                     .meaning = "what it starts from: as if the first value had always been (flat), two values after "
                                "period - 1 others (price), or as if there had been values of 0 (empty)" }),
    .outputs = OUTPUTS({ .name = "supersmoother", .pane = BW_PRICE_PANE }),
    .build = build,
};
