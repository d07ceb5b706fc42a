/* The mean of two to four series at the same bar, such as (high + low + close) / 3.
 *
 * Two: (a + b) / 2. Three: a + ((b - a) + (c - a)) * (1 / 3). Four: ((a + b) + (c + d)) / 4. In this form the mean of equal values is that
 * value exactly: sums of two and of four are not rounded then, but a sum of three is, so there it is differences that are summed. */
#include "numerics.h"
#include "operator.h"
#include "telling.h"

TELLING(of_two, (a + b) * 0.5)
TELLING(of_three, a + ((b - a) + (c - a)) * (1.0 / 3))
TELLING(of_four, ((a + b) + (c + d)) * 0.25)

static bool mean_and_tell(const bw_step *s)
{
    const double *const *in = s->in;
    switch (s->node->inputs) {
    case 2: return of_two_telling(s, in[0], in[1], in[1], in[1]);
    case 3: return of_three_telling(s, in[0], in[1], in[2], in[2]);
    default: return of_four_telling(s, in[0], in[1], in[2], in[3]);
    }
}

static void mean_of(const bw_step *s)
{
    mean_and_tell(s);
}

static void mean_of_one(const bw_step *s, size_t i)
{
    const double *const *in = s->in;
    switch (s->node->inputs) {
    case 2: s->out[0][i] = TELLING_ONE(of_two, in[0][i], in[1][i], 0, 0); return;
    case 3: s->out[0][i] = TELLING_ONE(of_three, in[0][i], in[1][i], in[2][i], 0); return;
    default: s->out[0][i] = TELLING_ONE(of_four, in[0][i], in[1][i], in[2][i], in[3][i]); return;
    }
}

const bw_operator BW_ROW(mean_of) = {
    .name = "mean_of",
    .outputs = 1,
    .advance = mean_of,
    .advance_and_tell = mean_and_tell,
    .one = mean_of_one,
};
