/* A mean with given weights over a window: sum of weight[k] * x[k], oldest first, weights that add up to 1 in the node's table.
 * A flat window's mean is its value. */
#include "numerics.h"
#include "flat.h"
#include "operator.h"
#include "window_terms.h"

enum { SOURCE, RUN };

static size_t history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? node->table_size - 1 : 0;
}

INLINE vec weighted(vec x, size_t k, int v, const void *weight)
{
    (void)v;
    return x * broadcast(((const double *)weight)[k]);
}

static void weighted_mean(const bw_step *s)
{
    const size_t window = s->node->table_size, n = s->n;
    const double *oldest = s->in[SOURCE] - (window - 1);
    double *out = s->out[0];
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        vec sum[2];
        sums_of_terms(oldest + i, window, weighted, s->table, sum);
        store(out + i, sum[0]);
        store(out + i + LANES, sum[1]);
    }
    for (; i < n; i += LANES) {
        i = within(i, n);
        store(out + i, sum_of_terms(oldest + i, window, weighted, s->table));
    }
    if (any_is_flat(s->in[RUN], n, (double)window)) keep_flat(s->in[SOURCE], s->in[RUN], out, n, (double)window);
}

static void weighted_mean_one(const bw_step *s, size_t i)
{
    const size_t window = s->node->table_size;
    const double *oldest = s->in[SOURCE] + i - (window - 1), *weight = s->table;
    double sum[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= window; k += 4)
        for (int j = 0; j < 4; j++) sum[j] += oldest[k + j] * weight[k + j];
    for (int j = 0; k + j < window; j++) sum[j] += oldest[k + j] * weight[k + j];
    s->out[0][i] = s->in[RUN][i] >= (double)window ? s->in[SOURCE][i] : (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

const bw_operator BW_ROW(weighted_mean) = {
    "weighted_mean", .outputs = 1, .history = history, .advance = weighted_mean, .one = weighted_mean_one,
};
