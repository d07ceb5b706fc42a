/* weights.h: means of a window with a weight for each of its bars. */
#ifndef BW_VOCABULARY_WEIGHTS_H
#define BW_VOCABULARY_WEIGHTS_H

#include "graph.h"

/* weight(0) … weight(window - 1), oldest bar first, in any unit: they are divided by their sum. */
typedef double bw_weight(uint32_t bar, const double *parameter);
bw_series weighted_mean(bw_graph *g, bw_series x, uint32_t window, bw_weight *weight, const double *parameter);

#endif
