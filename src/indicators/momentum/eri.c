#include "indicator.h"

enum { HIGH, LOW, CLOSE };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series average = moving_average(g, (bw_average_kind)parameter[1], input[CLOSE], (uint32_t)parameter[0]);
    output[0] = sub(g, input[HIGH], average);
    output[1] = sub(g, input[LOW], average);
}

const bw_indicator bw_indicator_eri = {
    .name = "eri",
    .title = "Elder Ray Index",
    .formula = "bull = high - ma(close, period), bear = low - ma(close, period)",
    .origin = "Alexander Elder, Trading for a Living, 1993",
    .aliases = ALIASES("elderray"),
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }),
    .parameters =
        PARAMETERS(PERIOD(13, 1, BW_PERIOD_MAX), MOVING_AVERAGE("ma", MA_EMA, "which moving average of the close")),
    .outputs = OUTPUTS({ .name = "bull", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) },
                       { .name = "bear", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE }),
    .build = build,
};
