/* smooth_group.h: how a smoothing goes from one group of eight values to the next (smooth.c, smooth_by.c).
 *
 * Its excess is what y lies above the group's base before the group. Of the group before, step = v[7] + (base - next base) is what comes
 * to it and lost = q[7] the share of it that is lost:
 *
 *   next excess = (excess + step) - excess * lost
 *
 * Groups are taken in pairs, as two of these one after the other would be long to wait for: with `before`, the excess of the last group
 * of the pair before,
 *
 *   first:   excess = (before + step) - before * lost
 *   second:  excess = (before + ((first step + step) - first step * lost)) - before * ((first lost + lost) - first lost * lost)
 *
 * An excess below 2^-960 becomes 0, so that decaying values do not end as denormal numbers, which do not decay and are slow. */
#ifndef BW_SMOOTH_GROUP_H
#define BW_SMOOTH_GROUP_H

#include "groups.h"
#include "operator.h"

enum { PAIR = 2 * GROUP };

static const double LEAST_EXCESS = 0x1p-960;

/* open: values in the pair that is not complete, else 0. step, lost: what led to the pair's first group. */
typedef struct {
    uint64_t open;
    double excess, before, step, lost;
} group_chain;

/* A value more. Gives its place in its group; of the first of a group, the step and what is lost lead to it. */
INLINE uint64_t next_place(group_chain *c, double step, double lost)
{
    const uint64_t place = c->open;
    c->open = (place + 1) % PAIR;
    if (place % GROUP) return place % GROUP;
    if (place == 0) {
        c->before = c->excess;
        c->step = step;
        c->lost = lost;
    } else {
        step = (c->step + step) - c->step * lost;
        lost = (c->lost + lost) - c->lost * lost;
    }
    const double next = (c->before + step) - c->before * lost;
    c->excess = __builtin_fabs(next) < LEAST_EXCESS ? 0 : next;
    return 0;
}

/* In both lanes of each pair, that of the first; and of the first from a, of the second from b. */
#if VECTOR_BYTES == 64
#define FIRST_OF_PAIRS(v) SHUFFLE(v, v, 0, 0, 2, 2, 4, 4, 6, 6)
#define FIRST_AND_SECOND(a, b) SHUFFLE(a, b, 0, 9, 2, 11, 4, 13, 6, 15)
#elif VECTOR_BYTES == 32
#define FIRST_OF_PAIRS(v) SHUFFLE(v, v, 0, 0, 2, 2)
#define FIRST_AND_SECOND(a, b) SHUFFLE(a, b, 0, 5, 2, 7)
#else
#define FIRST_OF_PAIRS(v) SHUFFLE(v, v, 0, 0)
#define FIRST_AND_SECOND(a, b) SHUFFLE(a, b, 0, 3)
#endif

INLINE vec joined_steps(vec step, vec lost)
{
    const vec first = FIRST_OF_PAIRS(step);
    return FIRST_AND_SECOND(step, (first + step) - first * lost);
}

/* Of some groups (groups.h). */
typedef struct {
    vec excess, before;
} group_excess;

INLINE group_excess excess_in_order(double *carried, vec step, vec lost, bool is_tiny)
{
    double before[LANES], next = *carried;
    for (int g = 0; g < LANES; g += 2) {
        before[g] = before[g + 1] = next;
        next = (next + step[g + 1]) - next * lost[g + 1];
        if (is_tiny && __builtin_fabs(next) < LEAST_EXCESS) next = 0;
    }
    *carried = next;
    const vec then = from_lanes(before), excess = (then + step) - then * lost;
    return (group_excess){ is_tiny ? only_where(magnitude(excess) >= broadcast(LEAST_EXCESS), excess) : excess, then };
}

/* `carried` is the excess of the group before the first, and becomes that of the last. */
INLINE group_excess excess_of_groups(double *carried, vec step, vec lost)
{
    const double before = *carried;
    const vec steps = joined_steps(step, lost), losts = joined_steps(lost, lost);
    const group_excess e = excess_in_order(carried, steps, losts, false);
    if (__builtin_expect(!any(magnitude(e.excess) < broadcast(LEAST_EXCESS)), 1)) return e;
    *carried = before;
    return excess_in_order(carried, steps, losts, true);
}

/* The chain after a last group in that lane, of which `values` have come. */
INLINE void keep_chain(group_chain *c, group_excess e, vec step, vec lost, size_t lane, size_t values)
{
    c->open = (lane % 2 * GROUP + values) % PAIR;
    c->excess = e.excess[lane];
    c->before = e.before[lane];
    c->step = step[lane - lane % 2];
    c->lost = lost[lane - lane % 2];
}

/* The least number of bars with (1 - rate)^bars ≤ tolerance, digit by digit; a rate of 0 says nothing. */
INLINE size_t settling_bars(double rate, double tolerance)
{
    enum { DIGITS = 40 };
    double power[DIGITS], decay = 1;
    size_t bars = 0;
    if (rate == 0) return BW_NEVER;
    power[0] = 1 - rate;
    for (int k = 1; k < DIGITS; k++) power[k] = power[k - 1] * power[k - 1];
    for (int k = DIGITS - 1; k >= 0; k--) {
        if (decay * power[k] <= tolerance) continue;
        decay *= power[k];
        bars += (size_t)1 << k;
    }
    return bars + 1;
}

#endif
