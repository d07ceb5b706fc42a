/* Variance and standard deviation of a window, from the sum of squared deviations from its mean (centred_moments.h). */
#include "numerics.h"
#include "centred_moments.h"
#include "moment_windows.h"
#include "operator.h"

/* Two windows' means at a distance d, times the newer one's length a, add d * d * (b / (a * (a + b))). Multiplied so that the
 * square of something large does not overflow before it is made small. */
INLINE vec square(vec distance, double factor)
{
    return distance * factor * distance;
}

INLINE double square_factor(double newer_bars, double older_bars)
{
    return older_bars / (newer_bars * (newer_bars + older_bars));
}

INLINE window_moments two_bars(vec newer, vec older)
{
    const vec change = older - newer;
    return (window_moments){ change, square(change, 0.5) };
}

INLINE window_moments join_squares(window_moments newer, window_moments older, vec change, window_lengths lengths)
{
    return join_centred(newer, older, change, lengths, square);
}

static const moment_kind squares = { nothing_of_bar, two_bars, join_squares, square_factor };

static void spread_levels(const bw_step *s)
{
    join_levels(s, squares);
}

static void spread_levels_one(const bw_step *s, size_t i)
{
    join_levels_of_one(s, i, squares);
}

const bw_operator BW_ROW(spread_levels) = {
    .name = "spread_levels",
    .outputs = VALUES * BW_LEVELS,
    .history = moment_levels_history,
    .own_history = moment_levels_own_history,
    .warm_up = moment_levels_warm_up,
    .advance = spread_levels,
    .one = spread_levels_one,
};

enum { DIVISOR, UP, DOWN }; /* settings: one over what the sum is divided by; how many deviations */

INLINE window_values variance(window_moments window, vec beside, const double *setting)
{
    (void)beside;
    return (window_values){ { window.moment * broadcast(setting[DIVISOR]) } };
}

INLINE window_values deviation(window_moments window, vec beside, const double *setting)
{
    return (window_values){ { square_root_of(variance(window, beside, setting).value[0]) } };
}

/* A square root takes its time, in which the bands come for free. */
INLINE window_values bands(window_moments window, vec middle, const double *setting)
{
    const vec distance = deviation(window, middle, setting).value[0];
    return (window_values){ { middle + distance * setting[UP], middle - distance * setting[DOWN] } };
}

static void window_variance(const bw_step *s)
{
    window_of_moments(s, 1, squares, variance);
}

static void window_variance_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 1, squares, variance);
}

static void window_deviation(const bw_step *s)
{
    window_of_moments(s, 1, squares, deviation);
}

static void window_deviation_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 1, squares, deviation);
}

static void deviation_bands(const bw_step *s)
{
    window_of_moments(s, 2, squares, bands);
}

static void deviation_bands_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 2, squares, bands);
}

const bw_operator BW_ROW(window_variance) = {
    .name = "window_variance",
    .outputs = 1,
    .history = moment_window_history,
    .advance = window_variance,
    .one = window_variance_one,
};
const bw_operator BW_ROW(window_deviation) = {
    .name = "window_deviation",
    .outputs = 1,
    .history = moment_window_history,
    .advance = window_deviation,
    .one = window_deviation_one,
};
const bw_operator BW_ROW(deviation_bands) = {
    .name = "deviation_bands",
    .outputs = 2,
    .history = moment_window_history,
    .advance = deviation_bands,
    .one = deviation_bands_one,
};
