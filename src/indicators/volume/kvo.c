#include "indicator.h"

enum { FAST_PERIOD, SLOW_PERIOD, SEED_KIND, UNCHANGED };
static const char *const unchanged_choices[] = { [UNCHANGED_HOLDS] = "holds", [UNCHANGED_FALLS] = "falls", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series force =
        volume_force(g, input[0], input[1], input[2], input[3], (bw_klinger_unchanged)parameter[UNCHANGED]);
    output[0] = exponential_difference(g, force, (uint32_t)parameter[FAST_PERIOD], (uint32_t)parameter[SLOW_PERIOD],
                                       (bw_seed_kind)parameter[SEED_KIND]);
}

const bw_indicator bw_indicator_kvo = {
    .name = "kvo",
    .title = "Klinger Volume Oscillator",
    .formula = "ema(force, fast_period) - ema(force, slow_period), force = 100 trend volume |2 (high - low) / ranged - "
               "1|, trend = 1 or -1 as high + low + close rose or fell, ranged the sum of high - low since the bar "
               "before the trend turned; 0 where that is 0",
    .origin = "Stephen Klinger, Technical Analysis of Stocks & Commodities, December 1997",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS(FAST_PERIOD(34), SLOW_PERIOD(55), SEED_FROM(SEED_FIRST),
                             { .name = "unchanged",
                               .type = BW_CHOICE,
                               .choices = unchanged_choices,
                               .max = UNCHANGED_FALLS,
                               .meaning = "the trend where high + low + close is as before: holds, or falls" }),
    .outputs = OUTPUTS({ .name = "kvo", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
