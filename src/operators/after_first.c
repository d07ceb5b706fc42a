/* The series without its first values, of which setting 0 says how many: what comes after starts as many bars later. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

typedef struct {
    uint64_t dropped;
} after_first_state;

static size_t dropped_at_first(const bw_node *node, uint32_t output)
{
    (void)output;
    return (size_t)node->setting[0];
}

static void after_first_one(const bw_step *s, size_t i)
{
    after_first_state *state = s->state;
    const bool is_first = state->dropped < dropped_at_first(s->node, 0);
    state->dropped += is_first;
    s->out[0][i] = is_first ? BW_NAN : s->in[0][i];
}

static void after_first(const bw_step *s)
{
    const after_first_state *state = s->state;
    size_t i = 0;
    for (; i < s->n && state->dropped < dropped_at_first(s->node, 0); i++) after_first_one(s, i);
    memcpy(s->out[0] + i, s->in[0] + i, (s->n - i) * sizeof(double));
}

static bool valid(const bw_node *node, const void *state)
{
    return ((const after_first_state *)state)->dropped <= dropped_at_first(node, 0);
}

const bw_operator BW_ROW(after_first) = {
    .name = "after_first",
    .outputs = 1,
    .stateful = true,
    .ends_tell = true,
    .state_size = sizeof(after_first_state),
    .warm_up = dropped_at_first,
    .valid = valid,
    .advance = after_first,
    .one = after_first_one,
};
