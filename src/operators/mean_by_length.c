/* The mean of as many bars as a series of lengths says, the whole number nearest to it: the newest and the mean of all differences from it,
 * in the order of length_groups.h. So of equal values it is that value. Of no bars it is 0. Setting 0: the greatest length. */
#include "numerics.h"
#include "length_groups.h"
#include "operator.h"

enum { SOURCE, LENGTH }; /* inputs */

static size_t history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? reach_of_groups((uint32_t)node->setting[0]) : 0;
}

static void mean_by_length_one(const bw_step *s, size_t i)
{
    const double *x = s->in[SOURCE] + i, length = s->in[LENGTH][i], newest = *x;
    if (!(length >= 0.5)) {
        s->out[0][i] = length >= 0 ? newest - newest : BW_NAN;
        return;
    }
    const uint32_t bars = bars_of_length(length, s->node->setting[0]);
    group sum = last_above(x, newest, bars);
    for (uint32_t k = GROUP; k < bars; k += GROUP) {
        const group above = last_above(x - k, newest, bars - k);
        for (int v = 0; v < GROUP_VECTORS; v++) sum.part[v] = sum.part[v] + above.part[v];
    }
    s->out[0][i] = newest + sum_of_group(sum) / bars;
}

static void mean_by_length(const bw_step *s)
{
    for (size_t i = 0; i < s->n; i++) mean_by_length_one(s, i);
}

const bw_operator BW_ROW(mean_by_length) = {
    .name = "mean_by_length",
    .outputs = 1,
    .history = history,
    .warm_up = bw_no_warm_up,
    .advance = mean_by_length,
    .one = mean_by_length_one,
};
