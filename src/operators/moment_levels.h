/* moment_levels.h: levels (levels.h) of windows of which two values are known: a sum and a moment, whatever an operator takes
 * for these. Two neighbouring windows, a newer and an older, are joined to one. */
#ifndef BW_MOMENT_LEVELS_H
#define BW_MOMENT_LEVELS_H

#include "levels.h"

enum { VALUES = 2 }; /* a level; output 2 k spans bw_level_bars(k), and so does the next */

/* Of LANES windows side by side. */
typedef struct {
    vec sum, moment;
} window_moments;

/* What they are of two bars, and of two windows of `half` bars whose newest bars lie `change` from each other. */
typedef struct {
    window_moments (*of_two_bars)(vec newer, vec older);
    window_moments (*join)(window_moments newer, window_moments older, vec change, double half);
    bool needs_change;
    bool fetches; /* a far column, if that is left to it: it leaves registers for that */
} level_kind;

static inline size_t moment_levels_own_history(const bw_node *node, uint32_t output)
{
    return output + VALUES < node->levels ? bw_level_bars(output / VALUES) : 0;
}

static inline size_t moment_levels_warm_up(const bw_node *node, uint32_t output)
{
    (void)node;
    return bw_level_bars(output / VALUES) - 1;
}

/* Half of the longest window; whole vectors are read. */
static inline size_t moment_levels_history(const bw_node *node, uint32_t input)
{
    (void)input;
    const size_t half = bw_level_bars((node->levels - 1) / VALUES) / 2;
    return half < GROUP ? GROUP : half;
}

/* Level 0 is a bar alone. Bit k of `unread`: nobody else reads level k. */
typedef struct {
    const double *x;
    double *sum[BW_LEVELS + 1], *moment[BW_LEVELS + 1];
    uint32_t levels, unread;
    const bw_step *far; /* the step, if it is the one to fetch its column, or null */
} moment_level_set;

INLINE window_moments load_moments(const moment_level_set *set, uint32_t k, size_t i)
{
    return (window_moments){ load(set->sum[k] + i), load(set->moment[k] + i) };
}

/* One vector of every level. Halves that reach into what the vector before held of a level, `before`, come from registers. */
INLINE void join_levels_at(const moment_level_set *set, size_t i, uint32_t levels, uint32_t unread,
                           window_moments *before, level_kind kind, vec *read)
{
    const double *x = set->x + i;
    const vec newest = load(x);
    *read += newest;
    window_moments now = kind.of_two_bars(newest, load(x - 1));
    for (uint32_t k = 1; k <= levels; k++) {
        const size_t half = (size_t)1 << k;
        const bool is_near = k < LEVELS_IN_REGISTERS;
        if (!is_near || !(unread >> k & 1)) {
            store(set->sum[k] + i, now.sum);
            store(set->moment[k] + i, now.moment);
        }
        if (k == levels) break;
        const window_moments older = is_near ? (window_moments){ earlier(before[k].sum, now.sum, 1 << k),
                                                                 earlier(before[k].moment, now.moment, 1 << k) }
                                             : load_moments(set, k, i - half);
        if (is_near) before[k] = now;
        const vec change = kind.needs_change ? load(x - half) - newest : newest;
        now = kind.join(now, older, change, (double)half);
    }
}

INLINE void load_levels_before(const moment_level_set *set, size_t i, uint32_t levels, window_moments *before)
{
    for (uint32_t k = 1; k < LEVELS_IN_REGISTERS && k <= levels; k++) before[k] = load_moments(set, k, i - LANES);
}

/* Whether all new values are finite. */
INLINE bool join_levels_of(const moment_level_set *set, uint32_t levels, size_t n, level_kind kind)
{
    vec read = { 0 };
    /* No level is read that was not loaded, but that gcc sees at -O3 only. */
    window_moments before[LEVELS_IN_REGISTERS] = { { .sum = { 0 }, .moment = { 0 } } };
    size_t i = 0;
    load_levels_before(set, i, levels, before);
    for (; i + 3 * LANES <= n; i += LANES) {
        if (kind.fetches && set->far && i % BW_CACHE_LINE_VALUES == 0) fetch_of_next_block(set->far, set->x + i);
        join_levels_at(set, i, levels, set->unread, before, kind, &read);
    }
    /* The last two vectors are stored whole, for the rest or the next call to look back on. */
    for (; i + LANES <= n; i += LANES) join_levels_at(set, i, levels, 0, before, kind, &read);
    if (i < n) {
        i = within(i, n);
        load_levels_before(set, i, levels, before);
        join_levels_at(set, i, levels, 0, before, kind, &read);
    }
    return all_are_finite(read);
}

INLINE void set_moment_levels(moment_level_set *set, const bw_step *s)
{
    set->x = s->in[0];
    set->levels = (s->node->levels + 1) / VALUES;
    set->unread = 0;
    set->far = fetching_step(s);
    for (uint32_t k = 1; k <= set->levels; k++) {
        const uint32_t output = VALUES * (k - 1);
        set->sum[k] = s->out[output];
        set->moment[k] = s->out[output + 1];
        set->unread |= (s->node->unread >> output & s->node->unread >> (output + 1) & 1) << k;
    }
}

/* All levels in one pass; for the usual lengths of windows the loop over the levels is unrolled. */
INLINE bool join_all_levels(const moment_level_set *set, size_t n, level_kind kind)
{
    switch (HAS_COPIES ? set->levels : 0) {
    case 1: return join_levels_of(set, 1, n, kind);
    case 2: return join_levels_of(set, 2, n, kind);
    case 3: return join_levels_of(set, 3, n, kind);
    case 4: return join_levels_of(set, 4, n, kind);
    case 5: return join_levels_of(set, 5, n, kind);
    case 6: return join_levels_of(set, 6, n, kind);
    default: return join_levels_of(set, set->levels, n, kind);
    }
}

INLINE bool join_levels(const bw_step *s, level_kind kind)
{
    moment_level_set set;
    set_moment_levels(&set, s);
    return join_all_levels(&set, s->n, kind);
}

/* A value alone in its vector: a single bar takes the same steps. */
INLINE vec alone(const double *p)
{
    return (vec){ *p };
}

INLINE void join_levels_of_one(const bw_step *s, size_t i, level_kind kind)
{
    const double *x = s->in[0] + i;
    const vec newest = alone(x);
    window_moments now = kind.of_two_bars(newest, alone(x - 1));
    for (uint32_t output = 0;; output += VALUES) {
        double *sum = s->out[output] + i, *moments = s->out[output + 1] + i;
        *sum = now.sum[0];
        *moments = now.moment[0];
        if (output + VALUES >= s->node->levels) return;
        const size_t half = bw_level_bars(output / VALUES);
        const window_moments older = { alone(sum - half), alone(moments - half) };
        now = kind.join(now, older, alone(x - half) - newest, (double)(uint32_t)half);
    }
}

/* An operator's functions, and its row's fields but for the name. */
#define MOMENT_LEVELS(row, kind)                                                                                              \
    TELLING_FUNCTIONS(row, join_levels(s, kind), row##_and_tell(s))                                                           \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        join_levels_of_one(s, i, kind);                                                                                       \
    }
#define MOMENT_LEVELS_FIELDS(row)                                                                                             \
    .outputs = VALUES * BW_LEVELS, .history = moment_levels_history, .own_history = moment_levels_own_history,                \
    .warm_up = moment_levels_warm_up, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one

#endif
