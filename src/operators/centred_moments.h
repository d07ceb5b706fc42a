/* centred_moments.h: moments about a window's mean, from differences to its newest bar, so that the level of x is gone before
 * anything is rounded: D = sum of x[j] - x[t], and M. A window of a bars and, before it, one of b bars, whose newest bar lies
 * `change` from the newest of all, join to
 *
 *   S = D(b) + b * change                            the older one's sum about the newest bar
 *   M = M(a) + (M(b) + moment(S * (a / b) - D(a)))   a function of how far their means lie apart
 *   D = D(a) + S
 *
 * (Chan, Golub, LeVeque, Algorithms for Computing the Sample Variance, 1983). A flat window gives exactly 0. */
#ifndef BW_CENTRED_MOMENTS_H
#define BW_CENTRED_MOMENTS_H

#include "moment_windows.h"

/* What the distance of two means, times the newer window's length, adds to the moment. */
typedef vec moment_of_distance(vec distance, double factor);

/* factors: b, a / b, and that of the moment. */
INLINE window_moments join_centred(window_moments newer, window_moments older, vec change, part_factors factors,
                                   moment_of_distance *moment)
{
    const vec sum = older.sum + factors.change * change;
    const vec distance = sum * factors.sum - newer.sum;
    return (window_moments){ newer.sum + sum, newer.moment + (older.moment + moment(distance, factors.moment)) };
}

INLINE window_moments nothing_of_bar(vec x)
{
    (void)x;
    return (window_moments){ { 0 }, { 0 } };
}

#endif
