/* arithmetic.h: words that look at one bar, or at one of some bars ago. */
#ifndef BW_VOCABULARY_ARITHMETIC_H
#define BW_VOCABULARY_ARITHMETIC_H

#include "graph.h"

bw_series add(bw_graph *g, bw_series a, bw_series b);
bw_series sub(bw_graph *g, bw_series a, bw_series b);
bw_series multiply(bw_graph *g, bw_series a, bw_series b);
bw_series divide(bw_graph *g, bw_series a, bw_series b);                    /* NaN where b is 0 */
bw_series divide_or(bw_graph *g, bw_series a, bw_series b, double neutral); /* `neutral` where b is 0 */
bw_series percent_beyond(bw_graph *g, bw_series a, bw_series b,
                         bw_series c);                        /* 100 * (a - b - c) / a, 0 where a is 0 */
bw_series accelerated(bw_graph *g, bw_series a, bw_series b); /* a (1 + 4 (a - b) / (a + b)), a where a + b is 0 */
bw_series scale(bw_graph *g, bw_series a, double factor);
bw_series offset(bw_graph *g, bw_series a, double by); /* a + by */
bw_series absolute(bw_graph *g, bw_series a);
bw_series square_root(bw_graph *g, bw_series a);
bw_series round_down(bw_graph *g, bw_series a);
bw_series round_up(bw_graph *g, bw_series a);
bw_series round_to_zero(bw_graph *g, bw_series a);
bw_series round_to_nearest(bw_graph *g, bw_series a); /* halves away from 0 */
bw_series greater_of(bw_graph *g, bw_series a, bw_series b);
bw_series greatest_of_three(bw_graph *g, bw_series a, bw_series b, bw_series c);
bw_series least_of_three(bw_graph *g, bw_series a, bw_series b, bw_series c);
bw_series constant(bw_graph *g, double value); /* of NaN: a series that never has a value */
bw_series add_difference(bw_graph *g, bw_series a, bw_series b, bw_series c, double factor); /* a + (b - c) * factor */
/* A quarter of high + low + close and once more low, high or close, as it closes below, above or at its open. */
bw_series demark_pivot(bw_graph *g, bw_series open, bw_series high, bw_series low, bw_series close);

/* Of two that are not negative: whole * a / (a + b), `neutral` where both are 0; whole * (a - b) / (a + b), 0 where both are. */
bw_series share(bw_graph *g, bw_series a, bw_series b, double whole, double neutral);
bw_series balance(bw_graph *g, bw_series a, bw_series b, double whole);

/* a, and NaN where b is: so that recurrences that must stay in step miss the same bars. */
bw_series present_with(bw_graph *g, bw_series a, bw_series b);

bw_series divide_or_zero(bw_graph *g, bw_series a, bw_series b);         /* 0 where b is 0 */
bw_series portion(bw_graph *g, bw_series a, bw_series b, double whole);  /* whole * a / b, 0 where b is 0 */
bw_series mean_of(bw_graph *g, uint32_t count, const bw_series *series); /* of two to four */
bw_series lag(bw_graph *g, bw_series a, uint32_t bars);

/* 1 where a comes to lie above b, else 0; and where it comes to lie on the other side of b, be it above or below. */
bw_series crosses_over(bw_graph *g, bw_series a, bw_series b);
bw_series crosses(bw_graph *g, bw_series a, bw_series b);

bw_series change(bw_graph *g, bw_series a, uint32_t bars); /* a - lag(a) */
bw_series absolute_change(bw_graph *g, bw_series a, uint32_t bars);
bw_series extrapolated(bw_graph *g, bw_series a, uint32_t bars);             /* a + (a - lag(a)) */
bw_series extrapolated_where_known(bw_graph *g, bw_series a, uint32_t bars); /* a itself where lag(a) is missing */
bw_series where_known(bw_graph *g, bw_series a, uint32_t bars, bw_series b); /* b, missing where lag(a) is */

/* factor * (a - lag(a)) / lag(a), and factor * a / lag(a); 0 where lag(a) is 0. */
bw_series relative_change(bw_graph *g, bw_series a, uint32_t bars, double factor);
bw_series ratio(bw_graph *g, bw_series a, uint32_t bars, double factor);

bw_series change_times(bw_graph *g, bw_series a, uint32_t bars, bw_series b); /* (a - lag(a)) * b */

/* The change since the bar before, split in two that are not negative: gain - loss = change, gain + loss = |change|. */
typedef struct {
    bw_series gain, loss;
} bw_moves;
bw_moves gain_and_loss(bw_graph *g, bw_series a);

#endif
