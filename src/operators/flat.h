/* flat.h: where a window is flat, rounding must not show: its mean is the value itself, its sum a multiple. */
#ifndef BW_FLAT_H
#define BW_FLAT_H

#include "vector.h"

/* Puts factor * x over out wherever the run of equal values (run_length.c) fills the window. */
INLINE void keep_flat(const double *x, const double *run, double *out, size_t n, double window, double factor)
{
    for (size_t i = 0; i < n; i++) out[i] = run[i] >= window ? x[i] * factor : out[i];
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

#endif
