#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = crosses_over(g, input[0], input[1]);
}

const bw_indicator bw_indicator_crossover = {
    .name = "crossover",
    .title = "Crossover",
    .formula = "1 where a > b and the bar before a <= b, else 0",
    .family = BW_MATH,
    .inputs = INPUTS({ "a", BW_CLOSE }, { "b", BW_OPEN }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "crossover", .kind = BW_SIGNAL, .pane = BW_OWN_PANE, .range = RANGE(0, 1) }),
    .build = build,
};
