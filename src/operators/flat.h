/* flat.h: where a window is flat, rounding must not show: its mean is the value itself. */
#ifndef BW_FLAT_H
#define BW_FLAT_H

#include "vector.h"

/* Puts x over out wherever the run of equal values (run_length.c) fills the window. */
INLINE void keep_flat(const double *x, const double *run, double *out, size_t n, double window)
{
    for (size_t i = 0; i < n; i++)
        if (run[i] >= window) out[i] = x[i];
}

/* Is any window flat? */
INLINE bool any_is_flat(const double *run, size_t n, double window)
{
    vec_bits flat = { 0 };
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) flat |= load(run + i) >= broadcast(window);
    if (i < n) flat |= load(run + within(i, n)) >= broadcast(window);
    return any(flat);
}

#endif
