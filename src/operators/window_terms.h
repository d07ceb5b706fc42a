/* window_terms.h: the sum of a term of every value in a window, where the terms differ from bar to bar, so that nothing can be
 * shared between windows but the loads.
 *
 * Four partial sums, value k of the window (oldest first) going to sum k mod 4, joined as (0 + 1) + (2 + 3): enough independent
 * additions to hide their latency, and one order for every width of vector, also over the window of a single bar. */
#ifndef BW_WINDOW_TERMS_H
#define BW_WINDOW_TERMS_H

#include "vector.h"

/* The term of x, which is value k of its window; `v` says which of two vectors of windows. */
typedef vec window_term(vec x, size_t k, int v, const void *context);

enum { TERM_STRIDE = LANES < 4 ? 4 : LANES };

INLINE vec join_sums(const vec *sum)
{
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* Of the windows that start at oldest + 0, 1 … LANES - 1. */
INLINE vec sum_of_terms(const double *oldest, size_t window, window_term *term, const void *context)
{
    vec sum[4] = { { 0 } };
    size_t k = 0;
    for (; k + 4 <= window; k += 4)
        for (int j = 0; j < 4; j++) sum[j] += term(load(oldest + k + j), k + j, 0, context);
    for (int j = 0; j < 3; j++)
        if (k + j < window) sum[j] += term(load(oldest + k + j), k + j, 0, context);
    return join_sums(sum);
}

/* Of two vectors of windows side by side. Value k of the second vector's windows is value k + LANES of the first's, so each is
 * loaded once. */
INLINE void sums_of_terms(const double *oldest, size_t window, window_term *term, const void *context, vec *result)
{
    vec sum[2][4] = { { { 0 } } }, held[LANES];
    for (int j = 0; j < LANES; j++) held[j] = load(oldest + j);
    size_t k = 0;
    for (; k + TERM_STRIDE <= window; k += TERM_STRIDE)
        for (int j = 0; j < TERM_STRIDE; j++) {
            const vec next = load(oldest + k + j + LANES);
            sum[0][j % 4] += term(held[j % LANES], k + j, 0, context);
            sum[1][j % 4] += term(next, k + j, 1, context);
            held[j % LANES] = next;
        }
    for (int j = 0; j < TERM_STRIDE - 1; j++)
        if (k + j < window) {
            const vec next = load(oldest + k + j + LANES);
            sum[0][j % 4] += term(held[j % LANES], k + j, 0, context);
            sum[1][j % 4] += term(next, k + j, 1, context);
            held[j % LANES] = next;
        }
    for (int v = 0; v < 2; v++) result[v] = join_sums(sum[v]);
}

#endif
