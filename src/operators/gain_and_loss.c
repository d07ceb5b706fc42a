/* How far a series went up since the bar before, 0 where it went down; and how far it went down, 0 where it went up. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

enum { GAIN, LOSS }; /* outputs */

static size_t bar_before(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return 1;
}

INLINE double part_above_zero(double x)
{
    return x > 0 || x != x ? x : 0;
}

static void gain_and_loss(const bw_step *s)
{
    const double *restrict x = s->in[0];
    double *restrict gain = s->out[GAIN], *restrict loss = s->out[LOSS];
    for (size_t i = 0; i < s->n; i++) {
        const double before = x[(ptrdiff_t)i - 1];
        gain[i] = part_above_zero(x[i] - before);
        loss[i] = part_above_zero(before - x[i]);
    }
}

static void gain_and_loss_one(const bw_step *s, size_t i)
{
    const double *x = s->in[0] + i;
    s->out[GAIN][i] = part_above_zero(x[0] - x[-1]);
    s->out[LOSS][i] = part_above_zero(x[-1] - x[0]);
}

const bw_operator BW_ROW(gain_and_loss) = {
    .name = "gain_and_loss",
    .outputs = 2,
    .history = bar_before,
    .advance = gain_and_loss,
    .one = gain_and_loss_one,
};
