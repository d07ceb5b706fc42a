/* A mean with given weights over a window: sum of weight[k] * x[k], oldest first, weights that add up to 1 in the node's table.
 * A flat window's mean is its value. */
#include "numerics.h"
#include "flat.h"
#include "operator.h"
#include "window_terms.h"

static size_t history(const bw_node *node, uint32_t input)
{
    (void)input;
    return node->table_size - 1;
}

INLINE vec weighted(vec x, size_t k, int v, const void *weight)
{
    (void)v;
    return x * broadcast(((const double *)weight)[k]);
}

/* Pairs of vectors; gives how many bars they were. */
INLINE size_t weigh_pairs(const bw_step *s, size_t rest)
{
    const size_t window = s->node->table_size, n = s->n;
    const double *oldest = s->in[0] - (window - 1), *weight = s->table;
    double *out = s->out[0];
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        vec sum[2];
        sums_of_terms(oldest + i, window, rest, weighted, weight, sum);
        store(out + i, sum[0]);
        store(out + i + LANES, sum[1]);
    }
    return i;
}

static void weighted_mean(const bw_step *s)
{
    const size_t window = s->node->table_size, n = s->n;
    const double *oldest = s->in[0] - (window - 1);
    double *out = s->out[0];
    size_t i = BY_REST(weigh_pairs, s, window);
    for (; i < n; i += LANES) {
        i = within(i, n);
        store(out + i, sum_of_terms(oldest + i, window, weighted, s->table));
    }
    keep_flat_values(s->in[0], out, n, (uint32_t)window, 1);
}

INLINE short_vec short_weighted(short_vec x, size_t k, const void *weight)
{
    return x * load_short((const double *)weight + k);
}

INLINE double one_weighted(double x, size_t k, const void *weight)
{
    return x * ((const double *)weight)[k];
}

static void weighted_mean_one(const bw_step *s, size_t i)
{
    const size_t window = s->node->table_size;
    const double *newest = s->in[0] + i;
    s->out[0][i] = is_flat(newest, (uint32_t)window)
                       ? *newest
                       : sum_of_one(newest - (window - 1), window, short_weighted, one_weighted, s->table);
}

const bw_operator BW_ROW(weighted_mean) = {
    .name = "weighted_mean",
    .outputs = 1,
    .history = history,
    .advance = weighted_mean,
    .one = weighted_mean_one,
};
