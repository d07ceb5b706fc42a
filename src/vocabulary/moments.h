/* moments.h: words for how the last `window` bars are spread and which way they lean, accurate beside any level of x. */
#ifndef BW_VOCABULARY_MOMENTS_H
#define BW_VOCABULARY_MOMENTS_H

#include "graph.h"

/* sum (x - mean(x))^2 / (window - ddof); 0 of a single bar. And its root. */
bw_series window_variance(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof);
bw_series window_deviation(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof);

/* middle + up * deviation, middle - down * deviation */
typedef struct {
    bw_series upper, lower;
} bw_bands;
bw_bands deviation_bands(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof, bw_series middle, double up,
                         double down);

#endif
