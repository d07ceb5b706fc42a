/* A mean with given weights over a window: sum of weight[k] * x[k], oldest first, weights that add up to 1 in the node's table.
 *
 * Four partial sums, bar k of the window going to sum k mod 4, joined as (0 + 1) + (2 + 3), as in mean_deviation.c. A flat
 * window's mean is its value. */
#include "numerics.h"
#include "flat.h"
#include "operator.h"

enum { SOURCE, RUN };

static size_t history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? node->table_size - 1 : 0;
}

INLINE void weigh(const double *oldest, const double *weight, size_t window, double *out, int count)
{
    vec sum[4][4] = { { { 0 } } };
    size_t k = 0;
    for (; k + 4 <= window; k += 4)
        for (int j = 0; j < 4; j++)
            for (int v = 0; v < count; v++) sum[v][j] += load(oldest + k + j + v * LANES) * weight[k + j];
    for (int j = 0; j < 3; j++)
        if (k + j < window)
            for (int v = 0; v < count; v++) sum[v][j] += load(oldest + k + j + v * LANES) * weight[k + j];
    for (int v = 0; v < count; v++) store(out + v * LANES, (sum[v][0] + sum[v][1]) + (sum[v][2] + sum[v][3]));
}

static void weighted_mean(const bw_step *s)
{
    enum { ABREAST = LANES == 8 ? 4 : 2 };
    const size_t window = s->node->table_size;
    const double *oldest = s->in[SOURCE] - (window - 1);
    double *out = s->out[0];
    size_t i = 0;
    for (; i + ABREAST * LANES <= s->n; i += ABREAST * LANES) weigh(oldest + i, s->table, window, out + i, ABREAST);
    for (; i < s->n; i += LANES) {
        i = within(i, s->n);
        weigh(oldest + i, s->table, window, out + i, 1);
    }
    keep_flat(s->in[SOURCE], s->in[RUN], out, s->n, (double)window);
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
