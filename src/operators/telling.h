/* telling.h: operators that say whether all that they read is finite in the pass over it: nobody has to look at it before.
 *
 * They add up what they read, or, where their results are numbers only where all that they read are numbers, these results: a NaN
 * or an infinity stays in a sum. It may be said no of finite values whose sum overflows. */
#ifndef BW_TELLING_H
#define BW_TELLING_H

#include "far_memory.h"
#include "operator.h"

INLINE bool all_are_finite(vec sum)
{
    return !any(sum - sum != broadcast(0));
}

/* The same of one bar, in a loop that the compiler turns into vectors: bits that are 0 if the sum is finite, to be joined by |. */
INLINE uint64_t bits_if_not_finite(double sum)
{
    const double zero = sum - sum;
    uint64_t bits;
    memcpy(&bits, &zero, sizeof bits);
    return bits;
}

/* An operator's two functions, from what is called of step s: to tell, and only to advance. */
#define TELLING_FUNCTIONS(row, telling, advancing)                                                                            \
    static bool row##_and_tell(const bw_step *s)                                                                              \
    {                                                                                                                         \
        return telling;                                                                                                       \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        advancing;                                                                                                            \
    }

/* An operator whose results tell, from an expression of vecs a, b, c and d, so many as there are. */
#define TELLING(row, expression)                                                                                              \
    INLINE vec row##_of(vec a, vec b, vec c, vec d)                                                                           \
    {                                                                                                                         \
        (void)b, (void)c, (void)d;                                                                                            \
        return expression;                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    INLINE vec row##_at(const double *a, const double *b, const double *c, const double *d, double *out, size_t i,            \
                        way_of_pass way)                                                                                      \
    {                                                                                                                         \
        const vec result =                                                                                                    \
            row##_of(load_for(way, a + i), load_for(way, b + i), load_for(way, c + i), load_for(way, d + i));                 \
        store_for(way, out + i, result);                                                                                      \
        return result;                                                                                                        \
    }                                                                                                                         \
                                                                                                                              \
    INLINE bool row##_pass(const double *restrict a, const double *restrict b, const double *restrict c,                      \
                           const double *restrict d, double *restrict out, size_t n, way_of_pass way)                         \
    {                                                                                                                         \
        vec sum[2] = { { 0 }, { 0 } };                                                                                        \
        size_t i = 0;                                                                                                         \
        for (; i + 2 * LANES <= n; i += 2 * LANES) {                                                                          \
            sum[0] += row##_at(a, b, c, d, out, i, way);                                                                      \
            sum[1] += row##_at(a, b, c, d, out, i + LANES, way);                                                              \
        }                                                                                                                     \
        for (; i < n; i += LANES) sum[0] += row##_at(a, b, c, d, out, i = within(i, n), WHOLE_VECTORS);                       \
        return all_are_finite(sum[0] + sum[1]);                                                                               \
    }                                                                                                                         \
                                                                                                                              \
    static bool row##_telling(const bw_step *s, const double *a, const double *b, const double *c, const double *d)           \
    {                                                                                                                         \
        double *out = s->out[0];                                                                                              \
        const size_t n = s->n;                                                                                                \
        switch (best_pass(s)) {                                                                                               \
        case WRITTEN_FAR: return row##_pass(a, b, c, d, out, n, WRITTEN_FAR);                                                 \
        case READ_IN_HALVES: return row##_pass(a, b, c, d, out, n, READ_IN_HALVES);                                           \
        default: return row##_pass(a, b, c, d, out, n, WHOLE_VECTORS);                                                        \
        }                                                                                                                     \
    }

/* Bar i of these. */
#define TELLING_ONE(row, a, b, c, d) row##_of(broadcast(a), broadcast(b), broadcast(c), broadcast(d))[0]

#endif
