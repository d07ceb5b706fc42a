/* Three times over, an average led on by how far the average of it lags: (1 + v (1 - ema))^3 of the third, of which these are the shares
 * of the third to the sixth. */
#include "indicator.h"

enum { PERIOD, VOLUME_FACTOR, SEED_KIND };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const double v = parameter[VOLUME_FACTOR], led = 1 + v;
    const double share[] = { 0, 0, led * led * led, -3 * v * led * led, 3 * v * v * led, -v * v * v };
    output[0] =
        exponential_cascade(g, input[0], (uint32_t)parameter[PERIOD], (bw_seed_kind)parameter[SEED_KIND], 6, share);
}

const bw_indicator bw_indicator_t3 = {
    .name = "t3",
    .title = "T3 Moving Average",
    .formula =
        "gd(gd(gd(source))), gd(x) = ema(x, period) + volume_factor * (ema(x, period) - ema(ema(x, period), period))",
    .origin = "Tim Tillson, Technical Analysis of Stocks & Commodities 16 (1), 1998",
    .aliases = ALIASES("tilson"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters =
        PARAMETERS(PERIOD(5, 1, BW_PERIOD_MAX),
                   { .name = "volume_factor",
                     .type = BW_REAL,
                     .value = 0.7,
                     .max = 1,
                     .meaning = "how much each stage leads: 0 gives the average of averages, 1 a dema of demas" },
                   CASCADE_SEED),
    .outputs = OUTPUTS({ .name = "t3", .pane = BW_PRICE_PANE }),
    .build = build,
};
