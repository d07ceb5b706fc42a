/* For how many bars the value has been the same: 1 where it differs from the one before. A window is flat exactly where this
 * is at least its length, so all windows on a series share it. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

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

enum { STRIDE = 4 * LANES };

static void count(const double *x, double *run, size_t n)
{
    for (size_t i = 0; i < n; i++) run[i] = x[i] == x[(ptrdiff_t)i - 1] ? run[(ptrdiff_t)i - 1] + 1 : 1;
}

/* Equal neighbours are rare, so first it is asked whether a stride has any. */
static void run_length(const bw_step *s)
{
    const double *x = s->in[0];
    double *run = s->out[0];
    const vec ones = broadcast(1);
    size_t i = 0;
    for (; i + STRIDE <= s->n; i += STRIDE) {
        vec_bits equal = { 0 };
        for (int k = 0; k < STRIDE; k += LANES) equal |= load(x + i + k) == load(x + i + k - 1);
        if (any(equal)) count(x + i, run + i, STRIDE);
        else
            for (int k = 0; k < STRIDE; k += LANES) store(run + i + k, ones);
    }
    count(x + i, run + i, s->n - i);
}

static void run_length_one(const bw_step *s, size_t i)
{
    count(s->in[0] + i, s->out[0] + i, 1);
}

const bw_operator BW_ROW(run_length) = {
    "run_length", .outputs = 1, .history = one, .own_history = one, .warm_up = none, .advance = run_length, .one = run_length_one,
};
