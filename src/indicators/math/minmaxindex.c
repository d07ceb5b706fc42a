#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_tie_kind ties = (bw_tie_kind)parameter[1];
    output[0] = age_of_least(g, input[0], period, ties);
    output[1] = age_of_greatest(g, input[0], period, ties);
}

const bw_indicator bw_indicator_minmaxindex = {
    .name = "minmaxindex",
    .title = "Bars Since Lowest and Highest Value",
    .formula = "how many bars ago source was min(source) and max(source) over the last `period` bars",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX), TIES),
    .outputs = OUTPUTS({ .name = "minindex", .kind = BW_WHOLE_NUMBER, .pane = BW_OWN_PANE },
                       { .name = "maxindex", .kind = BW_WHOLE_NUMBER, .pane = BW_OWN_PANE }),
    .build = build,
};
