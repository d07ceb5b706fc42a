#include "indicator.h"

static const char *const start_choices[] = { [FROM_AMOUNT] = "volume", [FROM_ZERO] = "zero", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = directed_sum(g, input[0], input[1], (bw_first_amount)parameter[0]);
}

const bw_indicator bw_indicator_obv = {
    .name = "obv",
    .title = "On-Balance Volume",
    .formula = "obv += volume where the close rose, obv -= volume where it fell; the first bar has its volume, or 0",
    .origin = "Joseph Granville, New Key to Stock Market Profits, 1963",
    .family = BW_VOLUME_FAMILY,
    .inputs = INPUTS({ "close", BW_CLOSE }, { "volume", BW_VOLUME }),
    .parameters = PARAMETERS({ .name = "start",
                               .type = BW_CHOICE,
                               .choices = start_choices,
                               .max = FROM_ZERO,
                               .meaning = "what the first bar has: its volume (volume), or 0 (zero)" }),
    .outputs = OUTPUTS({ .name = "obv", .pane = BW_OWN_PANE }),
    .build = build,
};
