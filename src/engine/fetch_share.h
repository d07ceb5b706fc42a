/* fetch_share.h: brings the next block's columns near between the steps of this one, where no step does so itself (far_memory.h). */
#ifndef BW_FETCH_SHARE_H
#define BW_FETCH_SHARE_H

#include "plan_layout.h"

/* What a step brings near while it computes are two columns at most. */
static inline bool bw_fetches_between_steps(const bw_plan *p, const bw_next_bars *next)
{
    if (p->fetching == BW_BETWEEN_STEPS) return true;
    if (next->is_fetched_ahead) return false;
    return p->fetching == BW_UNLESS_AHEAD || (next->is_fetched && next->columns > 2);
}

/* Before each step but those that read columns only, its share of the next block: few enough lines at a time not to wait for one another,
 * and a step's time for them to arrive. Inlined, since GCC leaves out calls of what does nothing but fetch. */
static inline __attribute__((always_inline)) void bw_fetch_share(const bw_plan *p, const bw_next_bars *next,
                                                                 uint32_t step)
{
    const uint32_t first = p->inputs + p->tellers;
    if (step < first || !bw_fetches_between_steps(p, next)) return;
    const size_t lines = bw_round_up(p->chunk, BW_CACHE_LINE_VALUES) / BW_CACHE_LINE_VALUES,
                 all = lines * next->columns;
    const size_t shares = p->steps - first, from = all * (step - first) / shares,
                 to = all * (step - first + 1) / shares;
    const double *const *column = next->column + from / lines;
    size_t line = from % lines;
    for (size_t i = from; i < to; i++) {
        __builtin_prefetch(*column + line * BW_CACHE_LINE_VALUES, 0, 2);
        if (++line < lines) continue;
        line = 0;
        column++;
    }
}

#endif
