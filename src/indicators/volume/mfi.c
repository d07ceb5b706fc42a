#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0];
    const bw_moves flow = flow_by_direction(g, mean_of(g, 3, input), input[3]);
    output[0] = share_of_sums(g, flow.gain, flow.loss, period, 100, 0);
}

const bw_indicator bw_indicator_mfi = {
    .name = "mfi",
    .title = "Money Flow Index",
    .formula = "100 rising / (rising + falling), the sums of typical * volume where typical = (high + low + close) / 3 "
               "rose and where it fell, over the last `period` changes; 0 where both are 0",
    .origin = "Gene Quong and Avrum Soudack, Technical Analysis of Stocks & Commodities, March 1989",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "mfi", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(20, 80) }),
    .build = build,
};
