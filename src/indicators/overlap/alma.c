#include "indicator.h"

enum { PERIOD, OFFSET, SIGMA };

/* exp(-(k - m)^2 / (2 s^2)) with the bell's middle at m = offset * (period - 1) and a width of s = period / sigma. */
static double gaussian_weight(uint32_t bar, const double *parameter)
{
    const double middle = parameter[OFFSET] * (parameter[PERIOD] - 1), width = parameter[PERIOD] / parameter[SIGMA];
    const double distance = (bar - middle) / width;
    return bw_natural_exponential(-0.5 * distance * distance);
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = weighted_mean(g, input[0], (uint32_t)parameter[PERIOD], gaussian_weight, parameter);
}

const bw_indicator bw_indicator_alma = {
    .name = "alma",
    .title = "Arnaud Legoux Moving Average",
    .formula = "sum(w * source) / sum(w) over the last `period` bars, w[k] = exp(-(k - offset * (period - 1))^2 / (2 "
               "(period / sigma)^2)), k = 0 the oldest",
    .origin = "Arnaud Legoux and Dimitris Kouzis-Loukas, 2009",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(9, 1, BW_PERIOD_MAX),
                             { .name = "offset",
                               .type = BW_REAL,
                               .value = 0.85,
                               .min = 0,
                               .max = 1,
                               .meaning = "where the heaviest bar is: 0 the oldest, 1 the newest" },
                             { .name = "sigma",
                               .type = BW_REAL,
                               .value = 6,
                               .min = 0.1,
                               .max = 100,
                               .meaning = "how narrow the bell is: its width is period / sigma bars" }),
    .outputs = OUTPUTS({ .name = "alma", .pane = BW_PRICE_PANE }),
    .build = build,
};
