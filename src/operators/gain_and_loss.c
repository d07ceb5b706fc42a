/* How far a series went up since the bar before, 0 where it went down; and how far it went down, 0 where it went up. */
#include "numerics.h"
#include "operator.h"
#include "telling.h"

enum { GAIN, LOSS }; /* outputs */

static size_t bar_before(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return 1;
}

/* Of NaN, which is in no order with 0, NaN. */
INLINE double gain_of(double change)
{
    return change <= 0 ? 0 : change;
}

INLINE double loss_of(double change)
{
    return change >= 0 ? 0 : -change;
}

static bool gain_and_loss_and_tell(const bw_step *s)
{
    const double *restrict x = s->in[0], *restrict before = x - 1;
    double *restrict gain = s->out[GAIN], *restrict loss = s->out[LOSS];
    uint64_t missing = bits_if_not_finite(*before);
    for (size_t i = 0; i < s->n; i++) {
        const double now = x[i], change = now - before[i];
        missing |= bits_if_not_finite(now);
        gain[i] = gain_of(change);
        loss[i] = loss_of(change);
    }
    return missing == 0;
}

static void gain_and_loss(const bw_step *s)
{
    gain_and_loss_and_tell(s);
}

static void gain_and_loss_one(const bw_step *s, size_t i)
{
    const double change = s->in[0][i] - *(s->in[0] + i - 1);
    s->out[GAIN][i] = gain_of(change);
    s->out[LOSS][i] = loss_of(change);
}

const bw_operator BW_ROW(gain_and_loss) = {
    .name = "gain_and_loss",
    .keeps_present = true,
    .outputs = 2,
    .history = bar_before,
    .advance = gain_and_loss,
    .advance_and_tell = gain_and_loss_and_tell,
    .one = gain_and_loss_one,
};
