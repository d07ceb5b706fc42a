/* telling.h: operators that have a number only where all that they read are numbers, so that their results tell of what is
 * missing. They say whether all are finite in the pass that makes them: nobody has to look at the inputs before.
 *
 * TELLING(row, expression) of vecs a, b, c and d, so many as there are. */
#ifndef BW_TELLING_H
#define BW_TELLING_H

#include "vector.h"

#define TELLING(row, expression)                                                                                              \
    INLINE vec row##_of(vec a, vec b, vec c, vec d)                                                                           \
    {                                                                                                                         \
        (void)b, (void)c, (void)d;                                                                                            \
        return expression;                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    INLINE vec row##_at(const double *a, const double *b, const double *c, const double *d, double *out, size_t i)            \
    {                                                                                                                         \
        const vec result = row##_of(load(a + i), load(b + i), load(c + i), load(d + i));                                      \
        store(out + i, result);                                                                                               \
        return result;                                                                                                        \
    }                                                                                                                         \
                                                                                                                              \
    static bool row##_telling(const double *restrict a, const double *restrict b, const double *restrict c,                   \
                              const double *restrict d, double *restrict out, size_t n)                                       \
    {                                                                                                                         \
        vec sum[2] = { { 0 }, { 0 } };                                                                                        \
        size_t i = 0;                                                                                                         \
        for (; i + 2 * LANES <= n; i += 2 * LANES) {                                                                          \
            sum[0] += row##_at(a, b, c, d, out, i);                                                                           \
            sum[1] += row##_at(a, b, c, d, out, i + LANES);                                                                   \
        }                                                                                                                     \
        for (; i < n; i += LANES) sum[0] += row##_at(a, b, c, d, out, i = within(i, n));                                      \
        const vec all = sum[0] + sum[1];                                                                                      \
        return !any(all - all != broadcast(0));                                                                               \
    }

/* Bar i of these. */
#define TELLING_ONE(row, a, b, c, d) row##_of(broadcast(a), broadcast(b), broadcast(c), broadcast(d))[0]

#endif
