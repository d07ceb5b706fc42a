/* vocabulary.h: the words that indicators are wired with. Each adds nodes to the graph; what a node computes, in which order, is
 * said in src/operators. */
#ifndef BW_VOCABULARY_H
#define BW_VOCABULARY_H

#include "graph.h"

/* ---- bar by bar ---- */

/* A column of the bars (BW_COLUMNS of barwise.h), or a source made from some. */
bw_series bw_column_series(bw_graph *g, uint32_t column);
bw_series bw_source_series(bw_graph *g, bw_source source);

bw_series add(bw_graph *g, bw_series a, bw_series b);
bw_series sub(bw_graph *g, bw_series a, bw_series b);
bw_series scale(bw_graph *g, bw_series a, double factor);
bw_series divide_or_zero(bw_graph *g, bw_series a, bw_series b);         /* 0 where b is 0 */
bw_series mean_of(bw_graph *g, uint32_t count, const bw_series *series); /* of two to four */
bw_series lag(bw_graph *g, bw_series a, uint32_t bars);

/* ---- windows: the last `window` bars ---- */

bw_series window_mean(bw_graph *g, bw_series x, uint32_t window);
bw_series window_greatest(bw_graph *g, bw_series x, uint32_t window);
bw_series window_least(bw_graph *g, bw_series x, uint32_t window);

/* mean(x) - x, accurate beside any level of x. */
bw_series mean_offset(bw_graph *g, bw_series x, uint32_t window);

/* The mean of |x - mean(x)|, of which the mean is given as mean_offset. */
bw_series mean_deviation(bw_graph *g, bw_series x, bw_series offset, uint32_t window);

/* weight(0) … weight(window - 1), oldest bar first, in any unit: they are divided by their sum. */
typedef double bw_weight(uint32_t bar, const double *parameter);
bw_series weighted_mean(bw_graph *g, bw_series x, uint32_t window, bw_weight *weight, const double *parameter);

/* ---- recurrences ---- */

/* How one starts; the names stand in the same order. */
typedef enum { SEED_SMA, SEED_FIRST, SEED_RUNNING } bw_seed_kind;
extern const char *const bw_seed_choices[];

/* y += rate * (x - y), from the mean of the first `period` values; from the first value; or from the mean of the first `period`
 * with, before that, the mean so far. */
bw_series smooth(bw_graph *g, bw_series x, double rate, uint32_t period, bw_seed_kind seed);

/* The exponential moving average: a rate of 2 / (period + 1). */
bw_series exponential(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed);

#endif
