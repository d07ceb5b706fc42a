/* The value at the bar before; at the first bar another one. Bars that miss one of the two are no bars. Inputs: the series, and what
 * the first bar has. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

typedef struct {
    uint64_t is_started;
    double before;
} previous_state;

static void previous_one(const bw_step *s, size_t i)
{
    previous_state *state = s->state;
    s->out[0][i] = state->is_started ? state->before : s->in[1][i];
    state->is_started = 1;
    state->before = s->in[0][i];
}

static void previous(const bw_step *s)
{
    previous_state *state = s->state;
    previous_one(s, 0);
    memcpy(s->out[0] + 1, s->in[0], (s->n - 1) * sizeof(double));
    state->before = s->in[0][s->n - 1];
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    return ((const previous_state *)state)->is_started <= 1;
}

const bw_operator BW_ROW(previous) = {
    .name = "previous",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(previous_state),
    .warm_up = bw_no_warm_up,
    .valid = valid,
    .advance = previous,
    .one = previous_one,
};
