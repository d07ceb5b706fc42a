#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    output[0] = average_true_range(g, bars, (uint32_t)parameter[0], (bw_smoothing_kind)parameter[1],
                                   (bw_first_bar_kind)parameter[2]);
}

const bw_indicator bw_indicator_atr = {
    .name = "atr",
    .title = "Average True Range",
    .formula = "rma(tr(high, low, close), period)",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .family = BW_VOLATILITY,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), SMOOTHING(SMOOTHING_WILDER), FIRST_BAR(FIRST_BAR_SKIPPED)),
    .outputs = OUTPUTS({ .name = "atr", .pane = BW_OWN_PANE }),
    .build = build,
};
