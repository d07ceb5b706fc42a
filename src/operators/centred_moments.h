/* centred_moments.h: sums of differences from a window's newest bar, so that the level of x is gone before anything is rounded:
 * D = sum of x[j] - x[t], and a moment M about the window's mean. Windows of a bars and, before them, b bars, whose newest bar
 * lies `change` from the newest one, join to
 *
 *   S = D(b) + b * change                            the older one's sum about the newest bar
 *   M = M(a) + (M(b) + moment(S * (a / b) - D(a)))   a function of how far their means lie apart
 *   D = D(a) + S
 *
 * (Chan, Golub, LeVeque, Algorithms for Computing the Sample Variance, 1983). A flat window gives exactly 0. */
#ifndef BW_CENTRED_MOMENTS_H
#define BW_CENTRED_MOMENTS_H

#include "moment_levels.h"

/* What the distance of two means, times the newer window's length, adds to the moment. */
typedef vec moment_of_distance(vec distance, double factor);

INLINE window_moments nothing_of_bar(vec x)
{
    (void)x;
    return (window_moments){ { 0 }, { 0 } };
}

INLINE window_moments join_centred(window_moments newer, window_moments older, vec change, window_lengths lengths,
                                   moment_of_distance *moment)
{
    const vec sum = older.sum + lengths.older_bars * change;
    const vec distance = sum * lengths.ratio - newer.sum;
    return (window_moments){ newer.sum + sum, newer.moment + (older.moment + moment(distance, lengths.factor)) };
}

#endif
