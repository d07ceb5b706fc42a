/* levels.h: the node with a series per power of two, for any way to combine two neighbouring windows into one:
 *
 *   2 bars = combine(1, 1 before), 4 = combine(2, 2 before), 8 = combine(4, 4 before) …
 *
 * log2(window) steps a bar, all in vectors, nothing that runs and drifts. */
#ifndef BW_LEVELS_H
#define BW_LEVELS_H

#include "operator.h"
#include "powers.h"
#include "run.h"
#include "telling.h"

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

/* What is computed: level[0] is the source, level[k] has 2^k bars. Bit k of `unread`: nobody else reads level k + 1. */
typedef struct {
    double *level[BW_LEVELS + 1];
    uint32_t levels, unread;
    const bw_step *far; /* the step, if it is the one to fetch its column, or null */
    double *run;        /* where the runs of equal values go that come for free with level 1 (run.h), or null */
} level_set;

/* What is met on the way: where a value equals the one before, and the sum of all. */
typedef struct {
    vec_bits equal;
    vec sum;
} level_findings;

/* One vector of every level. The first `near` have halves that reach into what the vector before held of each, `before`; those of
 * the others lie on their tapes. */
INLINE void combine_at(const level_set *set, size_t i, uint32_t levels, uint32_t unread, vec *before,
                       combine_vectors *combine, level_findings *found)
{
    const uint32_t near = levels < LEVELS_IN_REGISTERS ? levels : LEVELS_IN_REGISTERS;
    vec now = load(set->level[0] + i);
    found->sum += now;
    for (uint32_t k = 0; k < near; k++) {
        const vec older = earlier(before[k], now, 1 << k);
        if (k == 0) found->equal |= now == older;
        before[k] = now;
        now = combine(now, older);
        if (k + 1 == LEVELS_IN_REGISTERS || !(unread >> k & 1)) store(set->level[k + 1] + i, now);
    }
    for (uint32_t k = near; k < levels; k++) {
        now = combine(now, load(set->level[k] + i - ((size_t)1 << k)));
        store(set->level[k + 1] + i, now);
    }
}

/* Some vectors of every level, and of the runs. */
INLINE double combine_stride(const level_set *set, size_t i, int vectors, uint32_t levels, uint32_t unread, vec *before,
                             combine_vectors *combine, double run, vec *sum)
{
    level_findings found = { { 0 }, *sum };
    for (int k = 0; set->far && k < vectors * LANES; k += BW_CACHE_LINE_VALUES)
        fetch_of_next_block(set->far, set->level[0] + i + k);
    for (int k = 0; k < vectors; k++) combine_at(set, i + k * LANES, levels, unread, before, combine, &found);
    *sum = found.sum;
    return set->run ? store_runs(set->level[0] + i, set->run + i, vectors, found.equal, run) : 0;
}

INLINE void load_before(const level_set *set, size_t i, uint32_t levels, vec *before)
{
    for (uint32_t k = 0; k < LEVELS_IN_REGISTERS && k < levels; k++) before[k] = load(set->level[k] + i - LANES);
}

/* Whether all new values are finite. */
INLINE bool combine_levels_of(const level_set *set, uint32_t levels, size_t n, combine_vectors *combine)
{
    enum { STRIDE = 4 };
    vec before[LEVELS_IN_REGISTERS], sum = { 0 };
    double run = set->run ? run_before(set->run) : 0;
    size_t i = 0;
    load_before(set, i, levels, before);
    for (; i + (STRIDE + 2) * LANES <= n; i += STRIDE * LANES)
        run = combine_stride(set, i, STRIDE, levels, set->unread, before, combine, run, &sum);
    /* The last two vectors are stored whole, for the rest or the next call to look back on. */
    for (; i + LANES <= n; i += LANES) run = combine_stride(set, i, 1, levels, 0, before, combine, run, &sum);
    if (i == n) return all_are_finite(sum);
    i = within(i, n);
    load_before(set, i, levels, before);
    combine_stride(set, i, 1, levels, 0, before, combine, set->run ? run_before(set->run + i) : 0, &sum);
    return all_are_finite(sum);
}

/* All levels in one pass: small halves come from registers, since a load that spans two fresh stores has to wait for both.
 * For the usual lengths of windows the loop over the levels is unrolled. */
INLINE bool combine_levels(const level_set *set, size_t n, combine_vectors *combine)
{
    switch (HAS_COPIES ? set->levels : 0) {
    case 1: return combine_levels_of(set, 1, n, combine);
    case 2: return combine_levels_of(set, 2, n, combine);
    case 3: return combine_levels_of(set, 3, n, combine);
    case 4: return combine_levels_of(set, 4, n, combine);
    case 5: return combine_levels_of(set, 5, n, combine);
    case 6: return combine_levels_of(set, 6, n, combine);
    case 7: return combine_levels_of(set, 7, n, combine);
    default: return combine_levels_of(set, set->levels, n, combine);
    }
}

/* The levels of a node whose outputs from `first` on are these. Field by field: a struct that is copied as a whole is read back
 * wider than it was stored, and that has to wait. */
INLINE void set_levels(level_set *set, const bw_step *s, uint32_t first, double *run)
{
    set->level[0] = (double *)s->in[0];
    set->levels = s->node->levels - first;
    set->unread = s->node->unread >> first;
    set->run = run;
    set->far = fetching_step(s);
    for (uint32_t k = 0; k < set->levels; k++) set->level[k + 1] = s->out[first + k];
}

INLINE void combine_levels_of_one(const bw_step *s, uint32_t first, size_t i,
                                  double (*combine)(double newer, double older))
{
    const double *x = s->in[0] + i;
    for (uint32_t k = first; k < s->node->levels; k++) {
        double *out = s->out[k] + i;
        *out = combine(*x, *(x - ((size_t)1 << (k - first))));
        x = out;
    }
}

#endif
