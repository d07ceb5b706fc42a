#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_channel channel = window_channel(g, input[0], input[0], period);
    const bw_series way = window_sum(g, absolute_change(g, input[0], 1), period);
    output[0] = efficiency(g, sub(g, channel.greatest, channel.least), way, 0);
}

const bw_indicator bw_indicator_vhf = {
    .name = "vhf",
    .title = "Vertical Horizontal Filter",
    .formula =
        "(max(source) - min(source)) / sum(|source - lag(source, 1)|), each over the last `period` bars; 0 for 0 / 0",
    .origin = "Adam White, Futures 20 (8), 1991",
    .aliases = ALIASES("vertical_horizontal_filter"),
    .family = BW_TREND,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(28, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "vhf", .pane = BW_OWN_PANE, .range = RANGE(0, 1) }),
    .build = build,
};
