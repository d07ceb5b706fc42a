/* The mean of |x - mean| over a window, with the mean given as its offset from the newest value (mean_offset.c):
 *
 *   sum |(x[j] - x[t]) - offset[t]| * (1 / window)
 *
 * so that the level of x is gone before anything is rounded, and a flat window gives exactly 0. Four partial sums, bar k of the
 * window (oldest first) going to sum k mod 4, joined as (0 + 1) + (2 + 3): enough independent additions to hide their
 * latency, and one order for every width of vector. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

enum { SOURCE, OFFSET };

/* Setting 0: window, setting 1: 1 / window. */
static size_t history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? (size_t)node->setting[0] - 1 : 0;
}

/* `count` vectors side by side share loads and hide latency. */
INLINE void deviation_of(const double *oldest, size_t window, const double *offset, double factor, double *out, int count)
{
    vec sum[4][4] = { { { 0 } } }, newest[4], centre[4];
    for (int v = 0; v < count; v++) {
        newest[v] = load(oldest + window - 1 + v * LANES);
        centre[v] = load(offset + v * LANES);
    }
    size_t k = 0;
    for (; k + 4 <= window; k += 4)
        for (int j = 0; j < 4; j++)
            for (int v = 0; v < count; v++) sum[v][j] += magnitude((load(oldest + k + j + v * LANES) - newest[v]) - centre[v]);
    for (int j = 0; j < 3; j++)
        if (k + j < window)
            for (int v = 0; v < count; v++) sum[v][j] += magnitude((load(oldest + k + j + v * LANES) - newest[v]) - centre[v]);
    for (int v = 0; v < count; v++) store(out + v * LANES, ((sum[v][0] + sum[v][1]) + (sum[v][2] + sum[v][3])) * factor);
}

static void mean_deviation(const bw_step *s)
{
    enum { ABREAST = LANES == 8 ? 4 : 2 };
    const size_t window = (size_t)s->node->setting[0];
    const double *oldest = s->in[SOURCE] - (window - 1), *offset = s->in[OFFSET];
    const double factor = s->node->setting[1];
    double *out = s->out[0];
    size_t i = 0;
    for (; i + ABREAST * LANES <= s->n; i += ABREAST * LANES) deviation_of(oldest + i, window, offset + i, factor, out + i, ABREAST);
    for (; i < s->n; i += LANES) {
        i = within(i, s->n);
        deviation_of(oldest + i, window, offset + i, factor, out + i, 1);
    }
}

static void mean_deviation_one(const bw_step *s, size_t i)
{
    const size_t window = (size_t)s->node->setting[0];
    const double *oldest = s->in[SOURCE] + i - (window - 1), newest = s->in[SOURCE][i], offset = s->in[OFFSET][i];
    double sum[4] = { 0 };
    size_t k = 0;
    for (; k + 4 <= window; k += 4)
        for (int j = 0; j < 4; j++) sum[j] += __builtin_fabs((oldest[k + j] - newest) - offset);
    for (int j = 0; k + j < window; j++) sum[j] += __builtin_fabs((oldest[k + j] - newest) - offset);
    s->out[0][i] = ((sum[0] + sum[1]) + (sum[2] + sum[3])) * s->node->setting[1];
}

const bw_operator BW_ROW(mean_deviation) = {
    "mean_deviation", .outputs = 1, .history = history, .advance = mean_deviation, .one = mean_deviation_one,
};
