/* macd.h: what MACD and its variants give: two averages' difference, its own average, and the difference of these. */
#ifndef BW_MACD_H
#define BW_MACD_H

#include "indicator.h"

/* SEED_STAGED: from the first value, the signal from where the slow average has its period. */
static inline bw_seed_kind seed_of_averages(bw_seed_kind seed)
{
    return seed == SEED_STAGED ? SEED_FIRST : seed;
}

static inline bw_series signal_of(bw_graph *g, bw_series macd, uint32_t period, uint32_t slow_period, bw_seed_kind seed)
{
    const uint32_t wait = seed == SEED_STAGED ? slow_period - 1 : 0;
    return exponential(g, after_first(g, macd, wait), period, seed_of_averages(seed));
}

static inline void give_macd(bw_graph *g, bw_series macd, bw_series signal, bw_series *output)
{
    output[0] = macd;
    output[1] = signal;
    output[2] = sub(g, macd, signal);
}

#define MACD_OUTPUTS                                                                                                          \
    OUTPUTS({ .name = "macd", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }, { .name = "signal", .pane = BW_OWN_PANE },       \
            { .name = "histogram", .kind = BW_HISTOGRAM, .pane = BW_OWN_PANE })

#endif
