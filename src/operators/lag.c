/* The value of some bars ago. Setting 0: how many. */
#include "numerics.h"
#include "missing_values.h"
#include "operator.h"

static size_t bars(const bw_node *node, uint32_t input)
{
    (void)input;
    return (size_t)node->setting[0];
}

static void lag(const bw_step *s)
{
    memcpy(s->out[0], s->in[0] - bars(s->node, 0), s->n * sizeof(double));
}

/* Of what it copies, and of the newest values, which it does not. */
static bool lag_and_tell(const bw_step *s)
{
    const double *x = s->in[0];
    const size_t back = bars(s->node, 0), newest = back < s->n ? back : s->n;
    const bool older = copy_and_tell(s->out[0], x - back, s->n);
    return older && all_finite(x + s->n - newest, newest);
}

static void lag_one(const bw_step *s, size_t i)
{
    s->out[0][i] = s->in[0][i - bars(s->node, 0)];
}

const bw_operator BW_ROW(lag) = {
    .name = "lag",
    .outputs = 1,
    .keeps_present = true,
    .is_older_input = true,
    .history = bars,
    .advance = lag,
    .advance_and_tell = lag_and_tell,
    .one = lag_one,
};
