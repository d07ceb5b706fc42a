/* flat.h: where a window is flat, rounding must not show: its mean is the value itself, its sum a multiple. */
#ifndef BW_FLAT_H
#define BW_FLAT_H

#include "vector.h"

/* Puts factor * x over out wherever the run of equal values (run.h) fills the window. */
INLINE void keep_flat(const double *x, const double *run, double *out, size_t n, double window, double factor)
{
    for (size_t i = 0; i < n; i++) out[i] = run[i] >= window ? x[i] * factor : out[i];
}

/* The same without a series of runs, for what is missing where it has no value. For how many bars x[0] has been the same,
 * `most` at most: */
INLINE uint32_t run_at(const double *x, uint32_t most)
{
    uint32_t run = 1;
    while (run < most && *(x - run) == *x) run++;
    return run;
}

INLINE bool is_flat(const double *x, uint32_t window)
{
    return run_at(x, window) == window;
}

INLINE bool any_equals_before(const double *x, size_t n)
{
    vec_bits found[2] = { { 0 }, { 0 } };
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES)
        for (int k = 0; k < 2; k++) found[k] |= load(x + i + k * LANES) == load(x + i + k * LANES - 1);
    for (; i < n; i += LANES) found[0] |= load(x + within(i, n)) == load(x + within(i, n) - 1);
    return any(found[0] | found[1]);
}

INLINE bool all_equal_before(const double *x)
{
    return !any(load(x) != load(x - 1));
}

/* Could a window be flat that ends at one of n bars? All its values but the oldest equal the one before: some of them in a row are looked
 * at, as often as no such window can lie between. Of a long window these are a vector, of a short one a few, if there are any at all. */
INLINE bool a_long_one_may_be_flat(const double *x, size_t n, uint32_t window)
{
    const ptrdiff_t last = (ptrdiff_t)n - LANES, between = (ptrdiff_t)window - LANES;
    for (ptrdiff_t i = 2 - (ptrdiff_t)window; i <= last; i += between)
        if (all_equal_before(x + i)) return true;
    return false;
}

INLINE bool a_short_one_may_be_flat(const double *x, size_t n, uint32_t window)
{
    const size_t equal = window - 1, in_a_row = equal < 2 ? equal : equal / 2;
    if (window > 1 && !any_equals_before(x, n)) return false;
    for (size_t i = 0; i < n; i += equal - in_a_row + 1) {
        const double *at = x + i;
        size_t k = 0;
        while (k < in_a_row && *(at - k) == *(at - k - 1)) k++;
        if (k == in_a_row) return true;
    }
    return false;
}

INLINE bool any_may_be_flat(const double *x, size_t n, uint32_t window)
{
    return window >= 2 * LANES ? a_long_one_may_be_flat(x, n, window) : a_short_one_may_be_flat(x, n, window);
}

INLINE void keep_flat_values(const double *x, double *out, size_t n, uint32_t window, double factor)
{
    if (!any_may_be_flat(x, n, window)) return;
    uint32_t run = run_at(x - 1, window - 1);
    for (size_t i = 0; i < n; i++) {
        run = window > 1 && x[i] == x[(ptrdiff_t)i - 1] ? run + (run < window) : 1;
        if (run >= window && out[i] == out[i]) out[i] = x[i] * factor;
    }
}

/* The same of one bar. */
INLINE void keep_flat_value(const double *x, double *out, uint32_t window, double factor)
{
    if (*out == *out && is_flat(x, window)) *out = *x * factor;
}

/* Is any window flat? */
INLINE bool any_is_flat(const double *run, size_t n, double window)
{
    vec longest[4] = { { 0 } };
    size_t i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES)
        for (int k = 0; k < 4; k++) longest[k] = greater_of(load(run + i + k * LANES), longest[k]);
    for (; i < n; i += LANES) longest[0] = greater_of(load(run + within(i, n)), longest[0]);
    const vec all = greater_of(greater_of(longest[0], longest[1]), greater_of(longest[2], longest[3]));
    return any(all >= broadcast(window));
}

/* Could one be? A run that fills a long window has filled half of it at one of the bars that are looked at. */
INLINE bool any_run_may_fill(const double *run, size_t n, double window)
{
    enum { LONG = 4 * GROUP };
    const double most = window / 2;
    if (window < LONG) return any_is_flat(run, n, window);
    for (size_t i = 0, between = most < (double)n ? (size_t)most : n; i < n; i += between)
        if (run[i] >= most) return true;
    return false;
}

#endif
