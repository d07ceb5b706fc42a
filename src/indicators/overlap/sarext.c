#include "indicator.h"

static bw_sar_pace pace_of(const double *parameter)
{
    const double initial = parameter[0], step = parameter[1], maximum = parameter[2];
    return (bw_sar_pace){ initial < maximum ? initial : maximum, step < maximum ? step : maximum, maximum };
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = stop_and_reverse(g, input[0], input[1],
                                 &(bw_sar_rule){ .start_value = parameter[0],
                                                 .offset_on_reverse = parameter[1],
                                                 .long_pace = pace_of(parameter + 2),
                                                 .short_pace = pace_of(parameter + 5),
                                                 .reverses_on_touch = 1,
                                                 .short_sign = -1 });
}

#define PACE(parameter_name, default_value, what)                                                                             \
    { .name = parameter_name, .type = BW_REAL, .value = default_value, .max = 1, .meaning = what }

const bw_indicator bw_indicator_sarext = {
    .name = "sarext",
    .title = "Parabolic Stop and Reverse, Extended",
    .formula =
        "sar += a * (extreme - sar) from start_value, not past the last two lows (highs) of a trend that is long "
        "(short; then -sar is given); a is acceleration_init_long (acceleration_init_short) and grows by "
        "acceleration_long (acceleration_short) with every new high (low), up to acceleration_max_long "
        "(acceleration_max_short); where the price reaches it the trend turns, with sar = extreme * (1 ± "
        "offset_on_reverse)",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; extended by TA-Lib",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters = PARAMETERS(
        { .name = "start_value",
          .type = BW_REAL,
          .min = -1e12,
          .max = 1e12,
          .meaning = "the first stop, of a long trend if positive, of a short one if negative; 0: found from "
                     "the first bars" },
        { .name = "offset_on_reverse",
          .type = BW_REAL,
          .max = 1,
          .meaning = "how much further away the stop is put where the trend turns, as a share of it" },
        PACE("acceleration_init_long", 0.02, "how far a long trend's stop moves to the extreme in a bar, at first"),
        PACE("acceleration_long", 0.02, "how much that grows with every new extreme"),
        PACE("acceleration_max_long", 0.2, "how much it is at most"),
        PACE("acceleration_init_short", 0.02, "the same of a short trend, at first"),
        PACE("acceleration_short", 0.02, "how much that grows with every new extreme"),
        PACE("acceleration_max_short", 0.2, "how much it is at most")),
    .outputs = OUTPUTS({ .name = "sarext", .kind = BW_DOTS, .pane = BW_PRICE_PANE }),
    .build = build,
};
