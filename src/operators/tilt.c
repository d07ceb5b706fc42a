/* The slope of a window, and what else is a sum of differences with weights on a straight line.
 *
 * The levels have the moment C = sum ((h - 1) / 2 - j) * x[t-j] of h bars (centred_moments.h). A window is a sum over its parts of
 * b bars, `ago` bars back:
 *
 *   sum of C + w * D + w * b * change
 *
 * with the weight w of the part's middle, in units of the step from bar to bar; times a factor. */
#include "numerics.h"
#include "centred_moments.h"
#include "operator.h"

/* Two windows' means at a distance d, times the newer one's length, take d * b / 2 away: the older one's bars weigh less. */
INLINE vec product(vec distance, double factor)
{
    return distance * factor;
}

INLINE window_moments two_bars(vec newer, vec older)
{
    const vec change = older - newer;
    return (window_moments){ change, product(change, -0.5) };
}

INLINE window_moments join_halves(window_moments newer, window_moments older, vec change, double half)
{
    return join_centred(newer, older, change, (part_factors){ half, 1, -0.5 * half }, product);
}

static const level_kind tilts = { two_bars, join_halves, .needs_change = true, .fetches = false };

MOMENT_LEVELS(tilt_levels, tilts)

const bw_operator BW_ROW(tilt_levels) = {
    .name = "tilt_levels",
    MOMENT_LEVELS_FIELDS(tilt_levels),
};

INLINE window_moments newest_part(window_moments part, part_factors factors)
{
    part.moment = part.moment + part.sum * factors.sum;
    return part;
}

INLINE window_moments add_part(window_moments newer, window_moments part, vec change, part_factors factors)
{
    newer.moment = newer.moment + (newest_part(part, factors).moment + change * factors.change);
    return newer;
}

static const window_kind windows_of_tilts = { nothing_of_bar, newest_part, add_part };

enum { FACTOR = 1 }; /* setting */

INLINE window_values tilt(window_moments window, vec newest, const vec *beside, const double *setting)
{
    (void)newest, (void)beside;
    return (window_values){ { window.moment * broadcast(setting[FACTOR]) } };
}

static void window_tilt(const bw_step *s)
{
    window_of_moments(s, 1, windows_of_tilts, tilt);
}

static void window_tilt_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 1, windows_of_tilts, tilt);
}

const bw_operator BW_ROW(window_tilt) = {
    .name = "window_tilt",
    .outputs = 1,
    .history = moment_window_history,
    .advance = window_tilt,
    .one = window_tilt_one,
};
