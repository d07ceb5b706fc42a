#include "indicator.h"

enum { WMA_PERIOD, ROC1_PERIOD, ROC2_PERIOD, MA };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_series shorter = relative_change(g, input[0], (uint32_t)parameter[ROC1_PERIOD], 100);
    const bw_series longer = relative_change(g, input[0], (uint32_t)parameter[ROC2_PERIOD], 100);
    output[0] =
        moving_average(g, (bw_average_kind)parameter[MA], add(g, shorter, longer), (uint32_t)parameter[WMA_PERIOD]);
}

const bw_indicator bw_indicator_coppock = {
    .name = "coppock",
    .title = "Coppock Curve",
    .formula = "wma(roc(source, roc1_period) + roc(source, roc2_period), wma_period)",
    .origin = "Edwin Coppock, Barron's, 15 October 1962",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS({ .name = "wma_period",
                               .type = BW_INTEGER,
                               .value = 10,
                               .min = 1,
                               .max = BW_PERIOD_MAX,
                               .meaning = "of the average" },
                             { .name = "roc1_period",
                               .type = BW_INTEGER,
                               .value = 11,
                               .min = 1,
                               .max = BW_PERIOD_MAX,
                               .meaning = "of one rate of change" },
                             { .name = "roc2_period",
                               .type = BW_INTEGER,
                               .value = 14,
                               .min = 1,
                               .max = BW_PERIOD_MAX,
                               .meaning = "of the other rate of change" },
                             MOVING_AVERAGE("ma", MA_WMA, "which moving average of both")),
    .outputs = OUTPUTS({ .name = "coppock", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
