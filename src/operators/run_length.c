/* For how many bars the value has been the same (run.h). All windows on a series that need it share it. */
#include "numerics.h"
#include "operator.h"
#include "run.h"

static size_t one(const bw_node *node, uint32_t which)
{
    (void)node, (void)which;
    return 1;
}

static size_t none(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 0;
}

static void run_length(const bw_step *s)
{
    const double *x = s->in[0];
    double *run = s->out[0], carry = run_before(run);
    const size_t n = s->n;
    size_t i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES) {
        vec_bits equal = { 0 };
        for (int k = 0; k < 4; k++) equal |= equals_before(x + i + k * LANES);
        carry = store_runs(x + i, run + i, 4, equal, carry);
    }
    for (; i + LANES <= n; i += LANES) carry = store_runs(x + i, run + i, 1, equals_before(x + i), carry);
    if (i == n) return;
    i = within(i, n);
    store_runs(x + i, run + i, 1, equals_before(x + i), run_before(run + i));
}

static void run_length_one(const bw_step *s, size_t i)
{
    const double *x = s->in[0] + i;
    double *run = s->out[0] + i;
    *run = next_run(x[0], x[-1], run[-1]);
}

const bw_operator BW_ROW(run_length) = {
    .name = "run_length",
    .outputs = 1,
    .history = one,
    .own_history = one,
    .warm_up = none,
    .advance = run_length,
    .one = run_length_one,
};
