#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_channel channel = window_channel(g, input[0], input[1], (uint32_t)parameter[0]);
    output[0] = channel.greatest;
    output[1] = channel_middle(g, channel);
    output[2] = channel.least;
}

const bw_indicator bw_indicator_donchian = {
    .name = "donchian",
    .title = "Donchian Channels",
    .formula = "upper = max(high), lower = min(low) over the last `period` bars; middle = (upper + lower) / 2",
    .origin = "Richard Donchian, 1960",
    .aliases = ALIASES("donchianchannel"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(20, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "upper", .kind = BW_BAND, .pane = BW_PRICE_PANE },
                       { .name = "middle", .pane = BW_PRICE_PANE },
                       { .name = "lower", .kind = BW_BAND, .pane = BW_PRICE_PANE }),
    .build = build,
};
