/* The difference of two smoothings of a column or of what a step before made (smooth_difference.h). */
#include "numerics.h"
#include "smooth_difference.h"

INLINE groups lot_of_series(void *source, size_t from)
{
    return load_groups((const double *)source + from);
}

INLINE groups rest_of_series(void *source, size_t from, size_t rest)
{
    double room[LOT];
    const double *x = (const double *)source + from;
    return load_groups(rest < LOT ? fill_lot(room, x, rest) : x);
}

static void smooth_difference_one(const bw_step *step, size_t i)
{
    step->out[0][i] = difference_of_value(step->state, step->in[0][i], tables_of(step));
}

/* Compiled twice, so that without anything to fetch nothing is asked in the loop. */
static void smooth_difference(const bw_step *step)
{
    difference_state *s = step->state;
    size_t i = 0;
    for (; i < step->n && (!s->is_started || s->chain[0].open); i++) smooth_difference_one(step, i);
    if (i == step->n) return;
    const bw_next_bars *next = next_to_fetch(step);
    double *x = (double *)step->in[0] + i, *out = step->out[0] + i;
    if (next) difference_of_groups(s, x, lot_of_series, rest_of_series, out, step->n - i, tables_of(step), next);
    else difference_of_groups(s, x, lot_of_series, rest_of_series, out, step->n - i, tables_of(step), NULL);
}

/* Settings: the rates. */
static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
    const double *rate = node->setting;
    return settling_bars(rate[0] < rate[1] ? rate[0] : rate[1], tolerance);
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    return is_difference_state(state);
}

const bw_operator BW_ROW(smooth_difference) = {
    .name = "smooth_difference",
    .outputs = 1,
    .stateful = true,
    .last_tells = true,
    .fetches_next = true,
    .state_size = sizeof(difference_state),
    .warm_up = bw_no_warm_up,
    .settling = settling,
    .valid = valid,
    .advance = smooth_difference,
    .one = smooth_difference_one,
};
