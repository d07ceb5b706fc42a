/* Forecast Oscillator. The forecast is taken as its distance from the price it was made from, so that nothing is rounded in the size
 * of the price. */
#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series x = input[0], before = lag(g, x, 1);
    const bw_series forecast = line_offset(g, before, (uint32_t)parameter[0], 1);
    output[0] = percent_beyond(g, x, before, forecast);
}

const bw_indicator bw_indicator_fosc = {
    .name = "fosc",
    .title = "Forecast Oscillator",
    .formula = "100 * (source - lag(tsf(source, period), 1)) / source; 0 where source is 0",
    .origin = "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(5, 2, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "fosc", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
