/* Sums over a short window in one pass over registers, by the additions of window_sum.c: sums of 2, 4, 8 … bars, joined smallest part
 * first (powers.h). Setting 0: window, 2 to LONGEST bars. */
#include "flat.h"
#include "operator.h"
#include "powers.h"
#include "short_window.h"
#include "telling.h"
#include "vector.h"

enum { LEVELS = 5, KEPT = LONGEST / LANES + 2 };

/* The latest vectors of the sums of 1, 2, 4 … bars, newest first. */
typedef struct {
    vec level[LEVELS][KEPT];
} recent_sums;

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

/* The same additions for one bar: neighbours first. Values are loaded one by one: a vector of them would have to wait for the newest, which
 * a stream stored a moment ago. */
INLINE double sum_of_power(const double *x, int k)
{
    double sum[LONGEST];
    for (int i = 0; i < 1 << k; i++) sum[i] = *(const volatile double *)(x - i);
    for (int bars = 1 << k; bars > 1; bars /= 2)
        for (int i = 0; i < bars / 2; i++) sum[i] = sum[2 * i] + sum[2 * i + 1];
    return sum[0];
}

INLINE double total_of_one(int window, const double *x)
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

static double total_at(const bw_step *s, const double *x)
{
    BY_WINDOW(short_window_of(s), total_of_one, x)
}

/* What was seen on the way: the sum of all values, and whether one equals the value before it. */
typedef struct {
    vec read;
    vec_bits equal;
} pass;

/* From bar `first` on as many whole vectors as there are. */
INLINE void sum_vectors(const double *x, double *out, ptrdiff_t first, ptrdiff_t end, int window, const vec *factor,
                        pass *seen)
{
    recent_sums sums = { { { { 0 } } } };
    for (ptrdiff_t i = first - LONGEST; i < first; i += LANES) next_total(&sums, x + i, window);
    for (ptrdiff_t i = first; i + (ptrdiff_t)LANES <= end; i += LANES) {
        const vec total = next_total(&sums, x + i, window), *latest = sums.level[0];
        store(out + i, factor ? total * *factor : total);
        seen->read += *latest;
        if (factor) seen->equal |= *latest == (LANES < GROUP ? load(x + i - 1) : bars_ago(latest, 1));
    }
}

/* The last vector is one of those at the end. */
INLINE pass sum_windows(const bw_step *s, int window, const vec *factor)
{
    const ptrdiff_t n = (ptrdiff_t)s->n;
    pass seen = { { 0 }, { 0 } };
    sum_vectors(s->in[0], s->out[0], 0, n, window, factor, &seen);
    if (n % LANES) sum_vectors(s->in[0], s->out[0], n - LANES, n, window, factor, &seen);
    return seen;
}

INLINE bool totals_of(int window, const bw_step *s)
{
    return all_are_finite(sum_windows(s, window, NULL).read);
}

static bool short_total_and_tell(const bw_step *s)
{
    BY_WINDOW(short_window_of(s), totals_of, s)
}

static void short_total(const bw_step *s)
{
    short_total_and_tell(s);
}

static void short_total_one(const bw_step *s, size_t i)
{
    s->out[0][i] = total_at(s, s->in[0] + i);
}

const bw_operator BW_ROW(short_total) = {
    .name = "short_total",
    .outputs = 1,
    .history = short_history,
    .warm_up = short_warm_up,
    .advance = short_total,
    .advance_and_tell = short_total_and_tell,
    .one = short_total_one,
};

/* The same times a factor, and where all values of a window are the same, that value times another one. Settings 1 and 2: the factors. */
INLINE bool sums_of(int window, const bw_step *s)
{
    const vec factor = broadcast(s->node->setting[1]);
    const pass seen = sum_windows(s, window, &factor);
    if (any(seen.equal)) keep_flat_values(s->in[0], s->out[0], s->n, (uint32_t)window, s->node->setting[2]);
    return all_are_finite(seen.read);
}

static bool short_sum_and_tell(const bw_step *s)
{
    BY_WINDOW(short_window_of(s), sums_of, s)
}

static void short_sum(const bw_step *s)
{
    short_sum_and_tell(s);
}

INLINE double sum_of_one(int window, const double *x, const double *setting)
{
    return is_flat(x, (uint32_t)window) ? *x * setting[2] : total_of_one(window, x) * setting[1];
}

static double sum_at(const bw_step *s, const double *x)
{
    BY_WINDOW(short_window_of(s), sum_of_one, x, s->node->setting)
}

static void short_sum_one(const bw_step *s, size_t i)
{
    s->out[0][i] = sum_at(s, s->in[0] + i);
}

const bw_operator BW_ROW(short_sum) = {
    .name = "short_sum",
    .outputs = 1,
    .history = short_history,
    .warm_up = short_warm_up,
    .advance = short_sum,
    .advance_and_tell = short_sum_and_tell,
    .one = short_sum_one,
};

/* The same of totals, input 0, times a factor, setting 1. What they are totals of, input 1, may be flat over the longer window of setting
 * 2: its value is the result then. */
enum { TOTALS, SOURCE };

static uint32_t longer_window(const bw_node *node)
{
    return (uint32_t)node->setting[2];
}

static size_t history_of_both(const bw_node *node, uint32_t input)
{
    return input == TOTALS ? short_history(node, input) : longer_window(node) - 1;
}

INLINE bool scaled_totals_of(int window, const bw_step *s)
{
    const vec factor = broadcast(s->node->setting[1]);
    return all_are_finite(sum_windows(s, window, &factor).read);
}

static bool scaled_totals(const bw_step *s)
{
    BY_WINDOW(short_window_of(s), scaled_totals_of, s)
}

static void short_sum_of_totals(const bw_step *s)
{
    scaled_totals(s);
    keep_flat_values(s->in[SOURCE], s->out[0], s->n, longer_window(s->node), 1);
}

static void short_sum_of_totals_one(const bw_step *s, size_t i)
{
    s->out[0][i] = total_at(s, s->in[TOTALS] + i) * s->node->setting[1];
    keep_flat_value(s->in[SOURCE] + i, s->out[0] + i, longer_window(s->node), 1);
}

const bw_operator BW_ROW(short_sum_of_totals) = {
    .name = "short_sum_of_totals",
    .outputs = 1,
    .history = history_of_both,
    .warm_up = short_warm_up,
    .advance = short_sum_of_totals,
    .one = short_sum_of_totals_one,
};
