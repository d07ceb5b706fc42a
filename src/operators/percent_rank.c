/* How many percent of the `window` values before the newest are less than it: 100 * count / window. Setting 0: window.
 *
 * Lanes are bars, which look at one of the bars before them at a time: a comparison and an addition for as many pairs as there
 * are lanes. NaN while one of these values is. */
#include "numerics.h"
#include "missing_values.h"
#include "operator.h"

static size_t window_history(const bw_node *node, uint32_t input)
{
    (void)input;
    return (size_t)node->setting[0];
}

INLINE double percent_of(double count, const bw_node *node)
{
    return count * 100 / node->setting[0];
}

/* Some vectors side by side; `careful` where a NaN may be among what they look at. */
INLINE void rank_bars(const bw_step *s, size_t i, int vectors, bool careful)
{
    const size_t window = window_history(s->node, 0);
    const double *x = s->in[0] + i;
    vec now[4], zero[4];
    vec_bits count[4];
    for (int v = 0; v < vectors; v++) {
        now[v] = load(x + v * LANES);
        zero[v] = now[v] - now[v];
        count[v] = (vec_bits){ 0 };
    }
    for (const double *before = x - 1; before >= x - window; before--)
        for (int v = 0; v < vectors; v++) {
            const vec older = load(before + v * LANES);
            count[v] = counted_less(count[v], older, now[v]);
            if (careful) zero[v] += older - older;
        }
    for (int v = 0; v < vectors; v++)
        for (int k = 0; k < LANES; k++)
            s->out[0][i + (size_t)v * LANES + k] = percent_of((double)count[v][k], s->node) + zero[v][k];
}

INLINE void rank_all(const bw_step *s, bool careful)
{
    enum { STRIDE = 4 };
    size_t i = 0;
    for (; i + STRIDE * LANES <= s->n; i += STRIDE * LANES) rank_bars(s, i, STRIDE, careful);
    for (; i < s->n; i += LANES) rank_bars(s, i = within(i, s->n), 1, careful);
}

static void percent_rank(const bw_step *s)
{
    const size_t window = window_history(s->node, 0);
    if (all_finite(s->in[0] - window, s->n + window)) rank_all(s, false);
    else rank_all(s, true);
}

static void percent_rank_one(const bw_step *s, size_t i)
{
    const size_t window = window_history(s->node, 0);
    const double *x = s->in[0] + i, now = *x;
    double count = 0, zero = now - now;
    for (const double *before = x - window; before < x; before++) {
        count += *before < now;
        zero += *before - *before;
    }
    s->out[0][i] = percent_of(count, s->node) + zero;
}

const bw_operator BW_ROW(percent_rank) = {
    .name = "percent_rank",
    .outputs = 1,
    .history = window_history,
    .advance = percent_rank,
    .one = percent_rank_one,
};
