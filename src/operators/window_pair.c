/* What is made of two window sums, each joined from sums over powers of two as in window_sum.c, without storing them.
 *
 * Of two series over one window, where a flat window needs no care: their quotient, the first's share of both, and how much of both is
 * more the first. Of one series over two windows: how far the two means are apart, a flat window's mean being its value. */
#include "numerics.h"
#include "flat.h"
#include "mean_by_weights.h"
#include "operator.h"
#include "vector.h"
#include "window_parts.h"

typedef vec of_two_sums(vec a, vec b, const double *setting);

INLINE void join_both(const window_parts *a, const window_parts *b, double *out, size_t i, int vectors, of_two_sums *f,
                      const double *setting)
{
    vec first[VECTORS_ABREAST], second[VECTORS_ABREAST];
    join_vectors_at(a, i, first, vectors);
    join_vectors_at(b, i, second, vectors);
    for (int v = 0; v < vectors; v++) store(out + i + v * LANES, f(first[v], second[v], setting));
}

INLINE void join_all(const window_parts *a, const window_parts *b, double *out, size_t n, of_two_sums *f,
                     const double *setting)
{
    size_t i = 0;
    for (; i + VECTORS_ABREAST * LANES <= n; i += VECTORS_ABREAST * LANES)
        join_both(a, b, out, i, VECTORS_ABREAST, f, setting);
    for (; i < n; i += LANES) join_both(a, b, out, within(i, n), 1, f, setting);
}

/* ---- two series ---------------------------------------------------------------------------------------------------- */

/* Setting 0: window. The first half of the inputs are parts of the first sum. */
static uint32_t window_of(const bw_node *node)
{
    return (uint32_t)node->setting[0];
}

static size_t part_history(const bw_node *node, uint32_t input)
{
    return bw_newer_bars(window_of(node), input % (node->inputs / 2));
}

typedef struct {
    window_parts a, b;
    double *out;
    const double *setting;
    of_two_sums *f;
} series_pair;

INLINE void join_pair_at(const series_pair *p, uint32_t parts, size_t i)
{
    store(p->out + i, p->f(joined_at(&p->a, parts, i), joined_at(&p->b, parts, i), p->setting));
}

INLINE void join_pair(const series_pair *given, uint32_t parts, size_t n)
{
    const series_pair p = *given;
    size_t i = second_vector(&p.a, parts);
    join_pair_at(&p, parts, 0);
    for (; i + LANES <= n; i += LANES) join_pair_at(&p, parts, i);
    if (i < n) join_pair_at(&p, parts, within(i, n));
}

INLINE void of_series(const bw_step *s, of_two_sums *f)
{
    const double setting[] = { s->node->setting[0], s->node->setting[1], s->node->setting[2] };
    series_pair p = { .out = s->out[0], .setting = setting, .f = f };
    find_parts(&p.a, s->in, window_of(s->node));
    find_parts(&p.b, s->in + p.a.parts, window_of(s->node));
    BY_PARTS(join_pair, &p, p.a.parts, s->n);
}

INLINE void of_series_one(const bw_step *s, size_t i, of_two_sums *f)
{
    const uint32_t window = window_of(s->node);
    const double a = join_at(s->in, window, i), b = join_at(s->in + s->node->inputs / 2, window, i);
    s->out[0][i] = f(broadcast(a), broadcast(b), s->node->setting)[0];
}

/* 0, and of NaN NaN. */
INLINE vec nothing_of(vec v)
{
    return v - v;
}

INLINE vec quotient_of(vec a, vec b, const double *setting)
{
    (void)setting;
    return choose(b == broadcast(0), nothing_of(a), a / b);
}

/* Settings 1 and 2: what all is called, and what 0 of 0 is. */
INLINE vec share_of(vec a, vec b, const double *setting)
{
    const vec both = a + b;
    return choose(both == broadcast(0), broadcast(setting[2]), a / both * broadcast(setting[1]));
}

/* Setting 1: what all is called. */
INLINE vec balance_of(vec a, vec b, const double *setting)
{
    const vec both = a + b;
    return choose(both == broadcast(0), broadcast(0), (a - b) / both * broadcast(setting[1]));
}

#define OF_SERIES(row, f)                                                                                                     \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        of_series(s, f);                                                                                                      \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        of_series_one(s, i, f);                                                                                               \
    }
#define OF_SERIES_FIELDS(row) .outputs = 1, .history = part_history, .advance = row, .one = row##_one

OF_SERIES(sum_quotient, quotient_of)
OF_SERIES(sum_share, share_of)
OF_SERIES(sum_balance, balance_of)

const bw_operator BW_ROW(sum_quotient) = {
    .name = "sum_quotient",
    OF_SERIES_FIELDS(sum_quotient),
};
const bw_operator BW_ROW(sum_share) = {
    .name = "sum_share",
    OF_SERIES_FIELDS(sum_share),
};
const bw_operator BW_ROW(sum_balance) = {
    .name = "sum_balance",
    OF_SERIES_FIELDS(sum_balance),
};

/* ---- a series and its weights -------------------------------------------------------------------------------------- */

/* The mean by weights over the window: of parts of the sum of values times weights, and then of weights, which are the inputs after
 * the values. A flat window's mean is its value. */
enum { VALUES, WEIGHTED_PARTS };

static size_t weighted_history(const bw_node *node, uint32_t input)
{
    if (input == VALUES) return window_of(node) - 1;
    return bw_newer_bars(window_of(node), (input - WEIGHTED_PARTS) % (node->inputs / 2));
}

INLINE vec weighted_mean_of(vec sum, vec weight, const double *setting)
{
    (void)setting;
    return mean_by_weights(sum, weight);
}

static void weighted_window_mean(const bw_step *s)
{
    const uint32_t window = window_of(s->node);
    const double *x = s->in[VALUES];
    series_pair p = { .out = s->out[0], .f = weighted_mean_of };
    find_parts(&p.a, s->in + WEIGHTED_PARTS, window);
    find_parts(&p.b, s->in + WEIGHTED_PARTS + p.a.parts, window);
    BY_PARTS(join_pair, &p, p.a.parts, s->n);
    keep_flat_values(x, s->out[0], s->n, window, 1);
}

static void weighted_window_mean_one(const bw_step *s, size_t i)
{
    const uint32_t window = window_of(s->node), parts = s->node->inputs / 2;
    const double *const *in = s->in + WEIGHTED_PARTS;
    const vec sum = broadcast(join_at(in, window, i)), weight = broadcast(join_at(in + parts, window, i));
    s->out[0][i] = mean_by_weights(sum, weight)[0];
    keep_flat_value(s->in[VALUES] + i, s->out[0] + i, window, 1);
}

const bw_operator BW_ROW(weighted_window_mean) = {
    .name = "weighted_window_mean",
    .outputs = 1,
    .history = weighted_history,
    .advance = weighted_window_mean,
    .one = weighted_window_mean_one,
};

/* ---- three series -------------------------------------------------------------------------------------------------- */

/* The first and the second over the third, times setting 1. One division serves both: what all is called over the third. Where one
 * is the third it is just that, and where the third is 0 it is 0. */
enum { WINDOW, WHOLE };

static size_t third_of_parts_history(const bw_node *node, uint32_t input)
{
    return bw_newer_bars(window_of(node), input % (node->inputs / 3));
}

typedef struct {
    window_parts a, b, c;
    double *out[2];
    double whole;
} series_triple;

typedef struct {
    vec value[2];
} two_quotients;

/* Is it far from where a double ends? */
INLINE vec_bits is_safe(vec quotient)
{
    return (quotient > broadcast(0x1p-900)) & (quotient < broadcast(0x1p900));
}

INLINE vec part_of(vec a, vec c, vec whole, vec product)
{
    return choose(c == broadcast(0), nothing_of(a), choose(a == c, whole, product));
}

INLINE two_quotients quotients_of(vec a, vec b, vec c, double all)
{
    const vec whole = broadcast(all), whole_over_c = whole / c;
    const vec_bits safe = is_safe(whole_over_c);
    vec first = a * whole_over_c, second = b * whole_over_c;
    if (__builtin_expect(any(~safe), 0)) {
        first = choose(safe, first, a / c * whole);
        second = choose(safe, second, b / c * whole);
    }
    return (two_quotients){ { part_of(a, c, whole, first), part_of(b, c, whole, second) } };
}

INLINE void join_triple_at(const series_triple *t, uint32_t parts, size_t i)
{
    const two_quotients q =
        quotients_of(joined_at(&t->a, parts, i), joined_at(&t->b, parts, i), joined_at(&t->c, parts, i), t->whole);
    for (int k = 0; k < 2; k++) store(t->out[k] + i, q.value[k]);
}

INLINE void join_triple(const series_triple *given, uint32_t parts, size_t n)
{
    const series_triple t = *given;
    size_t i = second_vector(&t.a, parts);
    join_triple_at(&t, parts, 0);
    for (; i + LANES <= n; i += LANES) join_triple_at(&t, parts, i);
    if (i < n) join_triple_at(&t, parts, within(i, n));
}

static void sum_quotients(const bw_step *s)
{
    series_triple t = { .out = { s->out[0], s->out[1] }, .whole = s->node->setting[WHOLE] };
    find_parts(&t.a, s->in, window_of(s->node));
    find_parts(&t.b, s->in + t.a.parts, window_of(s->node));
    find_parts(&t.c, s->in + 2 * t.a.parts, window_of(s->node));
    BY_PARTS(join_triple, &t, t.a.parts, s->n);
}

static void sum_quotients_one(const bw_step *s, size_t i)
{
    const uint32_t window = window_of(s->node), parts = s->node->inputs / 3;
    vec sum[3];
    for (uint32_t k = 0; k < 3; k++) sum[k] = broadcast(join_at(s->in + k * parts, window, i));
    const two_quotients q = quotients_of(sum[0], sum[1], sum[2], s->node->setting[WHOLE]);
    for (int k = 0; k < 2; k++) s->out[k][i] = q.value[k][0];
}

const bw_operator BW_ROW(sum_quotients) = {
    .name = "sum_quotients",
    .outputs = 2,
    .history = third_of_parts_history,
    .advance = sum_quotients,
    .one = sum_quotients_one,
};

/* ---- two windows --------------------------------------------------------------------------------------------------- */

/* Settings: the windows, and 1 / each. */
enum { SOURCE, RUN, PARTS }; /* inputs: the parts of one window, then of the other */
enum { FIRST_WINDOW, SECOND_WINDOW, FIRST_FACTOR, SECOND_FACTOR };

static uint32_t parts_of_first(const bw_node *node)
{
    return (uint32_t)__builtin_popcountll((size_t)node->setting[FIRST_WINDOW]);
}

static size_t parts_history(const bw_node *node, uint32_t input)
{
    if (input < PARTS) return 0;
    const uint32_t part = input - PARTS, first = parts_of_first(node);
    return part < first ? bw_newer_bars((size_t)node->setting[FIRST_WINDOW], part)
                        : bw_newer_bars((size_t)node->setting[SECOND_WINDOW], part - first);
}

typedef vec of_two_means(vec a, vec b);

INLINE double mean_of_window(const bw_step *s, size_t i, const double *const *in, int window)
{
    const double bars = s->node->setting[window];
    return s->in[RUN][i] >= bars ? s->in[SOURCE][i]
                                 : join_at(in, (uint32_t)bars, i) * s->node->setting[window + FIRST_FACTOR];
}

INLINE void of_windows_one(const bw_step *s, size_t i, of_two_means *f)
{
    const double *const *in = s->in + PARTS;
    const double a = mean_of_window(s, i, in, FIRST_WINDOW),
                 b = mean_of_window(s, i, in + parts_of_first(s->node), SECOND_WINDOW);
    s->out[0][i] = f(broadcast(a), broadcast(b))[0];
}

INLINE void of_windows(const bw_step *s, of_two_sums *f, of_two_means *of_means)
{
    const double *setting = s->node->setting, *run = s->in[RUN];
    const double shorter =
        setting[FIRST_WINDOW] < setting[SECOND_WINDOW] ? setting[FIRST_WINDOW] : setting[SECOND_WINDOW];
    window_parts a, b;
    find_parts(&a, s->in + PARTS, (size_t)setting[FIRST_WINDOW]);
    find_parts(&b, s->in + PARTS + a.parts, (size_t)setting[SECOND_WINDOW]);
    const double factor[] = { setting[FIRST_FACTOR], setting[SECOND_FACTOR] };
    join_all(&a, &b, s->out[0], s->n, f, factor);
    if (!any_run_may_fill(run, s->n, shorter)) return;
    for (size_t i = 0; i < s->n; i++)
        if (run[i] >= shorter) of_windows_one(s, i, of_means);
}

INLINE vec difference(vec a, vec b)
{
    return a - b;
}

/* In percent of the second, 0 where that is 0. */
INLINE vec percent(vec a, vec b)
{
    return choose(b == broadcast(0), nothing_of(a), (a - b) / b) * broadcast(100);
}

#define OF_WINDOWS(row, f)                                                                                                    \
    INLINE vec row##_of_sums(vec a, vec b, const double *factor)                                                              \
    {                                                                                                                         \
        return f(a * broadcast(factor[0]), b * broadcast(factor[1]));                                                         \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        of_windows(s, row##_of_sums, f);                                                                                      \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        of_windows_one(s, i, f);                                                                                              \
    }
#define OF_WINDOWS_FIELDS(row) .outputs = 1, .history = parts_history, .advance = row, .one = row##_one

OF_WINDOWS(mean_difference, difference)
OF_WINDOWS(mean_percentage, percent)

const bw_operator BW_ROW(mean_difference) = {
    .name = "mean_difference",
    OF_WINDOWS_FIELDS(mean_difference),
};
const bw_operator BW_ROW(mean_percentage) = {
    .name = "mean_percentage",
    OF_WINDOWS_FIELDS(mean_percentage),
};
