/* A value, but where both of two others are 0 the value before: for quotients of recurrences that fade alike while nothing comes
 * in. Then the quotient does not change, but for roundings, which its range over a window would show. Inputs: the value, the
 * two. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

static size_t bar_before(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 1;
}

static void hold_one(const bw_step *s, size_t i)
{
    double *out = s->out[0] + i;
    const bool is_still = s->in[1][i] == 0 && s->in[2][i] == 0 && out[-1] == out[-1];
    *out = is_still ? out[-1] : s->in[0][i];
}

/* In most vectors there is no such bar. */
static void hold(const bw_step *s)
{
    const double *value = s->in[0], *a = s->in[1], *b = s->in[2];
    double *out = s->out[0];
    size_t i = 0;
    for (; i + LANES <= s->n; i += LANES) {
        if (__builtin_expect(any((load(a + i) == 0) & (load(b + i) == 0)), 0))
            for (size_t k = i; k < i + LANES; k++) hold_one(s, k);
        else store(out + i, load(value + i));
    }
    for (; i < s->n; i++) hold_one(s, i);
}

const bw_operator BW_ROW(hold) = {
    .name = "hold",
    .outputs = 1,
    .own_history = bar_before,
    .advance = hold,
    .one = hold_one,
};
