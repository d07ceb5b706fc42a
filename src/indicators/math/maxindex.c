#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = age_of_greatest(g, input[0], (uint32_t)parameter[0], (bw_tie_kind)parameter[1]);
}

const bw_indicator bw_indicator_maxindex = {
    .name = "maxindex",
    .title = "Bars Since Highest Value",
    .formula = "how many bars ago source was max(source) over the last `period` bars",
    .family = BW_MATH,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX), TIES),
    .outputs = OUTPUTS({ .name = "maxindex", .kind = BW_WHOLE_NUMBER, .pane = BW_OWN_PANE }),
    .build = build,
};
