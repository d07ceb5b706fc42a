/* Means with weights that lie on a straight line, from the sum S of a window and W = sum k * x[k], k = 1 of the oldest bar to the
 * window's length of the newest. A newer window and b bars before it join to
 *
 *   W = (W(newer) + b * S(newer)) + W(older),   S = S(newer) + S(older)
 *
 * and a window is a sum of W + w * S over its parts, with the weight w that the bar before a part has, in units of the step from
 * bar to bar; times a factor. As with the plain sum (window_sum.c) the error is some roundings of the size of x, and a flat
 * window's mean is its value. */
#include "numerics.h"
#include "flat.h"
#include "moment_windows.h"
#include "operator.h"

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

static const level_kind ramps = { two_bars, join_halves, .fetches = false };

MOMENT_LEVELS(ramp_levels, ramps)

const bw_operator BW_ROW(ramp_levels) = {
    .name = "ramp_levels",
    MOMENT_LEVELS_FIELDS(ramp_levels),
};

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
enum { FAST };       /* beside */

INLINE window_values weighted(window_moments window, vec newest, const vec *beside, const double *setting)
{
    (void)newest, (void)beside;
    return (window_values){ { window.moment * setting[FACTOR] } };
}

/* Another mean, led by how far it is from this one. */
INLINE window_values led(window_moments window, vec newest, const vec *beside, const double *setting)
{
    const vec fast = beside[FAST];
    return (window_values){ { fast + (fast - weighted(window, newest, beside, setting).value[0]) } };
}

/* A flat window is looked for in the source. */
static size_t history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? window_of(node) - 1 : moment_window_history(node, input);
}

#define OF_RAMP(row, result)                                                                                                  \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        window_of_moments(s, 1, windows_of_ramps, result);                                                                    \
        keep_flat_values(s->in[SOURCE], s->out[0], s->n, window_of(s->node), 1);                                                 \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        window_of_moments_one(s, i, 1, windows_of_ramps, result);                                                             \
        keep_flat_value(s->in[SOURCE] + i, s->out[0] + i, window_of(s->node), 1);                                                \
    }
#define OF_RAMP_FIELDS(row) .outputs = 1, .history = history, .advance = row, .one = row##_one

OF_RAMP(window_ramp, weighted)
OF_RAMP(led_by_ramp, led)

const bw_operator BW_ROW(window_ramp) = {
    .name = "window_ramp",
    OF_RAMP_FIELDS(window_ramp),
};
const bw_operator BW_ROW(led_by_ramp) = {
    .name = "led_by_ramp",
    OF_RAMP_FIELDS(led_by_ramp),
};
