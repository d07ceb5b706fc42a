#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    const bw_directions lines = vortex(g, bars, (uint32_t)parameter[0]);
    output[0] = lines.plus;
    output[1] = lines.minus;
}

const bw_indicator bw_indicator_vortex = {
    .name = "vortex",
    .title = "Vortex Indicator",
    .formula = "sum(|high - lag(low, 1)|) / sum(tr) and sum(|low - lag(high, 1)|) / sum(tr) over the last `period` "
               "bars, tr = tr(high, low, close); 0 where that is 0",
    .origin = "Etienne Botes and Douglas Siepman, Stocks & Commodities 28 (1), 2010",
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX)),
    .outputs = OUTPUTS({ .name = "plus_vi", .pane = BW_OWN_PANE, .levels = LEVELS_AT(1) },
                       { .name = "minus_vi", .pane = BW_OWN_PANE }),
    .build = build,
};
