/* ranks.h: words about the order of the values in a window. */
#ifndef BW_VOCABULARY_RANKS_H
#define BW_VOCABULARY_RANKS_H

#include "graph.h"

/* The values of some ranks among the last `window` of x, 0 the least; `count` of them, up to BW_LEVELS. */
void order_statistics(bw_graph *g, bw_series x, uint32_t window, uint32_t count, const uint32_t *rank,
                      bw_series *value);
bw_series order_statistic(bw_graph *g, bw_series x, uint32_t window, uint32_t rank);

/* How many percent of the `window` values before x are less than it. */
bw_series percent_rank(bw_graph *g, bw_series x, uint32_t window);

#endif
