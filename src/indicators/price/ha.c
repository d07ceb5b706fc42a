#include "indicator.h"

enum { OPEN, HIGH, LOW, CLOSE };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_series close = mean_of(g, 4, input);
    const bw_series open =
        smooth(g, previous(g, close, mean_of(g, 2, (bw_series[]){ input[OPEN], input[CLOSE] })), 0.5, 1, SEED_FIRST);
    output[0] = open;
    output[1] = greatest_of_three(g, input[HIGH], open, close);
    output[2] = least_of_three(g, input[LOW], open, close);
    output[3] = close;
}

const bw_indicator bw_indicator_ha = {
    .name = "ha",
    .title = "Heikin-Ashi Candles",
    .formula =
        "close = (open + high + low + close) / 4, open = (open + close) / 2 of the candle before, at first of the bar "
        "itself, high = max(high, open, close), low = min(low, open, close), the open and close those of the candle",
    .origin = "Munehisa Homma, 18th century; Dan Valcu, Technical Analysis of Stocks & Commodities, February 2004",
    .family = BW_PRICE,
    .inputs = INPUTS({ "open", BW_OPEN }, { "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "open", .pane = BW_PRICE_PANE }, { .name = "high", .pane = BW_PRICE_PANE },
                       { .name = "low", .pane = BW_PRICE_PANE }, { .name = "close", .pane = BW_PRICE_PANE }),
    .build = build,
};
