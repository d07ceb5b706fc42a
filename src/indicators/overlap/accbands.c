#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_series high = input[0], low = input[1];
    output[0] = window_mean(g, accelerated(g, high, low), period);
    output[1] = window_mean(g, input[2], period);
    output[2] = window_mean(g, accelerated(g, low, high), period);
}

const bw_indicator bw_indicator_accbands = {
    .name = "accbands",
    .title = "Acceleration Bands",
    .formula =
        "upper = sma(high * (1 + width), period), middle = sma(close, period), lower = sma(low * (1 - width), period), "
        "width = 4 * (high - low) / (high + low), 0 where high + low is 0",
    .origin = "Price Headley, Big Trends in Trading, 2002",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "upper", .kind = BW_BAND, .pane = BW_PRICE_PANE },
                       { .name = "middle", .pane = BW_PRICE_PANE },
                       { .name = "lower", .kind = BW_BAND, .pane = BW_PRICE_PANE }),
    .build = build,
};
