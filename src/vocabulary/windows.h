/* windows.h: words over the last `window` bars. */
#ifndef BW_VOCABULARY_WINDOWS_H
#define BW_VOCABULARY_WINDOWS_H

#include "graph.h"

bw_series window_sum(bw_graph *g, bw_series x, uint32_t window);
/* The same for sums that are only compared with each other: in a flat window it is rounded as in any other. */
bw_series window_total(bw_graph *g, bw_series x, uint32_t window);

/* Of two such sums: a / b, 0 where b is 0; whole * a / (a + b), `neutral` where that is 0 / 0; whole * (a - b) / (a + b), 0 where so. */
bw_series quotient_of_sums(bw_graph *g, bw_series a, bw_series b, uint32_t window);

/* Two series: whole * the sums of series[0] and of series[1] over that of series[2]; 0 where this is 0. */
bw_series quotients_of_sums(bw_graph *g, const bw_series *series, uint32_t window, double whole);

bw_series share_of_sums(bw_graph *g, bw_series a, bw_series b, uint32_t window, double whole, double neutral);
bw_series balance_of_sums(bw_graph *g, bw_series a, bw_series b, uint32_t window, double whole);

bw_series window_mean(bw_graph *g, bw_series x, uint32_t window);
/* The mean over as many bars as the length says, the whole number nearest to it, at most `most`; 0 over none. */
bw_series mean_by_length(bw_graph *g, bw_series x, bw_series length, uint32_t most);
/* The mean with weights that rise to the window's middle and fall again. */
bw_series triangular_mean(bw_graph *g, bw_series x, uint32_t window);

/* x of `bars` ago less the mean. */
bw_series earlier_less_mean(bw_graph *g, bw_series x, uint32_t bars, uint32_t window);

/* The mean over one window less that over another; and in percent of the other, 0 where that is 0. */
bw_series mean_difference(bw_graph *g, bw_series x, uint32_t window, uint32_t other);
bw_series mean_percentage(bw_graph *g, bw_series x, uint32_t window, uint32_t other);

/* The mean by weights; NaN where they sum up to 0. */
bw_series window_weighted_mean(bw_graph *g, bw_series x, bw_series weight, uint32_t window);
/* The mean of a window of so many bars as `length` says at each bar, from least to greatest. */
bw_series mean_of_length(bw_graph *g, bw_series x, bw_series length, uint32_t least, uint32_t greatest);
bw_series window_greatest(bw_graph *g, bw_series x, uint32_t window);
bw_series window_least(bw_graph *g, bw_series x, uint32_t window);

/* mean(x) - x, accurate beside any level of x. */
bw_series mean_offset(bw_graph *g, bw_series x, uint32_t window);

/* The mean of |x - mean(x)|, of which the mean is given as mean_offset. */
bw_series mean_deviation(bw_graph *g, bw_series x, bw_series offset, uint32_t window);

/* |a| of a way, of which it is at most all; `still` if there was no way. */
bw_series efficiency(bw_graph *g, bw_series a, bw_series way, double still);

/* Kaufman's efficiency ratio: |x - x of `bars` ago| / the sum of the |changes| since then from bar to bar; `still` if x stood still. */
bw_series efficiency_ratio(bw_graph *g, bw_series x, uint32_t bars, double still);

/* (slow + efficiency * (fast - slow))^2, with an efficiency of 1 if x stood still. */
bw_series kaufman_rate(bw_graph *g, bw_series x, uint32_t bars, double slow, double fast);

#endif
