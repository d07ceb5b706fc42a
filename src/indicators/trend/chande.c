#include "indicator.h"

enum { PERIOD, MULTIPLIER, FIRST_BAR };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    const uint32_t period = (uint32_t)parameter[PERIOD];
    const bw_series range =
        average_true_range(g, bars, period, SMOOTHING_WILDER, (bw_first_bar_kind)parameter[FIRST_BAR]);
    const bw_series distance = scale(g, range, parameter[MULTIPLIER]);
    output[0] = sub(g, window_greatest(g, bars.high, period), distance);
    output[1] = add(g, window_least(g, bars.low, period), distance);
}

const bw_indicator bw_indicator_chande = {
    .name = "chande",
    .title = "Chandelier Exit",
    .formula = "long = max(high) - multiplier * atr, short = min(low) + multiplier * atr, over the last `period` bars, "
               "atr = atr(high, low, close, period)",
    .origin = "Chuck LeBeau, described by Alexander Elder, Come into My Trading Room, 2002",
    .aliases = ALIASES("chandelierexit"),
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters =
        PARAMETERS(PERIOD(22, 1, BW_PERIOD_MAX), MULTIPLIER(3, "how many average true ranges the lines are away"),
                   FIRST_BAR(FIRST_BAR_COUNTED)),
    .outputs = OUTPUTS({ .name = "long", .pane = BW_PRICE_PANE }, { .name = "short", .pane = BW_PRICE_PANE }),
    .build = build,
};
