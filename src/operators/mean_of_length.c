/* The mean of a window whose length is a series, from the sums over powers of two of window_sum.c: the same parts in the same order, so
 * the same bits as of a window that always has that length. Inputs: the source, its runs of equal values, the length, and the sums over
 * 2, 4, 8 … bars. Settings 0 and 1: the least and the greatest length; others count as these, and of a fraction the whole part. */
#include "numerics.h"
#include "operator.h"
#include "powers.h"
#include "vector.h"

enum { SOURCE, RUN, LENGTH, LEVELS }; /* inputs */

/* How far back the sum over `bars` can lie: what is newer is in smaller parts. */
static size_t level_history(const bw_node *node, uint32_t input)
{
    if (input < LEVELS) return 0;
    const size_t bars = bw_level_bars(input - LEVELS), others = (size_t)node->setting[1] - bars;
    return bars - 1 < others ? bars - 1 : others;
}

/* The length, or NaN. */
INLINE double length_of(const bw_node *node, double length)
{
    return length < node->setting[0] ? node->setting[0] : length > node->setting[1] ? node->setting[1] : length;
}

static void mean_of_length_one(const bw_step *s, size_t i)
{
    const double given = length_of(s->node, s->in[LENGTH][i]);
    if (given != given) {
        s->out[0][i] = BW_NAN;
        return;
    }
    const uint32_t length = (uint32_t)given;
    const double x = s->in[SOURCE][i];
    double sum = length & 1 ? x : -0.0; /* which changes nothing that is added to it */
    for (uint32_t k = LEVELS, bars = 2; k < s->node->inputs; k++, bars *= 2) {
        const uint32_t newer = length & (bars - 1), is_part = length & bars;
        const double more = sum + *(s->in[k] + i - (is_part ? newer : 0));
        sum = is_part ? more : sum;
    }
    s->out[0][i] = s->in[RUN][i] >= length ? x : sum * (1.0 / length);
}

static void mean_of_length(const bw_step *s)
{
    for (size_t i = 0; i < s->n; i++) mean_of_length_one(s, i);
}

const bw_operator BW_ROW(mean_of_length) = {
    .name = "mean_of_length",
    .outputs = 1,
    .history = level_history,
    .advance = mean_of_length,
    .one = mean_of_length_one,
};
