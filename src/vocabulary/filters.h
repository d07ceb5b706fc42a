/* filters.h: recursive filters, made of sections (src/operators/section.c). */
#ifndef BW_VOCABULARY_FILTERS_H
#define BW_VOCABULARY_FILTERS_H

#include "graph.h"
#include "section_table.h"

/* The poles e^(-decay ± i angle); a pole, and one at 0; twice the same pole. Of real poles 1 - pole is given too. */
bw_poles conjugate_poles(double decay, double angle);
bw_poles single_pole(double pole, double rate);
bw_poles double_pole(double pole, double rate);

/* y = gain u + sum y[t-1] - product y[t-2]. The first `given` values are those of `first`. */
bw_series section(bw_graph *g, bw_series x, bw_section_kind kind, double gain, const bw_poles *poles, bw_series first,
                  uint32_t given);

/* What a filter starts from: as if the first price had always been (flat), from prices (price), as if there had been prices of 0 before
 * (empty). The names stand in the same order. */
typedef enum { START_FLAT, START_PRICE, START_EMPTY } bw_filter_start;
extern const char *const bw_filter_start_choices[];

#endif
