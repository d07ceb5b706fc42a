#include "indicator.h"

enum { PERIOD, SMOOTHING, FLAT };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = relative_strength(g, input[0], (uint32_t)parameter[PERIOD], (bw_smoothing_kind)parameter[SMOOTHING],
                                  parameter[FLAT]);
}

const bw_indicator bw_indicator_rsi = {
    .name = "rsi",
    .title = "Relative Strength Index",
    .formula = "100 gain / (gain + loss), gain = rma(max(change, 0), period), loss = rma(max(-change, 0), period), "
               "change = source - "
               "lag(source, 1); `flat` where both are 0",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters =
        PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), SMOOTHING(SMOOTHING_WILDER),
                   { .name = "flat", .type = BW_REAL, .max = 100, .meaning = "the value where nothing moved" }),
    .outputs = OUTPUTS({ .name = "rsi", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(30, 70) }),
    .build = build,
};
