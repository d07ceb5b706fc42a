#include "indicator.h"

enum { PERIOD, PERCENTILE };

/* ceil(percentile * period / 100), counted from 0. The product comes first: it is exact for whole percents. */
static uint32_t nearest_rank(double percentile, double period)
{
    const double rank = percentile * period / 100;
    const uint32_t whole = (uint32_t)rank;
    return whole < rank ? whole : whole ? whole - 1 : 0;
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t rank = nearest_rank(parameter[PERCENTILE], parameter[PERIOD]);
    output[0] = order_statistic(g, input[0], (uint32_t)parameter[PERIOD], rank);
}

const bw_indicator bw_indicator_percentile = {
    .name = "percentile",
    .title = "Percentile (nearest rank)",
    .formula = "the least of the last `period` values of source that is not below `percentile` percent of them",
    .aliases = ALIASES("percentile_nearest_rank"),
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX), { .name = "percentile",
                                                             .type = BW_REAL,
                                                             .value = 50,
                                                             .max = 100,
                                                             .meaning = "0: the least, 100: the greatest" }),
    .outputs = OUTPUTS({ .name = "percentile", .pane = BW_PRICE_PANE }),
    .build = build,
};
