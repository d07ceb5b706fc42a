/* Sums over a short window in one pass over registers, by the additions of window_sum.c: sums of 2, 4, 8 … bars, joined smallest part
 * first (powers.h). Setting 0: window, 2 to LONGEST_SUM bars. */
#include "flat.h"
#include "operator.h"
#include "power_sum.h"
#include "powers.h"
#include "short_window.h"
#include "telling.h"
#include "vector.h"

enum { LONGEST_SUM = BW_LONGEST_SHORT_SUM, LEVELS = 6, KEPT = LONGEST_SUM / LANES + 3 };

#define BY_WINDOW_OF_SUM(window, f, ...)         \
    switch (window) {                            \
        WINDOWS_BELOW_16(f, __VA_ARGS__)         \
    case 16: return f(16, __VA_ARGS__);          \
    case 17: return f(17, __VA_ARGS__);          \
    case 18: return f(18, __VA_ARGS__);          \
    case 19: return f(19, __VA_ARGS__);          \
    case 20: return f(20, __VA_ARGS__);          \
    case 21: return f(21, __VA_ARGS__);          \
    case 22: return f(22, __VA_ARGS__);          \
    case 23: return f(23, __VA_ARGS__);          \
    case 24: return f(24, __VA_ARGS__);          \
    case 25: return f(25, __VA_ARGS__);          \
    case 26: return f(26, __VA_ARGS__);          \
    case 27: return f(27, __VA_ARGS__);          \
    case 28: return f(28, __VA_ARGS__);          \
    case 29: return f(29, __VA_ARGS__);          \
    case 30: return f(30, __VA_ARGS__);          \
    case 31: return f(31, __VA_ARGS__);          \
    default: return f(LONGEST_SUM, __VA_ARGS__); \
    }

/* The latest vectors of the sums of 1, 2, 4 … bars, newest first. */
typedef struct {
    vec level[LEVELS][KEPT];
} recent_sums;

/* In whole groups, what the windows of the first bar span of those before. */
INLINE ptrdiff_t bars_before(int window)
{
    return (window - 1 + GROUP - 1) / GROUP * GROUP;
}

/* How many vectors are computed at a time: more than one where so many are kept that moving them would take too long. */
INLINE int abreast_in(int window)
{
    return LANES == 2 && window > LONGEST ? 2 : 1;
}

INLINE ptrdiff_t place_of(int vector, int abreast)
{
    return (ptrdiff_t)(abreast - 1 - vector) * LANES;
}

INLINE void go_on(recent_sums *s, int abreast)
{
    for (int k = 0; k < LEVELS; k++)
#pragma GCC unroll 32
        for (int v = KEPT - 1; v >= abreast; v--) s->level[k][v] = s->level[k][v - abreast];
}

/* The bars before those of a vector, which are quicker loaded than shifted if vectors are short. */
INLINE vec bar_before(const recent_sums *s, const double *x, int v, int abreast)
{
    return LANES < GROUP ? load(x + place_of(v, abreast) - 1) : bars_ago(s->level[0] + v, 1);
}

INLINE void add_vectors(recent_sums *s, const double *x, int window, int abreast)
{
    go_on(s, abreast);
    for (int v = 0; v < abreast; v++) s->level[0][v] = load(x + place_of(v, abreast));
    for (int k = 1; k < LEVELS && 1 << k <= window; k++)
        for (int v = 0; v < abreast; v++)
            s->level[k][v] = s->level[k - 1][v]
                             + (k == 1 ? bar_before(s, x, v, abreast) : bars_ago(s->level[k - 1] + v, 1 << (k - 1)));
}

INLINE vec joined_levels(const recent_sums *s, int v, int window)
{
    vec total = { 0 };
    for (int k = 0, newer = 0; k < LEVELS; k++) {
        if (!(window >> k & 1)) continue;
        const vec part = bars_ago(s->level[k] + v, newer);
        total = newer ? total + part : part;
        newer += 1 << k;
    }
    return total;
}

/* The same of one bar. */
static double total_at(const bw_step *s, const double *x)
{
    bw_window_part part = bw_first_part((uint32_t)short_window_of(s));
    double total = sum_of_power(x - part.bars + 1, __builtin_ctz(part.bars));
    while (part = bw_next_part(part), part.bars)
        total += sum_of_power(x - part.ago - part.bars + 1, __builtin_ctz(part.bars));
    return total;
}

/* What was seen on the way: the sum of all values, and whether one equals the value before it. */
typedef struct {
    vec read;
    vec_bits equal;
} pass;

/* From bar `first` on as many strides of vectors as there are. */
INLINE void sum_strides(const double *x, double *out, ptrdiff_t first, ptrdiff_t end, int window, const vec *factor,
                        pass *seen)
{
    const int abreast = abreast_in(window);
    const ptrdiff_t stride = abreast * LANES;
    recent_sums sums = { { { { 0 } } } };
    for (ptrdiff_t i = first - bars_before(window); i < first; i += stride) add_vectors(&sums, x + i, window, abreast);
    for (ptrdiff_t i = first; i < end; i += stride) {
        add_vectors(&sums, x + i, window, abreast);
        for (int v = 0; v < abreast; v++) {
            const vec total = joined_levels(&sums, v, window), now = sums.level[0][v];
            store(out + i + place_of(v, abreast), factor ? total * *factor : total);
            seen->read += now;
            if (factor) seen->equal |= now == bar_before(&sums, x + i, v, abreast);
        }
    }
}

/* What is no whole stride at the end is done by one that ends there: by the same code, of which two copies would not both be unrolled. */
INLINE pass sum_windows(const bw_step *s, int window, const vec *factor)
{
    const ptrdiff_t n = (ptrdiff_t)s->n, stride = abreast_in(window) * LANES;
    ptrdiff_t first = 0, end = n / stride * stride;
    pass seen = { { 0 }, { 0 } };
    for (;;) {
        sum_strides(s->in[0], s->out[0], first, end, window, factor, &seen);
        if (end == n) return seen;
        first = n - stride;
        end = n;
    }
}

INLINE bool totals_of(int window, const bw_step *s)
{
    return all_are_finite(sum_windows(s, window, NULL).read);
}

static bool short_total_and_tell(const bw_step *s)
{
    BY_WINDOW_OF_SUM(short_window_of(s), totals_of, s)
}

static size_t sum_history(const bw_node *node, uint32_t input)
{
    (void)input;
    return (size_t)bars_before((int)node->setting[0]) + 1; /* bars before a bar are read beside it */
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
    .history = sum_history,
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
    BY_WINDOW_OF_SUM(short_window_of(s), sums_of, s)
}

static void short_sum(const bw_step *s)
{
    short_sum_and_tell(s);
}

static double sum_at(const bw_step *s, const double *x)
{
    return is_flat(x, (uint32_t)short_window_of(s)) ? *x * s->node->setting[2] : total_at(s, x) * s->node->setting[1];
}

static void short_sum_one(const bw_step *s, size_t i)
{
    s->out[0][i] = sum_at(s, s->in[0] + i);
}

const bw_operator BW_ROW(short_sum) = {
    .name = "short_sum",
    .outputs = 1,
    .history = sum_history,
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
    return input == TOTALS ? sum_history(node, input) : longer_window(node) - 1;
}

INLINE bool scaled_totals_of(int window, const bw_step *s)
{
    const vec factor = broadcast(s->node->setting[1]);
    return all_are_finite(sum_windows(s, window, &factor).read);
}

static bool scaled_totals(const bw_step *s)
{
    BY_WINDOW_OF_SUM(short_window_of(s), scaled_totals_of, s)
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
