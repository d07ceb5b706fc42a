#include "indicator.h"

enum { SHORT, FULL };
static const char *const lags[] = { "short", "full", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_directional_system system = directional_system((bw_bars){ input[0], input[1], input[2] }, parameter);
    const uint32_t bars_ago = parameter[3] == FULL ? system.period : system.period - 1;
    const bw_series adx = average_directional_index(g, &system);
    output[0] = mean_of(g, 2, (bw_series[]){ adx, lag(g, adx, bars_ago) });
}

const bw_indicator bw_indicator_adxr = {
    .name = "adxr",
    .title = "Average Directional Movement Index Rating",
    .formula = "(adx + lag(adx, period - 1)) / 2, adx = adx(high, low, close)",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .family = BW_TREND,
    .inputs = HIGH_LOW_CLOSE,
    .parameters =
        PARAMETERS(PERIOD(14, 1, BW_PERIOD_MAX), MOVEMENT_START, MOVEMENT_BOTH_WAYS,
                   { .name = "lag",
                     .type = BW_CHOICE,
                     .choices = lags,
                     .max = FULL,
                     .meaning = "how many bars lie between the two values: period - 1 as in TA-Lib (short), or "
                                "period (full)" }),
    .outputs = OUTPUTS({ .name = "adxr", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(20, 25) }),
    .build = build,
};
