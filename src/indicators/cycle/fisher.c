#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series price = mean_of(g, 2, input);
    const bw_channel channel = window_channel(g, price, price, (uint32_t)parameter[0]);
    const bw_transformed fisher = fisher_transform(g, way_between(g, price, channel.least, channel.greatest, 1));
    output[0] = fisher.now;
    output[1] = fisher.before;
}

const bw_indicator bw_indicator_fisher = {
    .name = "fisher",
    .title = "Fisher Transform",
    .formula =
        "fisher = ln((1 + x) / (1 - x)) / 2 + fisher before / 2, x = 0.66 ((p - min(p)) / (max(p) - min(p)) - 0.5) + "
        "0.67 x before with the extremes of the last `period` bars of p = (high + low) / 2 and 0 for 0 / 0; beyond "
        "0.99 x is 0.999. signal = fisher before",
    .origin = "John Ehlers, Stocks & Commodities 20 (11), 2002",
    .family = BW_CYCLE,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(PERIOD(9, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "fisher", .pane = BW_OWN_PANE, .levels = LEVELS_AT(-1.5, 0, 1.5) },
                       { .name = "signal", .pane = BW_OWN_PANE }),
    .build = build,
};
