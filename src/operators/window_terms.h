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

/* f(s, rest, ...) with the rest as a constant, so that no branch is left where few terms are added. */
#if VECTOR_BYTES == 64
#define BY_REST(f, s, window, ...)                                                                                            \
    ((window) % 8 == 0   ? f(s, 0, __VA_ARGS__)                                                                               \
     : (window) % 8 == 1 ? f(s, 1, __VA_ARGS__)                                                                               \
     : (window) % 8 == 2 ? f(s, 2, __VA_ARGS__)                                                                               \
     : (window) % 8 == 3 ? f(s, 3, __VA_ARGS__)                                                                               \
     : (window) % 8 == 4 ? f(s, 4, __VA_ARGS__)                                                                               \
     : (window) % 8 == 5 ? f(s, 5, __VA_ARGS__)                                                                               \
     : (window) % 8 == 6 ? f(s, 6, __VA_ARGS__)                                                                               \
                         : f(s, 7, __VA_ARGS__))
#else
#define BY_REST(f, s, window, ...)                                                                                            \
    ((window) % 4 == 0   ? f(s, 0, __VA_ARGS__)                                                                               \
     : (window) % 4 == 1 ? f(s, 1, __VA_ARGS__)                                                                               \
     : (window) % 4 == 2 ? f(s, 2, __VA_ARGS__)                                                                               \
                         : f(s, 3, __VA_ARGS__))
#endif

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
 * loaded once. rest = window % TERM_STRIDE, a constant. */
INLINE void sums_of_terms(const double *oldest, size_t window, size_t rest, window_term *term, const void *context,
                          vec *result)
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
    __asm__(
        ""
        : "+r"(k)); /* or the compiler works out all addresses of the rest beforehand, and has no registers for them */
    for (size_t j = 0; j < TERM_STRIDE - 1; j++)
        if (j < rest) {
            const vec next = load(oldest + k + j + LANES);
            sum[0][j % 4] += term(held[j % LANES], k + j, 0, context);
            sum[1][j % 4] += term(next, k + j, 1, context);
            held[j % LANES] = next;
        }
    for (int v = 0; v < 2; v++) result[v] = join_sums(sum[v]);
}

/* The same for a single window, with its values in the lanes: four of them, in as many short vectors as that takes. */
enum { QUAD = 4, SHORT_LANES = LANES < QUAD ? LANES : QUAD };
typedef double short_vec __attribute__((vector_size(SHORT_LANES * sizeof(double))));
typedef int64_t short_bits __attribute__((vector_size(SHORT_LANES * sizeof(double))));

typedef short_vec short_term(short_vec x, size_t k, const void *context);
typedef double one_term(double x, size_t k, const void *context);

INLINE short_vec load_short(const double *p)
{
    short_vec v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* Of values that were stored one by one just now: a load that spans fresh stores would have to wait for them. */
INLINE short_vec load_fresh(const volatile double *p)
{
    short_vec v;
    for (int k = 0; k < SHORT_LANES; k++) v[k] = p[k];
    return v;
}

INLINE double sum_of_one(const double *oldest, size_t window, short_term *term, one_term *rest, const void *context)
{
    double sum[QUAD];
    short_vec sums[QUAD / SHORT_LANES] = { { 0 } };
    size_t k = 0;
    for (; k + 2 * QUAD <= window; k += QUAD)
        for (int j = 0; j < QUAD; j += SHORT_LANES)
            sums[j / SHORT_LANES] += term(load_short(oldest + k + j), k + j, context);
    if (k + QUAD <= window) {
        for (int j = 0; j < QUAD; j += SHORT_LANES)
            sums[j / SHORT_LANES] += term(load_fresh(oldest + k + j), k + j, context);
        k += QUAD;
    }
    for (int j = 0; j < QUAD; j++) sum[j] = sums[j / SHORT_LANES][j % SHORT_LANES];
    for (int j = 0; j < QUAD - 1; j++)
        if (k + j < window) sum[j] += rest(oldest[k + j], k + j, context);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

#endif
