/* The mean of |x - mean| over a window, with the mean given as its offset from the newest value (mean_offset.c):
 *
 *   sum |(x[j] - x[t]) - offset[t]| * (1 / window)
 *
 * so that the level of x is gone before anything is rounded, and a flat window gives exactly 0. */
#include "numerics.h"
#include "operator.h"
#include "window_terms.h"

enum { SOURCE, OFFSET };

/* Setting 0: window, setting 1: 1 / window. */
static size_t history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? (size_t)node->setting[0] - 1 : 0;
}

typedef struct {
    vec newest[2], offset[2];
} centre;

INLINE vec deviation(vec x, size_t k, int v, const void *context)
{
    const centre *c = context;
    (void)k;
    return magnitude((x - c->newest[v]) - c->offset[v]);
}

INLINE centre centre_of(const bw_step *s, size_t i, int count)
{
    centre c;
    for (int v = 0; v < count; v++) {
        c.newest[v] = load(s->in[SOURCE] + i + v * LANES);
        c.offset[v] = load(s->in[OFFSET] + i + v * LANES);
    }
    return c;
}

static void mean_deviation(const bw_step *s)
{
    const size_t window = (size_t)s->node->setting[0], n = s->n;
    const double *oldest = s->in[SOURCE] - (window - 1);
    const vec factor = broadcast(s->node->setting[1]);
    double *out = s->out[0];
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        const centre c = centre_of(s, i, 2);
        vec sum[2];
        sums_of_terms(oldest + i, window, window % TERM_STRIDE, deviation, &c, sum);
        store(out + i, sum[0] * factor);
        store(out + i + LANES, sum[1] * factor);
    }
    for (; i < n; i += LANES) {
        i = within(i, n);
        const centre c = centre_of(s, i, 1);
        store(out + i, sum_of_terms(oldest + i, window, deviation, &c) * factor);
    }
}

typedef struct {
    double newest, offset;
} centre_of_one;

INLINE short_vec short_deviations(short_vec x, size_t k, const void *context)
{
    const centre_of_one *c = context;
    (void)k;
    return (short_vec)((short_bits)((x - c->newest) - c->offset) & INT64_MAX);
}

INLINE double one_deviation(double x, size_t k, const void *context)
{
    const centre_of_one *c = context;
    (void)k;
    return __builtin_fabs((x - c->newest) - c->offset);
}

static void mean_deviation_one(const bw_step *s, size_t i)
{
    const size_t window = (size_t)s->node->setting[0];
    const double *newest = s->in[SOURCE] + i;
    const centre_of_one c = { *newest, s->in[OFFSET][i] };
    s->out[0][i] = sum_of_one(newest - (window - 1), window, short_deviations, one_deviation, &c) * s->node->setting[1];
}

const bw_operator BW_ROW(mean_deviation) = {
    .name = "mean_deviation",
    .outputs = 1,
    .history = history,
    .advance = mean_deviation,
    .one = mean_deviation_one,
};
