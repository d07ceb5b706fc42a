/* cycles.h: words about the cycle in a price. */
#ifndef BW_VOCABULARY_CYCLES_H
#define BW_VOCABULARY_CYCLES_H

#include "graph.h"

/* The dominant cycle by Hilbert transform: its phasor, its period and the price that it was found in, smoothed over four bars. It is looked
 * for from bar `start` on; before, all is 0. */
typedef struct {
    bw_series in_phase, quadrature, period, price;
} bw_dominant_cycle;
bw_dominant_cycle dominant_cycle(bw_graph *g, bw_series x, uint32_t start);

/* As TA-Lib has it: the cycle is looked for from …, what is made of it is given from …, both later if that needs more of the past. */
enum { BW_CYCLE_START = 12, BW_CYCLE_GIVEN = 32, BW_LATE_CYCLE_START = 37, BW_LATE_CYCLE_GIVEN = 63 };

/* The first bars that have a value of a dominant cycle, and of something that is smoothed once more. */
enum { BW_CYCLE_FIRST = 3, BW_CYCLE_FIRST_SMOOTHED = 6 };

/* How fast an average is that follows the phase of the phasor: `fast` over the degrees that it goes on in a bar, if those are more than 1,
 * and not less than `slow`. Defined from bar `start` of the cycle on. */
bw_series rate_of_phase(bw_graph *g, bw_dominant_cycle cycle, uint32_t start, double fast, double slow);

/* The phase of the cycle, in degrees; the sine of a phase and some degrees. */
bw_series cycle_phase(bw_graph *g, bw_dominant_cycle cycle);
bw_series sine_of_degrees(bw_graph *g, bw_series phase, double more);

/* The mean of x over a period of the cycle, smoothed over four bars. */
bw_series cycle_trendline(bw_graph *g, bw_series x, bw_dominant_cycle cycle);

/* Is there a trend, 1, or a cycle, 0? */
bw_series trend_mode(bw_graph *g, bw_series x, bw_dominant_cycle cycle);

/* How much there is in the last `bars` bars of a cycle of as many: its cosine sum and its sine sum. */
typedef struct {
    bw_series cosine, sine;
} bw_circle_sums;
bw_circle_sums circle_sums(bw_graph *g, bw_series x, uint32_t bars);

/* The cosine of the angle of the point (x, y), and of 45 degrees more; those of 0 and 45 degrees for the origin. */
bw_series cosine_of_angle(bw_graph *g, bw_series x, bw_series y);
bw_series cosine_of_turned_angle(bw_graph *g, bw_series x, bw_series y);

/* x + 2 x[t-1] + 2 x[t-2] + x[t-3] */
bw_series smoothed_sixfold(bw_graph *g, bw_series x);

#endif
