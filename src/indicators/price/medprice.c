#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = mean_of(g, 2, input);
}

const bw_indicator bw_indicator_medprice = {
    .name = "medprice",
    .title = "Median Price",
    .formula = "(high + low) / 2",
    .aliases = ALIASES("hl2"),
    .family = BW_PRICE,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "medprice", .pane = BW_PRICE_PANE }),
    .build = build,
};
