/* run.h: for how many bars a value has been the same, 1 where it differs from the one before. A window is flat exactly where
 * this is at least its length. */
#ifndef BW_RUN_H
#define BW_RUN_H

#include "vector.h"

INLINE double next_run(double x, double before, double run)
{
    return x == before ? run + 1 : 1;
}

/* One vector's runs, by a scan for the latest bar that differs from the one before; `carry` is the run before the vector. */
INLINE vec run_of_vector(vec_bits equal, double carry)
{
    static const double number[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    const vec position = load(number);
    vec latest = (vec)((vec_bits)position & ~equal);
    latest = greater_of(latest, earlier((vec){ 0 }, latest, 1));
    if (LANES > 2) latest = greater_of(latest, earlier((vec){ 0 }, latest, LANES > 2 ? 2 : 1));
    if (LANES > 4) latest = greater_of(latest, earlier((vec){ 0 }, latest, LANES > 4 ? 4 : 1));
    const vec_bits none = latest == broadcast(0);
    return position - (vec)(((vec_bits)broadcast(-carry) & none) | ((vec_bits)(latest - 1) & ~none));
}

INLINE vec_bits equals_before(const double *x)
{
    return load(x) == load(x - 1);
}

/* The runs of some vectors of x, of which `equal` says whether any value equals the one before: in most series that is rare.
 * Gives the run after them. */
INLINE double store_runs(const double *x, double *run, int vectors, vec_bits equal, double carry)
{
    if (__builtin_expect(!any(equal), 1)) {
        for (int k = 0; k < vectors; k++) store(run + k * LANES, broadcast(1));
        return 1;
    }
    for (int k = 0; k < vectors; k++) {
        const vec v = run_of_vector(equals_before(x + k * LANES), carry);
        store(run + k * LANES, v);
        carry = v[LANES - 1];
    }
    return carry;
}

/* The run before run[0]: 0 before the series began, where its tape holds NaN. */
INLINE double run_before(const double *run)
{
    return run[-1] > 0 ? run[-1] : 0;
}

#endif
