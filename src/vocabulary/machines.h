/* machines.h: words whose rule is sequential. */
#ifndef BW_VOCABULARY_MACHINES_H
#define BW_VOCABULARY_MACHINES_H

#include "graph.h"
#include "sar_rule.h"

/* A stop that closes in on the trend's extreme and turns the trend around when it is reached. */
bw_series stop_and_reverse(bw_graph *g, bw_series high, bw_series low, const bw_sar_rule *rule);

/* How a stop and reverse starts; the names stand in the same order. And whether it turns where a price equals the stop. */
typedef enum { START_DIRECTIONAL, START_MIDPOINT } bw_sar_start;
extern const char *const bw_sar_start_choices[];
typedef enum { REVERSE_ON_TOUCH, REVERSE_ON_CROSS } bw_sar_reversal;
extern const char *const bw_sar_reversal_choices[];

#endif
