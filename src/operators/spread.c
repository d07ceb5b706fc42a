/* Variance and standard deviation of a window, from the sum of squared deviations from its mean (squared_deviations.h). */
#include "numerics.h"
#include "squared_deviations.h"

INLINE window_moments as_it_is(window_moments part, part_factors factors)
{
    (void)factors;
    return part;
}

static const level_kind squares = { two_bars, join_halves, .needs_change = true, .fetches = true };
static const window_kind windows_of_squares = { nothing_of_bar, as_it_is, join_squares };

MOMENT_LEVELS(spread_levels, squares)

const bw_operator BW_ROW(spread_levels) = {
    .name = "spread_levels",
    MOMENT_LEVELS_FIELDS(spread_levels),
};

enum { DIVISOR = 1, UP, DOWN }; /* settings: one over what the sum is divided by; how many deviations */

INLINE window_values variance(window_moments window, vec newest, const vec *beside, const double *setting)
{
    (void)newest, (void)beside;
    return (window_values){ { window.moment * broadcast(setting[DIVISOR]) } };
}

INLINE window_values deviation(window_moments window, vec newest, const vec *beside, const double *setting)
{
    return (window_values){ { square_root_of(variance(window, newest, beside, setting).value[0]) } };
}

/* A square root takes its time, in which the bands come for free. */
INLINE window_values bands(window_moments window, vec newest, const vec *beside, const double *setting)
{
    const vec middle = beside[0], distance = deviation(window, newest, beside, setting).value[0];
    return (window_values){ { middle + distance * setting[UP], middle - distance * setting[DOWN] } };
}

static void window_variance(const bw_step *s)
{
    window_of_moments(s, 1, windows_of_squares, variance);
}

static void window_variance_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 1, windows_of_squares, variance);
}

static void window_deviation(const bw_step *s)
{
    window_of_moments(s, 1, windows_of_squares, deviation);
}

static void window_deviation_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 1, windows_of_squares, deviation);
}

static void deviation_bands(const bw_step *s)
{
    window_of_moments(s, 2, windows_of_squares, bands);
}

static void deviation_bands_one(const bw_step *s, size_t i)
{
    window_of_moments_one(s, i, 2, windows_of_squares, bands);
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
