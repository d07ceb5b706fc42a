/* levels.h: the node with a series per power of two, for any way to combine two neighbouring windows into one:
 *
 *   2 bars = combine(1, 1 before), 4 = combine(2, 2 before), 8 = combine(4, 4 before) …
 *
 * log2(window) steps a bar, all in vectors, nothing that runs and drifts. */
#ifndef BW_LEVELS_H
#define BW_LEVELS_H

#include "operator.h"
#include "powers.h"
#include "vector.h"

static inline size_t levels_history(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return GROUP; /* a bar would do; whole vectors are read */
}

static inline size_t levels_own_history(const bw_node *node, uint32_t output)
{
    return output + 1 < node->levels ? bw_level_bars(output) : 0;
}

static inline size_t levels_warm_up(const bw_node *node, uint32_t output)
{
    (void)node;
    return bw_level_bars(output) - 1;
}

typedef vec combine_vectors(vec newer, vec older);

enum { LEVELS_IN_REGISTERS = LANES == 8 ? 4 : LANES == 4 ? 3 : 2 }; /* halves of 1 … LANES bars */

/* One vector of every level. level[0] is the source, level[k] has 2^k bars. The first `near` have halves that reach into what
 * the vector before held of each, `before`; the others' lie on their tapes. Bit k of `unread`: level k + 1 need not be stored. */
INLINE void combine_at(double *const *level, size_t i, uint32_t near, uint32_t levels, uint32_t unread, vec *before,
                       combine_vectors *combine)
{
    vec now = load(level[0] + i);
    for (uint32_t k = 0; k < near; k++) {
        const vec older = earlier(before[k], now, 1 << k);
        before[k] = now;
        now = combine(now, older);
        if (k + 1 == LEVELS_IN_REGISTERS || !(unread >> k & 1)) store(level[k + 1] + i, now);
    }
    for (uint32_t k = near; k < levels; k++) {
        now = combine(now, load(level[k] + i - ((size_t)1 << k)));
        store(level[k + 1] + i, now);
    }
}

INLINE void load_before(double *const *level, size_t i, uint32_t near, vec *before)
{
    for (uint32_t k = 0; k < near; k++) before[k] = load(level[k] + i - LANES);
}

INLINE void combine_levels_of(const bw_step *s, uint32_t levels, combine_vectors *combine)
{
    double *level[BW_LEVELS + 1] = { (double *)s->in[0] };
    const uint32_t near = levels < LEVELS_IN_REGISTERS ? levels : LEVELS_IN_REGISTERS, unread = s->node->unread;
    for (uint32_t k = 0; k < levels; k++) level[k + 1] = s->out[k];
    vec before[LEVELS_IN_REGISTERS];
    const size_t n = s->n;
    size_t i = 0;
    load_before(level, i, near, before);
    for (; i + 3 * LANES <= n; i += LANES) combine_at(level, i, near, levels, unread, before, combine);
    for (; i + LANES <= n; i += LANES) combine_at(level, i, near, levels, 0, before, combine); /* the rest, or the next call, looks back */
    if (i == n) return;
    load_before(level, within(i, n), near, before);
    combine_at(level, within(i, n), near, levels, 0, before, combine);
}

/* All levels in one pass: small halves come from registers, since a load that spans two fresh stores has to wait for both.
 * For the usual lengths of windows the loop over the levels is unrolled. */
INLINE void combine_levels(const bw_step *s, combine_vectors *combine)
{
    switch (s->node->levels) {
    case 1: combine_levels_of(s, 1, combine); return;
    case 2: combine_levels_of(s, 2, combine); return;
    case 3: combine_levels_of(s, 3, combine); return;
    case 4: combine_levels_of(s, 4, combine); return;
    case 5: combine_levels_of(s, 5, combine); return;
    case 6: combine_levels_of(s, 6, combine); return;
    case 7: combine_levels_of(s, 7, combine); return;
    default: combine_levels_of(s, s->node->levels, combine); return;
    }
}

INLINE void combine_levels_of_one(const bw_step *s, size_t i, double (*combine)(double newer, double older))
{
    const double *x = s->in[0];
    for (uint32_t k = 0; k < s->node->levels; k++) {
        s->out[k][i] = combine(x[i], x[i - bw_level_bars(k) / 2]);
        x = s->out[k];
    }
}

#endif
