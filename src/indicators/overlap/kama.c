#include "indicator.h"

enum { PERIOD, FAST_PERIOD, SLOW_PERIOD, SEED_KIND };
typedef enum { FROM_PREVIOUS, FROM_FIRST } start_kind;
static const char *const start_choices[] = { "previous", "first", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const double fast = 2 / (parameter[FAST_PERIOD] + 1), slow = 2 / (parameter[SLOW_PERIOD] + 1);
    const bw_series x = input[0], rate = kaufman_rate(g, x, (uint32_t)parameter[PERIOD], slow, fast);
    const bw_series start = (start_kind)parameter[SEED_KIND] == FROM_PREVIOUS ? lag(g, x, 1) : x;
    output[0] = smooth_by(g, x, rate, start, slow * slow);
}

const bw_indicator bw_indicator_kama = {
    .name = "kama",
    .title = "Kaufman's Adaptive Moving Average",
    .formula = "kama += (slow + efficiency * (fast - slow))^2 * (source - kama), efficiency = |source - lag(source, "
               "period)| / "
               "sum(|change(source)|, period), 1 where that is 0 / 0, fast = 2 / (fast_period + 1), slow = 2 / "
               "(slow_period + 1)",
    .origin = "Perry Kaufman, Smarter Trading, 1995",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(30, 1, BW_PERIOD_MAX), FAST_PERIOD(2), SLOW_PERIOD(30),
                             { .name = "seed",
                               .type = BW_CHOICE,
                               .choices = start_choices,
                               .max = FROM_FIRST,
                               .meaning = "what it starts from: the value before the first that has an efficiency "
                                          "(previous), or that one (first)" }),
    .outputs = OUTPUTS({ .name = "kama", .pane = BW_PRICE_PANE }),
    .build = build,
};
