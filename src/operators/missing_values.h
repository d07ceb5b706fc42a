/* missing_values.h: is anything missing in a run of values? As the engine asks of columns, and operators of what they read. */
#ifndef BW_MISSING_VALUES_H
#define BW_MISSING_VALUES_H

#include "vector.h"

/* Two vectors a comparison, all but the first and the last on cache lines. */
INLINE bool any_is_nan(const double *x, size_t n)
{
    if (n < LANES) {
        bool found = false;
        for (size_t i = 0; i < n; i++) found |= x[i] != x[i];
        return found;
    }
    vec_bits found = either_is_nan(load(x), load(x + n - LANES)), more = { 0 };
    size_t i = LANES - (uintptr_t)x / sizeof(double) % LANES;
    for (; i + 4 * LANES <= n; i += 4 * LANES) {
        found |= either_is_nan(load(x + i), load(x + i + LANES));
        more |= either_is_nan(load(x + i + 2 * LANES), load(x + i + 3 * LANES));
    }
    for (; i + LANES <= n; i += LANES) found |= either_is_nan(load(x + i), load(x + i));
    return any(found | more);
}

/* Whether there is neither a NaN nor an infinity: both stay in a sum. It may say no of finite values whose sum overflows. Loads that
 * cross cache lines cost twice, so all but the first and the last vector start on one. */
INLINE bool all_finite(const double *x, size_t n)
{
    vec sum[4] = { { 0 } };
    if (n < LANES) {
        double rest = 0;
        for (size_t i = 0; i < n; i++) rest += x[i];
        return rest - rest == 0;
    }
    sum[0] = load(x);
    sum[1] = load(x + n - LANES);
    size_t i = LANES - (uintptr_t)x / sizeof(double) % LANES;
    for (; i + 4 * LANES <= n; i += 4 * LANES)
        for (int k = 0; k < 4; k++) sum[k] += load(x + i + k * LANES);
    for (; i + LANES <= n; i += LANES) sum[2] += load(x + i);
    const vec all = (sum[0] + sum[1]) + (sum[2] + sum[3]), rest = all - all;
    return !any(rest != rest);
}

INLINE vec copy_vector(double *to, const double *x)
{
    const vec v = loaded_once(load(x));
    store(to, v);
    return v;
}

/* Copies them too. */
INLINE bool copy_and_tell(double *restrict to, const double *restrict x, size_t n)
{
    vec sum[2] = { { 0 } };
    size_t i = 0;
    for (; n < LANES && i < n; i++) sum[0][0] += to[i] = x[i];
    for (; i + 2 * LANES <= n; i += 2 * LANES)
        for (int k = 0; k < 2; k++) sum[k] += copy_vector(to + i + k * LANES, x + i + k * LANES);
    for (; i < n; i += LANES) {
        i = within(i, n);
        sum[0] += copy_vector(to + i, x + i);
    }
    const vec all = sum[0] + sum[1], none = all - all;
    return !any(none != none);
}

#endif
