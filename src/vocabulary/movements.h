/* movements.h: words about how far the price moves from one bar to the next. */
#ifndef BW_VOCABULARY_MOVEMENTS_H
#define BW_VOCABULARY_MOVEMENTS_H

#include "recurrences.h"

/* Does a bar count that has none before it, as the first has not? The names stand in the same order. */
typedef enum { FIRST_BAR_SKIPPED, FIRST_BAR_COUNTED } bw_first_bar_kind;
extern const char *const bw_first_bar_choices[];

typedef struct {
    bw_series high, low, close;
} bw_bars;

/* max(high - low, |high - close before|, |low - close before|); of a bar that has none before it and counts, high - low. */
bw_series true_range(bw_graph *g, bw_bars bars, bw_first_bar_kind first);

bw_series average_true_range(bw_graph *g, bw_bars bars, uint32_t period, bw_smoothing_kind smoothing,
                             bw_first_bar_kind first);

/* How Wilder's sums of movement start: from the first `period` movements; or, as if there had been one of 0 before them, from the
 * first period - 1, of which TA-Lib keeps the first quotients to itself. */
typedef enum { START_OWN, START_TALIB, START_TULIP } bw_start_kind;
extern const char *const bw_movement_start_choices[];

/* What becomes of a bar that went equally far both ways: it counts for neither side, or for both. */
typedef enum { BOTH_WAYS_IGNORED, BOTH_WAYS_COUNTED } bw_both_ways_kind;
extern const char *const bw_both_ways_choices[];

/* Bars, how many of them, and by which conventions: what all that is made of directional movement needs. */
typedef struct {
    bw_bars bars;
    uint32_t period;
    bw_start_kind start;
    bw_both_ways_kind both_ways;
} bw_directional_system;

/* From the parameters period, start and both_ways, in this order. */
static inline bw_directional_system directional_system(bw_bars bars, const double *parameter)
{
    return (bw_directional_system){ bars, (uint32_t)parameter[0], (bw_start_kind)parameter[1],
                                    (bw_both_ways_kind)parameter[2] };
}

typedef struct {
    bw_series plus, minus;
} bw_directions;

/* Wilder's directional movement: how far the high went above the high before, if that is more than the low went below the low before,
 * and the other way round; times a factor, smoothed. Where one of the two closes is missing so is the movement, as is the true range. */
bw_directions directional_movement(bw_graph *g, const bw_directional_system *s, double factor);

/* 100 times its share in the true range, smoothed alike; 0 where that is 0. */
bw_directions directional_indicator(bw_graph *g, const bw_directional_system *s);

/* 100 times the difference of the two in their sum, 0 where that is 0; and its average. */
bw_series directional_index(bw_graph *g, const bw_directional_system *s);
bw_series average_directional_index(bw_graph *g, const bw_directional_system *s);

/* Over the last `period` bars, the sums of |high - low before| and of |low - high before| beside that of the true range; 0 where that
 * is 0. */
bw_directions vortex(bw_graph *g, bw_bars bars, uint32_t period);

/* Over the last `period` bars, the sum of close - min(low, close before) beside that of the true range; 0 where that is 0. */
bw_series pressure_in_range(bw_graph *g, bw_bars bars, uint32_t period);

/* 100 (4 a + 2 b + c) / 7 */
bw_series ultimate_mean(bw_graph *g, bw_series a, bw_series b, bw_series c);

#endif
