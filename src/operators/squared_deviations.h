/* squared_deviations.h: the sum of squared deviations from a window's mean, as a moment (centred_moments.h). */
#ifndef BW_SQUARED_DEVIATIONS_H
#define BW_SQUARED_DEVIATIONS_H

#include "centred_moments.h"
#include "square_factors.h"

/* Two windows' means at a distance d, times the newer one's length a, add d * d * (b / (a * (a + b))). Multiplied so that the
 * square of something large does not overflow before it is made small. */
INLINE vec square(vec distance, double factor)
{
    return distance * factor * distance;
}

INLINE window_moments two_bars(vec newer, vec older)
{
    const vec change = older - newer;
    return (window_moments){ change, square(change, 0.5) };
}

INLINE window_moments join_squares(window_moments newer, window_moments older, vec change, part_factors factors)
{
    return join_centred(newer, older, change, factors, square);
}

INLINE window_moments join_halves(window_moments newer, window_moments older, vec change, double half)
{
    return join_squares(newer, older, change, (part_factors){ half, 1, 0.5 / half });
}

INLINE part_factors factors_of_part(uint32_t ago, uint32_t bars)
{
    double factor[SQUARE_FACTORS];
    bw_square_factors(ago, bars, factor);
    return (part_factors){ factor[0], factor[1], factor[2] };
}

#endif
