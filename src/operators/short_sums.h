/* short_sums.h: sums over a short window in one pass over registers, by the additions of window_sum.c: sums of 2, 4, 8 … bars, joined
 * smallest part first (powers.h). Setting 0: window, 2 to LONGEST_SUM bars. */
#ifndef BW_SHORT_SUMS_H
#define BW_SHORT_SUMS_H

#include "operator.h"
#include "power_sum.h"
#include "powers.h"
#include "short_window.h"
#include "telling.h"
#include "vector.h"

enum { LONGEST_SUM = BW_LONGEST_SHORT_SUM, LEVELS = 6, KEPT = LONGEST_SUM / LANES + 3 };

#define BY_WINDOW_OF_SUM(window, f, ...)            \
    if (!HAS_COPIES) return f(window, __VA_ARGS__); \
    switch (window) {                               \
        WINDOWS_BELOW_16(f, __VA_ARGS__)            \
    case 16: return f(16, __VA_ARGS__);             \
    case 17: return f(17, __VA_ARGS__);             \
    case 18: return f(18, __VA_ARGS__);             \
    case 19: return f(19, __VA_ARGS__);             \
    case 20: return f(20, __VA_ARGS__);             \
    case 21: return f(21, __VA_ARGS__);             \
    case 22: return f(22, __VA_ARGS__);             \
    case 23: return f(23, __VA_ARGS__);             \
    case 24: return f(24, __VA_ARGS__);             \
    case 25: return f(25, __VA_ARGS__);             \
    case 26: return f(26, __VA_ARGS__);             \
    case 27: return f(27, __VA_ARGS__);             \
    case 28: return f(28, __VA_ARGS__);             \
    case 29: return f(29, __VA_ARGS__);             \
    case 30: return f(30, __VA_ARGS__);             \
    case 31: return f(31, __VA_ARGS__);             \
    default: return f(LONGEST_SUM, __VA_ARGS__);    \
    }

/* The latest vectors of the sums of 1, 2, 4 … bars, newest first. */
typedef struct {
    vec level[LEVELS][KEPT];
} recent_sums;

/* In whole groups, what the windows of the first bar span of those before. */
INLINE ptrdiff_t bars_before(int window)
{
    return (ptrdiff_t)bw_round_up((size_t)window - 1, GROUP);
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

/* What is added up: values, times weights if there are any. */
typedef struct {
    const double *x, *weight;
} summand;

INLINE vec summand_at(summand of, ptrdiff_t i)
{
    return of.weight ? load(of.x + i) * load(of.weight + i) : load(of.x + i);
}

/* Of the bars before those of a vector, which are quicker loaded than shifted if vectors are short. */
INLINE vec summand_before(const recent_sums *s, summand of, ptrdiff_t i, int v, int abreast)
{
    return LANES < GROUP ? summand_at(of, i + place_of(v, abreast) - 1) : bars_ago(s->level[0] + v, 1);
}

INLINE void add_vectors(recent_sums *s, summand of, ptrdiff_t i, int window, int abreast)
{
    go_on(s, abreast);
    for (int v = 0; v < abreast; v++) s->level[0][v] = summand_at(of, i + place_of(v, abreast));
    for (int k = 1; k < LEVELS && 1 << k <= window; k++)
        for (int v = 0; v < abreast; v++)
            s->level[k][v] =
                s->level[k - 1][v]
                + (k == 1 ? summand_before(s, of, i, v, abreast) : bars_ago(s->level[k - 1] + v, 1 << (k - 1)));
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

INLINE double sum_of_part(const double *x, bw_window_part part)
{
    return sum_of_power(x - part.ago - part.bars + 1, __builtin_ctz(part.bars));
}

/* The same of one bar. */
static inline double total_of_one(const double *x, uint32_t window)
{
    bw_window_part part = bw_first_part(window);
    double total = sum_of_part(x, part);
    while (part = bw_next_part(part), part.bars) total += sum_of_part(x, part);
    return total;
}

/* What is seen on the way: the sum of all that is read, and whether a value equals the one before it. */
typedef struct {
    vec read;
    vec_bits equal;
} pass;

/* For whole strides of n bars from `first` to `end`, and if some bars are left, for a stride that ends with them: by the same code, of
 * which two copies would not both be unrolled. */
#define IN_WHOLE_STRIDES(n, stride, first, end)                                                                               \
    for (ptrdiff_t bars_ = (ptrdiff_t)(n), first = 0, end = bars_ / (stride) * (stride); first >= 0;                          \
         first = end == bars_ ? -1 : bars_ - (stride), end = bars_)

static inline size_t sum_history(const bw_node *node, uint32_t input)
{
    (void)input;
    return (size_t)bars_before((int)node->setting[0]) + 1; /* bars before a bar are read beside it */
}

#endif
