/* Sums over a short window in one pass over registers, by the additions of window_sum.c: sums of 2, 4, 8 … bars, joined smallest part
 * first (powers.h). Setting 0: window, 2 to LONGEST bars. */
#include "operator.h"
#include "powers.h"
#include "vector.h"

enum { LONGEST = 16, LEVELS = 5, KEPT = LONGEST / LANES + 2 };

/* The latest vectors of the sums of 1, 2, 4 … bars, newest first. */
typedef struct {
    vec level[LEVELS][KEPT];
} recent_sums;

INLINE vec bars_ago(const vec *latest, int bars)
{
    const int vectors = bars / LANES, lanes = bars % LANES;
    return lanes ? earlier(latest[vectors + 1], latest[vectors], lanes) : latest[vectors];
}

INLINE vec next_total(recent_sums *s, const double *x, int window)
{
    for (int k = 0; k < LEVELS; k++)
        for (int v = KEPT - 1; v > 0; v--) s->level[k][v] = s->level[k][v - 1];
    s->level[0][0] = load(x);
    for (int k = 1; k < LEVELS && 1 << k <= window; k++)
        s->level[k][0] =
            s->level[k - 1][0] + (k == 1 && LANES < GROUP ? load(x - 1) : bars_ago(s->level[k - 1], 1 << (k - 1)));
    vec total = { 0 };
    for (int k = 0, newer = 0; k < LEVELS; k++) {
        if (!(window >> k & 1)) continue;
        const vec part = bars_ago(s->level[k], newer);
        total = newer ? total + part : part;
        newer += 1 << k;
    }
    return total;
}

/* The same additions for one bar. */
INLINE double sum_of_power(const double *x, int k)
{
    double sum[LONGEST];
    for (int i = 0; i < 1 << k; i++) sum[i] = *(x - i);
    for (int bars = 1 << k; bars > 1; bars /= 2)
        for (int i = 0; i < bars / 2; i++) sum[i] = sum[2 * i] + sum[2 * i + 1];
    return sum[0];
}

static double total_at(const double *x, int window)
{
    double total = 0;
    for (int k = 0, newer = 0; k < LEVELS; k++) {
        if (!(window >> k & 1)) continue;
        const double part = sum_of_power(x - newer, k);
        total = newer ? total + part : part;
        newer += 1 << k;
    }
    return total;
}

INLINE void totals_of(const double *x, double *out, ptrdiff_t n, int window)
{
    recent_sums sums = { { { { 0 } } } };
    ptrdiff_t i = -LONGEST;
    for (; i < 0; i += LANES) next_total(&sums, x + i, window);
    for (; i + (ptrdiff_t)LANES <= n; i += LANES) store(out + i, next_total(&sums, x + i, window));
    for (; i < n; i++) out[i] = total_at(x + i, window);
}

#define OF_WINDOW(window)                                             \
    case window: totals_of(s->in[0], s->out[0], (ptrdiff_t)s->n, window); return;

static void short_total(const bw_step *s)
{
    switch ((int)s->node->setting[0]) {
        OF_WINDOW(2)
        OF_WINDOW(3)
        OF_WINDOW(4)
        OF_WINDOW(5)
        OF_WINDOW(6)
        OF_WINDOW(7)
        OF_WINDOW(8)
        OF_WINDOW(9)
        OF_WINDOW(10)
        OF_WINDOW(11)
        OF_WINDOW(12)
        OF_WINDOW(13)
        OF_WINDOW(14)
        OF_WINDOW(15)
    default: totals_of(s->in[0], s->out[0], (ptrdiff_t)s->n, LONGEST); return;
    }
}

static void short_total_one(const bw_step *s, size_t i)
{
    s->out[0][i] = total_at(s->in[0] + i, (int)s->node->setting[0]);
}

/* Whole vectors are read. */
static size_t history(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return LONGEST + 1;
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return (size_t)node->setting[0] - 1;
}

const bw_operator BW_ROW(short_total) = {
    .name = "short_total",
    .outputs = 1,
    .history = history,
    .warm_up = warm_up,
    .advance = short_total,
    .one = short_total_one,
};
