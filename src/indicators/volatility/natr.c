#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    const bw_series range = average_true_range(g, bars, (uint32_t)parameter[0], (bw_smoothing_kind)parameter[1],
                                               (bw_first_bar_kind)parameter[2]);
    output[0] = scale(g, divide_or_zero(g, range, bars.close), 100);
}

const bw_indicator bw_indicator_natr = {
    .name = "natr",
    .title = "Normalized Average True Range",
    .formula = "100 atr(high, low, close, period) / close, 0 where close is 0",
    .origin = "John Forman, Stocks & Commodities 24 (6), 2006",
    .family = BW_VOLATILITY,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), SMOOTHING(SMOOTHING_WILDER), FIRST_BAR(FIRST_BAR_SKIPPED)),
    .outputs = OUTPUTS({ .name = "natr", .pane = BW_OWN_PANE }),
    .build = build,
};
