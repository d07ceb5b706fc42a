#include "indicator.h"

enum { MIN_PERIOD, MAX_PERIOD, MA, START };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_average_range range = { (bw_average_kind)parameter[MA], (uint32_t)parameter[MIN_PERIOD],
                                     (uint32_t)parameter[MAX_PERIOD], (bw_start_kind)parameter[START] };
    output[0] = average_by_period(g, input[0], input[1], range);
}

const bw_indicator bw_indicator_mavp = {
    .name = "mavp",
    .title = "Moving Average with Variable Period",
    .formula = "ma(source, p) with the p of each bar, the whole part of periods from min_period to max_period",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }, { "periods", BW_CLOSE }),
    .parameters =
        PARAMETERS({ .name = "min_period",
                     .type = BW_INTEGER,
                     .value = 2,
                     .min = 1,
                     .max = BW_PERIOD_MAX,
                     .meaning = "what a lesser period counts as",
                     .at_most = "max_period" },
                   BARS("max_period", 30, "that a greater period counts as; there is no value before so many"),
                   MOVING_AVERAGE("ma", MA_SMA, "which moving average it is"), AVERAGES_START),
    .outputs = OUTPUTS({ .name = "mavp", .pane = BW_PRICE_PANE }),
    .build = build,
};
