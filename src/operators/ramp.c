/* Means with weights that lie on a straight line, of windows of any length (ramp.h). */
#include "numerics.h"
#include "flat.h"
#include "ramp.h"

MOMENT_LEVELS(ramp_levels, ramps)

const bw_operator BW_ROW(ramp_levels) = {
    .name = "ramp_levels",
    MOMENT_LEVELS_FIELDS(ramp_levels),
};

enum { FAST }; /* beside */

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
