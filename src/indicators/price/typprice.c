#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = mean_of(g, 3, input);
}

const bw_indicator bw_indicator_typprice = {
    .name = "typprice",
    .title = "Typical Price",
    .formula = "(high + low + close) / 3",
    .aliases = ALIASES("hlc3"),
    .family = BW_PRICE,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "typprice", .pane = BW_PRICE_PANE }),
    .build = build,
};
