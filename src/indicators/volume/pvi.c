#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = growth(g, input[0], input[1], ON_RISES, parameter[0]);
}

const bw_indicator bw_indicator_pvi = {
    .name = "pvi",
    .title = "Positive Volume Index",
    .formula = "pvi *= close / lag(close, 1) where the volume rose and the close before is not 0, from `start`",
    .origin = "Paul Dysart, 1936; Norman Fosback, Stock Market Logic, 1976",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(INDEX_START),
    .outputs = OUTPUTS({ .name = "pvi", .pane = BW_OWN_PANE }),
    .build = build,
};
