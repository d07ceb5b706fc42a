#include "indicator.h"

enum { SHORT_PERIOD, LONG_PERIOD, ALPHA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series x = input[0];
    const bw_series now = window_deviation(g, x, (uint32_t)parameter[SHORT_PERIOD], 0);
    const bw_series usual = window_deviation(g, x, (uint32_t)parameter[LONG_PERIOD], 0);
    const bw_series rate = scale(g, divide_or_zero(g, now, usual), parameter[ALPHA]);
    output[0] = smooth_by(g, x, rate, lag(g, x, 1), 0);
}

const bw_indicator bw_indicator_vidya = {
    .name = "vidya",
    .title = "Variable Index Dynamic Average",
    .formula =
        "vidya += alpha * stddev(source, short_period) / stddev(source, long_period) * (source - vidya), from the "
        "source before the first; 0 / 0 is 0",
    .origin = "Tushar Chande, Technical Analysis of Stocks & Commodities 10 (3), 1992",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS({ .name = "short_period",
                               .type = BW_INTEGER,
                               .value = 2,
                               .min = 2,
                               .max = BW_PERIOD_MAX,
                               .meaning = "bars that tell the present deviation",
                               .at_most = "long_period" },
                             { .name = "long_period",
                               .type = BW_INTEGER,
                               .value = 5,
                               .min = 2,
                               .max = BW_PERIOD_MAX,
                               .meaning = "bars that tell the usual one" },
                             { .name = "alpha",
                               .type = BW_REAL,
                               .value = 0.2,
                               .min = 0,
                               .max = 1,
                               .meaning = "the rate where both are equal" }),
    .outputs = OUTPUTS({ .name = "vidya", .pane = BW_PRICE_PANE }),
    .build = build,
};
