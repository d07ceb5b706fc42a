/* recurrences.h: words whose value depends on all bars before it. */
#ifndef BW_VOCABULARY_RECURRENCES_H
#define BW_VOCABULARY_RECURRENCES_H

#include "graph.h"

/* How one starts; the names stand in the same order. */
typedef enum { SEED_SMA, SEED_FIRST, SEED_RUNNING } bw_seed_kind;
extern const char *const bw_seed_choices[];

/* y += rate * (x - y), from the mean of the first `period` values; from the first value; or from the mean of the first `period`
 * with, before that, the mean so far. */
bw_series smooth(bw_graph *g, bw_series x, double rate, uint32_t period, bw_seed_kind seed);

/* The exponential moving average: a rate of 2 / (period + 1). */
bw_series exponential(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed);

#endif
