/* moments.h: words for how the last `window` bars are spread and which way they lean. */
#ifndef BW_VOCABULARY_MOMENTS_H
#define BW_VOCABULARY_MOMENTS_H

#include "graph.h"

/* Accurate beside any level of x. sum (x - mean(x))^2 / (window - ddof); 0 of a single bar. And its root. */
bw_series window_variance(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof);
bw_series window_deviation(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof);

/* middle + up * deviation, middle - down * deviation */
typedef struct {
    bw_series upper, lower;
} bw_bands;
bw_bands deviation_bands(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof, bw_series middle, double up,
                         double down);

/* The mean with the weights 1, 2 … window, the newest the heaviest. */
bw_series age_weighted_mean(bw_graph *g, bw_series x, uint32_t window);

/* Such a mean over `root` bars of twice that over `half`, less that over the window. */
bw_series hull_mean(bw_graph *g, bw_series x, uint32_t window, uint32_t half, uint32_t root);

/* The line with the least squares of the distances from x, where it stands so many bars after the newest. */
bw_series line_at(bw_graph *g, bw_series x, uint32_t window, double ahead);

/* The line's slope from bar to bar; and where it stands less the newest x. Accurate beside any level of x. */
bw_series line_slope(bw_graph *g, bw_series x, uint32_t window);
bw_series line_offset(bw_graph *g, bw_series x, uint32_t window, double ahead);

/* The slope of the least-squares line of y over x, 0 where x stands still; and Pearson's correlation, 0 where one of them does. */
bw_series window_slope(bw_graph *g, bw_series y, bw_series x, uint32_t window);
bw_series window_correlation(bw_graph *g, bw_series x, bw_series y, uint32_t window);

#endif
