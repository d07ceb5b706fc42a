#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    output[0] = mean_of(g, 4, input);
}

const bw_indicator bw_indicator_avgprice = {
    .name = "avgprice",
    .title = "Average Price",
    .formula = "(open + high + low + close) / 4",
    .aliases = ALIASES("ohlc4"),
    .family = BW_PRICE,
    .inputs = INPUTS({ "open", BW_OPEN }, { "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "avgprice", .pane = BW_PRICE_PANE }),
    .build = build,
};
