/* What Ehlers's Fisher transform is made of beside the transform itself.
 *
 * Input of `clipped_average`: where a price is between the extremes of its window, 0 … 1.
 *
 *   x = 0.66 (position - 0.5) + 0.67 x before        beyond ±0.99 it is ±0.999, where the transform is large but finite */
#include "numerics.h"
#include "elementwise.h"
#include "logarithm.h"
#include "machine.h"

typedef struct {
    double x;
} clipped_average_state;

typedef struct {
    double rate, keep, most, clipped;
} clipped_average_rule;

INLINE void clipped_average_step(clipped_average_state *state, const bw_step *s, size_t i)
{
    const clipped_average_rule *rule = (const clipped_average_rule *)s->table;
    double x = (s->in[0][i] - 0.5) * rule->rate + rule->keep * state->x;
    if (__builtin_expect(__builtin_fabs(x) > rule->most, 0)) {
        KEEP_JUMP();
        x = __builtin_copysign(rule->clipped, x);
    }
    s->out[0][i] = state->x = x;
}

MACHINE(clipped_average, 1, 1);

/* What it still remembers of its start the transform enlarges by up to 1 / (1 - 0.999²). */
static size_t clipped_average_settling(const bw_node *node, double tolerance)
{
    (void)node;
    size_t bars = 0;
    for (double rest = 500; rest > tolerance; rest *= 0.67) bars++;
    return bars;
}

const bw_operator BW_ROW(clipped_average) = {
    .name = "clipped_average",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(clipped_average_state),
    .settling = clipped_average_settling,
    .advance = clipped_average_advance,
    .one = clipped_average_one,
};

/* The inverse hyperbolic tangent. */
INLINE vec fisher_transform_of(vec x)
{
    return 0.5 * logarithm_of((1 + x) / (1 - x));
}

VECTORWISE(fisher_transform, fisher_transform_of);

/* y = x + keep * y before, from 0. Outputs: y, and y before. */
typedef struct {
    double y;
} fading_sum_state;

typedef struct {
    double keep;
} fading_sum_rule;

INLINE void fading_sum_step(fading_sum_state *state, const bw_step *s, size_t i)
{
    const fading_sum_rule *rule = (const fading_sum_rule *)s->table;
    s->out[1][i] = state->y;
    s->out[0][i] = state->y = s->in[0][i] + rule->keep * state->y;
}

MACHINE(fading_sum, 1, 2);

static size_t fading_sum_settling(const bw_node *node, double tolerance)
{
    (void)node;
    size_t bars = 0;
    for (double rest = 1; rest > tolerance; rest /= 2) bars++;
    return bars;
}

const bw_operator BW_ROW(fading_sum) = {
    .name = "fading_sum",
    .outputs = 2,
    .stateful = true,
    .state_size = sizeof(fading_sum_state),
    .settling = fading_sum_settling,
    .advance = fading_sum_advance,
    .one = fading_sum_one,
};
