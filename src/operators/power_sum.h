/* power_sum.h: the sum of 2^k values from x on, neighbours first: the additions by which a part of a window (powers.h) is made. */
#ifndef BW_POWER_SUM_H
#define BW_POWER_SUM_H

#include "vector.h"

INLINE double sum_of_four(const double *x)
{
    return (x[0] + x[1]) + (x[2] + x[3]);
}

INLINE double sum_of_eight(const double *x)
{
    return sum_of_four(x) + sum_of_four(x + 4);
}

INLINE double sum_of_sixteen(const double *x)
{
    return sum_of_eight(x) + sum_of_eight(x + 8);
}

static double sum_of_many(const double *x, int k)
{
    const int half = k - 1;
    const double *newer = x + ((size_t)1 << half);
    return half == 4 ? sum_of_sixteen(x) + sum_of_sixteen(newer) : sum_of_many(x, half) + sum_of_many(newer, half);
}

INLINE double sum_of_power(const double *x, int k)
{
    switch (k) {
    case 0: return x[0];
    case 1: return x[0] + x[1];
    case 2: return sum_of_four(x);
    case 3: return sum_of_eight(x);
    case 4: return sum_of_sixteen(x);
    default: return sum_of_many(x, k);
    }
}

#endif
