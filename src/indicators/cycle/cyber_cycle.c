/* The second difference of what Ehlers smooths first, (x + 2 x[1] + 2 x[2] + x[3]) / 6, of which the gain has the 6. */
#include "indicator.h"

enum { FIRST_SMOOTHED = 3 };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const double alpha = parameter[0], gain = (1 - 0.5 * alpha) * (1 - 0.5 * alpha) / 6;
    const bw_poles poles = double_pole(1 - alpha, alpha);
    const bw_series x = input[0], first = scale(g, change(g, change(g, x, 1), 1), 0.25);
    const uint32_t given = (uint32_t)parameter[1] - FIRST_SMOOTHED;
    output[0] = section(g, smoothed_sixfold(g, x), SECTION_SECOND_DIFFERENCE, gain, &poles, first, given);
    output[1] = present_with(g, lag(g, output[0], 1), output[0]);
}

const bw_indicator bw_indicator_cyber_cycle = {
    .name = "cyber_cycle",
    .title = "Ehlers Cyber Cycle",
    .formula =
        "cycle = (1 - alpha / 2)^2 * (s - 2 lag(s, 1) + lag(s, 2)) + 2 (1 - alpha) * lag(cycle, 1) - (1 - alpha)^2 * "
        "lag(cycle, 2), s = (x + 2 lag(x, 1) + 2 lag(x, 2) + lag(x, 3)) / 6 of x = source, before bar start (x - 2 "
        "lag(x, 1) "
        "+ lag(x, 2)) / 4; trigger = lag(cycle, 1)",
    .origin = "John Ehlers, Cybernetic Analysis for Stocks and Futures, 2004",
    .aliases = ALIASES("cybercycle", "ehlers_simple_cycle_indicator"),
    .family = BW_CYCLE,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(
        { .name = "alpha", .type = BW_REAL, .value = 0.07, .min = 0.001, .max = 1, .meaning = "how soon it forgets" },
        { .name = "start",
          .type = BW_INTEGER,
          .value = 6,
          .min = 5,
          .max = 100,
          .meaning = "the bar that it is computed from; before, it is a simpler one" }),
    .outputs = OUTPUTS({ .name = "cycle", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) },
                       { .name = "trigger", .pane = BW_OWN_PANE }),
    .build = build,
};
