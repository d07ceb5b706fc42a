/* flows.h: words about what volume does to prices, and what adds up over all bars, from the first one on. */
#ifndef BW_VOCABULARY_FLOWS_H
#define BW_VOCABULARY_FLOWS_H

#include "arithmetic.h"
#include "graph.h"

bw_series cumulative_sum(bw_graph *g, bw_series x);

/* The mean of (high + low + close) / 3 over all bars so far, by weights; NaN while they sum up to 0. */
bw_series typical_mean(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series weight);

/* The sum of `amount` where x rose since the bar before, less that of where it fell; the first bar counts as having done neither, or
 * as having risen. The names of choices stand in the same order. */
typedef enum { FROM_AMOUNT, FROM_ZERO } bw_first_amount;
bw_series directed_sum(bw_graph *g, bw_series x, bw_series amount, bw_first_amount first);

/* The sum of `amount` times the relative change of x, 0 of the first bar and where x came from 0. */
bw_series changed_sum(bw_graph *g, bw_series x, bw_series amount);

/* What `start` has grown to with x, over those bars on which `guide` rose since the bar before, or on which it fell. */
typedef enum { ON_RISES, ON_FALLS } bw_direction;
bw_series growth(bw_graph *g, bw_series x, bw_series guide, bw_direction direction, double start);

/* The sum of what a close that rose lies above the lower of its low and the close before, less what one that fell lies below the higher of
 * its high and the close before. */
bw_series reach_sum(bw_graph *g, bw_series high, bw_series low, bw_series close);

/* Volume by where in the bar's range the close lies: all of it at the high, none in the middle, less all of it at the low; 0 where there
 * is no range. And the sum of that. */
bw_series money_flow(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series volume);
bw_series money_flow_sum(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series volume);

/* Klinger's: volume, by how much of the range that the trend of high + low + close has gone over the bar's own is. Where that sum is the
 * same as before the trend holds, or counts as falling; the names of choices stand in the same order. */
typedef enum { UNCHANGED_HOLDS, UNCHANGED_FALLS } bw_klinger_unchanged;
bw_series volume_force(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series volume,
                       bw_klinger_unchanged unchanged);

/* price * volume where the price rose since the bar before (gain) and where it fell (loss), 0 elsewhere. */
bw_moves flow_by_direction(bw_graph *g, bw_series price, bw_series volume);

/* An amount where the price rose, and where it fell; 0 where it did not. */
bw_moves amount_by_direction(bw_graph *g, bw_series price, bw_series amount);

/* 10,000 * the move of the middle of the bar * its range / volume; 0 without volume. */
bw_series ease_of_movement(bw_graph *g, bw_series high, bw_series low, bw_series volume);

/* (a - b) / (c - d), and (a - b) / c; 0 where the divisor is 0. */
bw_series quotient_of_differences(bw_graph *g, bw_series a, bw_series b, bw_series c, bw_series d);
bw_series difference_quotient(bw_graph *g, bw_series a, bw_series b, bw_series c);

#endif
