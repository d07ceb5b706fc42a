/* machines.h: words whose rule is sequential. */
#ifndef BW_VOCABULARY_MACHINES_H
#define BW_VOCABULARY_MACHINES_H

#include "movements.h"
#include "sar_rule.h"

/* A stop that closes in on the trend's extreme and turns the trend around when it is reached. */
bw_series stop_and_reverse(bw_graph *g, bw_series high, bw_series low, const bw_sar_rule *rule);

/* How a stop and reverse starts; the names stand in the same order. And whether it turns where a price equals the stop. */
typedef enum { START_DIRECTIONAL, START_MIDPOINT } bw_sar_start;
extern const char *const bw_sar_start_choices[];
typedef enum { REVERSE_ON_TOUCH, REVERSE_ON_CROSS } bw_sar_reversal;
extern const char *const bw_sar_reversal_choices[];

/* Bands about the middle of the bar that close in on the price, `multiplier` times `range` away; the one that is the line, and the trend
 * that it belongs to: 1 or -1. The names of the first trend stand in the same order. */
typedef enum { TREND_UP, TREND_DOWN } bw_first_trend_kind;
extern const char *const bw_first_trend_choices[];
typedef struct {
    bw_series line, trend;
} bw_supertrend_lines;
bw_supertrend_lines supertrend(bw_graph *g, bw_bars bars, bw_series range, double multiplier,
                               bw_first_trend_kind first);

#endif
