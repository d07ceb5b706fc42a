/* ramp.h: means with weights that lie on a straight line, from the sum S of a window and W = sum k * x[k], k = 1 of the oldest bar to the
 * window's length of the newest. A newer window and b bars before it join to
 *
 *   W = (W(newer) + b * S(newer)) + W(older),   S = S(newer) + S(older)
 *
 * and a window is a sum of W + w * S over its parts, with the weight w that the bar before a part has, in units of the step from
 * bar to bar; times a factor. As with the plain sum (window_sum.c) the error is some roundings of the size of x, and a flat
 * window's mean is its value. */
#ifndef BW_RAMP_H
#define BW_RAMP_H

#include "moment_windows.h"

INLINE window_moments two_bars(vec newer, vec older)
{
    const vec sum = newer + older;
    return (window_moments){ sum, sum + newer };
}

INLINE window_moments join_halves(window_moments newer, window_moments older, vec change, double half)
{
    (void)change;
    return (window_moments){ newer.sum + older.sum, (newer.moment + half * newer.sum) + older.moment };
}

static const level_kind ramps = { two_bars, join_halves, .needs_change = false, .fetches = false };

INLINE window_moments bar(vec x)
{
    return (window_moments){ x, x };
}

INLINE window_moments newest_part(window_moments part, part_factors factors)
{
    part.moment = part.moment + part.sum * factors.sum;
    return part;
}

INLINE window_moments add_part(window_moments newer, window_moments part, vec change, part_factors factors)
{
    (void)change;
    newer.moment = newer.moment + newest_part(part, factors).moment;
    return newer;
}

static const window_kind windows_of_ramps = { bar, newest_part, add_part };

enum { FACTOR = 1 }; /* setting */

INLINE window_values weighted(window_moments window, vec newest, const vec *beside, const double *setting)
{
    (void)newest, (void)beside;
    return (window_values){ { window.moment * setting[FACTOR] } };
}

#endif
