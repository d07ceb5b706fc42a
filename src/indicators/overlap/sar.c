#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const double maximum = parameter[1], step = parameter[0] < maximum ? parameter[0] : maximum;
    const bw_sar_pace pace = { step, step, maximum };
    output[0] = stop_and_reverse(g, input[0], input[1],
                                 &(bw_sar_rule){ .long_pace = pace,
                                                 .short_pace = pace,
                                                 .starts_at_midpoint = parameter[2] == START_MIDPOINT,
                                                 .reverses_on_touch = parameter[3] == REVERSE_ON_TOUCH,
                                                 .short_sign = 1 });
}

const bw_indicator bw_indicator_sar = {
    .name = "sar",
    .title = "Parabolic Stop and Reverse",
    .formula =
        "sar += a * (extreme - sar), not past the last two lows (highs) of a trend that is long (short) and turns "
        "where the low (high) reaches it; a grows by acceleration with every new high (low), up to maximum",
    .origin = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    .aliases = ALIASES("psar"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }),
    .parameters =
        PARAMETERS({ .name = "acceleration",
                     .type = BW_REAL,
                     .value = 0.02,
                     .max = 1,
                     .meaning = "how far the stop moves to the extreme in a bar, at first" },
                   { .name = "maximum",
                     .type = BW_REAL,
                     .value = 0.2,
                     .max = 1,
                     .meaning = "how far the stop moves to the extreme in a bar, at most" },
                   { .name = "start",
                     .type = BW_CHOICE,
                     .choices = bw_sar_start_choices,
                     .max = START_MIDPOINT,
                     .meaning = "which trend is the first: that of the directional movement of the second bar, "
                                "or of its midpoint" },
                   { .name = "reversal",
                     .type = BW_CHOICE,
                     .choices = bw_sar_reversal_choices,
                     .max = REVERSE_ON_CROSS,
                     .meaning = "does the trend turn where a price equals the stop (touch), or only beyond (cross)" }),
    .outputs = OUTPUTS({ .name = "sar", .kind = BW_DOTS, .pane = BW_PRICE_PANE }),
    .build = build,
};
