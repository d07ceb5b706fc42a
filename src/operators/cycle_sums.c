/* How much of the cycle there is in a price, over as many bars as the cycle has: with back[k] the price of k bars ago and N the whole
 * number nearest to the length,
 *
 *   sum of cos(2 pi k / N) back[k],  sum of sin(2 pi k / N) back[k]        k = 0 … N - 1
 *
 * In a full circle both have mean 0, so it is differences from the newest that are summed, in the order of length_groups.h: flat prices
 * give exactly 0. Of one bar the sums are the price itself and 0, of none 0. */
#include "numerics.h"
#include "cycle_weights.h"
#include "length_groups.h"
#include "operator.h"

enum { PRICE, LENGTH }; /* inputs */
enum { COSINE, SINE };  /* outputs */

static size_t history(const bw_node *node, uint32_t input)
{
    (void)node;
    return input == PRICE ? reach_of_groups(BW_CYCLE_MAX) : 0;
}

INLINE void sums_at(const bw_step *s, size_t i)
{
    const double *x = s->in[PRICE] + i, length = s->in[LENGTH][i];
    if (__builtin_expect(!(length >= 1.5), 0)) {
        s->out[COSINE][i] = length >= 0.5 ? *x : length >= 0 ? *x - *x : BW_NAN;
        s->out[SINE][i] = length >= 0 ? *x - *x : BW_NAN;
        return;
    }
    const uint32_t bars = bars_of_length(length, BW_CYCLE_MAX);
    const double *weight = s->table + bw_cycle_row(bars), newest = *x;
    group cosine = { 0 }, sine = { 0 };
    for (uint32_t k = 0; k < bars; k += GROUP, weight += 2 * GROUP) {
        const group above = last_above(x - k, newest, bars - k);
        for (int v = 0; v < GROUP_VECTORS; v++) {
            cosine.part[v] = cosine.part[v] + load(weight + v * LANES) * above.part[v];
            sine.part[v] = sine.part[v] + load(weight + GROUP + v * LANES) * above.part[v];
        }
    }
    s->out[COSINE][i] = sum_of_group(cosine);
    s->out[SINE][i] = sum_of_group(sine);
}

static void cycle_sums(const bw_step *s)
{
    for (size_t i = 0; i < s->n; i++) sums_at(s, i);
}

static void cycle_sums_one(const bw_step *s, size_t i)
{
    sums_at(s, i);
}

const bw_operator BW_ROW(cycle_sums) = {
    .name = "cycle_sums",
    .outputs = 2,
    .history = history,
    .warm_up = bw_no_warm_up,
    .advance = cycle_sums,
    .one = cycle_sums_one,
};
