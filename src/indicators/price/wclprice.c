#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = mean_of(g, 4, (bw_series[]){ input[0], input[1], input[2], input[2] });
}

const bw_indicator bw_indicator_wclprice = {
    .name = "wclprice",
    .title = "Weighted Close Price",
    .formula = "(high + low + 2 close) / 4",
    .aliases = ALIASES("hlcc4", "wcprice"),
    .family = BW_PRICE,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "wclprice", .pane = BW_PRICE_PANE }),
    .build = build,
};
