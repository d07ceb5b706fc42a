#include "indicator.h"

typedef struct {
    uint32_t shortest, middle, longest;
} lengths;

static lengths in_order(uint32_t a, uint32_t b, uint32_t c)
{
    const uint32_t least = a < b ? a : b, greatest = a < b ? b : a;
    const uint32_t shortest = c < least ? c : least, longest = c > greatest ? c : greatest;
    return (lengths){ shortest, a + b + c - shortest - longest, longest };
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_bars bars = { input[0], input[1], input[2] };
    const lengths length = in_order((uint32_t)parameter[0], (uint32_t)parameter[1], (uint32_t)parameter[2]);
    output[0] = ultimate_mean(g, pressure_in_range(g, bars, length.shortest), pressure_in_range(g, bars, length.middle),
                              pressure_in_range(g, bars, length.longest));
}

const bw_indicator bw_indicator_ultosc = {
    .name = "ultosc",
    .title = "Ultimate Oscillator",
    .formula =
        "100 (4 a + 2 b + c) / 7; a, b, c = sum(close - min(low, lag(close, 1))) / sum(tr(high, low, close)) over the "
        "shortest, the middle and the longest of short_period, medium_period, long_period; 0 for one that is 0 / 0",
    .origin = "Larry Williams, Stocks & Commodities 3 (4), 1985",
    .family = BW_MOMENTUM,
    .inputs = HIGH_LOW_CLOSE,
    .parameters = PARAMETERS(BARS("short_period", 7, "of the part that counts 4 times"),
                             BARS("medium_period", 14, "of the part that counts twice"),
                             BARS("long_period", 28, "of the part that counts once")),
    .outputs = OUTPUTS({ .name = "ultosc", .pane = BW_OWN_PANE, .range = RANGE(0, 100), .levels = LEVELS_AT(30, 70) }),
    .build = build,
};
