/* smooth_group.h: how a smoothing goes from one group of eight values to the next (smooth.c, smooth_by.c). */
#ifndef BW_SMOOTH_GROUP_H
#define BW_SMOOTH_GROUP_H

#include "choice.h"
#include "groups.h"
#include "operator.h"

/* Where the latest complete group left off; next_base is the first value of the next, last and last_q the v and the q of the last. */
INLINE double next_excess(double excess, double last, double base, double next_base, double last_q)
{
    return dropped_if_least((excess + (last + (base - next_base))) - excess * last_q);
}

/* The excess of each of some groups (groups.h), one after the other: from the excess of the group before the first, and, of the group
 * before each, last + (base - next_base) and last_q. */
INLINE vec excess_in_order(double *excess, vec step, vec last_q, int groups, bool is_tiny)
{
    double e[LANES], before = *excess;
    for (int g = 0; g < groups; g++) {
        before = (before + step[g]) - before * last_q[g];
        if (is_tiny) before = dropped_if_least(before);
        e[g] = before;
    }
    for (int g = groups; g < LANES; g++) e[g] = before;
    *excess = before;
    return from_lanes(e);
}

INLINE vec excess_of_some_groups(double *excess, vec step, vec last_q, int groups)
{
    const double before = *excess;
    const vec e = excess_in_order(excess, step, last_q, groups, false);
    if (__builtin_expect(!any(magnitude(e) < broadcast(LEAST_CARRIED)), 1)) return e;
    *excess = before;
    return excess_in_order(excess, step, last_q, groups, true);
}

INLINE vec excess_of_groups(double *excess, vec step, vec last_q)
{
    return excess_of_some_groups(excess, step, last_q, LANES);
}

/* Of the last lot up to the group that is in this lane: what one waits for in a short series. */
INLINE vec excess_of_last_groups(double *excess, vec step, vec last_q, size_t lane)
{
    return lane < LANES / 2 ? excess_of_some_groups(excess, step, last_q, LANES / 2)
                            : excess_of_some_groups(excess, step, last_q, LANES);
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
