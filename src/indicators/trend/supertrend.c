#include "indicator.h"

enum { PERIOD, MULTIPLIER, FIRST_BAR, FIRST_TREND };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    const bw_series range = average_true_range(g, bars, (uint32_t)parameter[PERIOD], SMOOTHING_WILDER,
                                               (bw_first_bar_kind)parameter[FIRST_BAR]);
    const bw_supertrend_lines lines =
        supertrend(g, bars, range, parameter[MULTIPLIER], (bw_first_trend_kind)parameter[FIRST_TREND]);
    output[0] = lines.line;
    output[1] = lines.trend;
}

const bw_indicator bw_indicator_supertrend = {
    .name = "supertrend",
    .title = "SuperTrend",
    .formula =
        "the lower of the bands (high + low) / 2 + and - multiplier * atr(high, low, close, period) while the trend is "
        "up, which a close below it ends, the upper while it is down; each closes in only, until a close is beyond it",
    .origin = "Olivier Seban, 2008",
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters =
        PARAMETERS(PERIOD(10, 1, BW_PERIOD_MAX), MULTIPLIER(3, "how many average true ranges the bands are away"),
                   FIRST_BAR(FIRST_BAR_SKIPPED),
                   { .name = "first_trend",
                     .type = BW_CHOICE,
                     .choices = bw_first_trend_choices,
                     .max = TREND_DOWN,
                     .meaning = "which trend it begins with" }),
    .outputs = OUTPUTS({ .name = "supertrend", .pane = BW_PRICE_PANE },
                       { .name = "trend", .kind = BW_SIGNAL, .pane = BW_OWN_PANE, .range = RANGE(-1, 1) }),
    .build = build,
};
