#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    (void)parameter;
    const bw_dominant_cycle cycle = dominant_cycle(g, input[0], BW_LATE_CYCLE_START);
    output[0] = after_first(g, cycle_trendline(g, input[0], cycle), BW_LATE_CYCLE_GIVEN - BW_CYCLE_FIRST_SMOOTHED);
}

const bw_indicator bw_indicator_ht_trendline = {
    .name = "ht_trendline",
    .title = "Hilbert Transform - Instantaneous Trendline",
    .formula =
        "the mean of source over the bars of the period of its dominant cycle, weighted 4, 3, 2, 1 over the last four",
    .origin = "John Ehlers, Rocket Science for Traders, 2001",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = NO_PARAMETERS,
    .outputs = OUTPUTS({ .name = "trendline", .pane = BW_PRICE_PANE }),
    .build = build,
};
