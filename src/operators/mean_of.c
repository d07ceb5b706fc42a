/* The mean of two to four series at the same bar, such as (high + low + close) / 3.
 *
 * Two: (a + b) / 2. Three: a + ((b - a) + (c - a)) * (1 / 3). Four: ((a + b) + (c + d)) / 4. In this form the mean of equal values is that
 * value exactly: sums of two and of four are not rounded then, but a sum of three is, so there it is differences that are summed. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

INLINE double of_two(double a, double b)
{
    return (a + b) * 0.5;
}

INLINE double of_three(double a, double b, double c)
{
    return a + ((b - a) + (c - a)) * (1.0 / 3);
}

INLINE double of_four(double a, double b, double c, double d)
{
    return ((a + b) + (c + d)) * 0.25;
}

static void mean_of(const bw_step *s)
{
    const double *restrict a = s->in[0], *restrict b = s->in[1];
    double *restrict out = s->out[0];
    if (s->node->inputs == 2) {
        for (size_t i = 0; i < s->n; i++) out[i] = of_two(a[i], b[i]);
        return;
    }
    const double *restrict c = s->in[2];
    if (s->node->inputs == 3) {
        for (size_t i = 0; i < s->n; i++) out[i] = of_three(a[i], b[i], c[i]);
        return;
    }
    const double *restrict d = s->in[3];
    for (size_t i = 0; i < s->n; i++) out[i] = of_four(a[i], b[i], c[i], d[i]);
}

static void mean_of_one(const bw_step *s, size_t i)
{
    const double *const *in = s->in;
    switch (s->node->inputs) {
    case 2: s->out[0][i] = of_two(in[0][i], in[1][i]); return;
    case 3: s->out[0][i] = of_three(in[0][i], in[1][i], in[2][i]); return;
    default: s->out[0][i] = of_four(in[0][i], in[1][i], in[2][i], in[3][i]); return;
    }
}

const bw_operator BW_ROW(mean_of) = { .name = "mean_of", .outputs = 1, .advance = mean_of, .one = mean_of_one };
