/* extremes.h: words about where the greatest and the least of a window are, and where something lies between them. */
#ifndef BW_VOCABULARY_EXTREMES_H
#define BW_VOCABULARY_EXTREMES_H

#include "graph.h"

/* The greatest of `high` and the least of `low` among the last `window` bars. */
typedef struct {
    bw_series greatest, least;
} bw_channel;
bw_channel window_channel(bw_graph *g, bw_series high, bw_series low, uint32_t window);
bw_series channel_middle(bw_graph *g, bw_channel channel);

/* Of an x between a channel's bounds: how much nearer it is to the greatest than to the least; and how far these are apart, where
 * x is present. */
bw_series nearer_to_greatest(bw_graph *g, bw_series x, bw_channel channel);
bw_series range_around(bw_graph *g, bw_series x, bw_channel channel);

/* How far x is on the way from `start`, where it gives 0, to `end`, where it gives `whole`. 0 where these are the same. */
bw_series way_between(bw_graph *g, bw_series x, bw_series start, bw_series end, double whole);

/* How many bars ago the greatest or the least of the last `window` bars was. Of equal ones the latest counts, or the earliest;
 * the names stand in the same order. */
typedef enum { TIES_LATEST, TIES_EARLIEST } bw_tie_kind;
extern const char *const bw_tie_choices[];
bw_series age_of_greatest(bw_graph *g, bw_series x, uint32_t window, bw_tie_kind ties);
bw_series age_of_least(bw_graph *g, bw_series x, uint32_t window, bw_tie_kind ties);

/* 100 * (bars - age) / bars */
bw_series recency(bw_graph *g, bw_series age, uint32_t bars);
/* recency(age) - recency(other). */
bw_series greater_recency(bw_graph *g, bw_series age, bw_series other, uint32_t bars);

/* Ehlers's Fisher transform of a position of 0 … 1: the transform of its clipped average, faded by half a bar, and the same a
 * bar before. */
typedef struct {
    bw_series now, before;
} bw_transformed;
bw_transformed fisher_transform(bw_graph *g, bw_series position);

#endif
