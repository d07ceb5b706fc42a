/* lookback.h: how many bars go by before a series of a graph has its first value, known without any bars. */
#ifndef BW_LOOKBACK_H
#define BW_LOOKBACK_H

#include "operator.h"

/* Bars before the first defined value of every series of those nodes, added up along the paths; with a tolerance, before the first on
 * which the start matters no more than that. `first` has room for each series. */
void bw_find_first_values(const bw_node *node, uint32_t nodes, double tolerance, size_t *first);

#endif
