/* prefix.h: sums, or products, of the values of a group up to each of them, in an order that holds still: where a value adds
 * nothing (0 of a sum, 1 of a product), the result is that of the value before, bit for bit.
 *
 * Aligned halves are joined, 1 + 1, 2 + 2, 4 + 4: every value of the newer half is joined with all of the older one. So of the values
 * 0 … 6 it is ((0 + 1) + (2 + 3)) + ((4 + 5) + 6). */
#ifndef BW_PREFIX_H
#define BW_PREFIX_H

#include "vector.h"

typedef vec join_vectors(vec older, vec newer);
typedef double join_values(double older, double newer);

/* The last value in all lanes. */
INLINE vec last_in_all_lanes(vec v)
{
#if defined __AVX512F__
    return SHUFFLE(v, v, 7, 7, 7, 7, 7, 7, 7, 7);
#elif defined __AVX2__
    return SHUFFLE(v, v, 3, 3, 3, 3);
#else
    return SHUFFLE(v, v, 1, 1);
#endif
}

/* Within one vector. */
INLINE vec prefixes_of_vector(vec v, join_vectors *join)
{
#if defined __AVX512F__
    vec joined = join((vec)_mm512_movedup_pd((__m512d)v), v);
    v = (vec)_mm512_mask_mov_pd((__m512d)v, 0xAA, (__m512d)joined);
    joined = join((vec)_mm512_permutex_pd((__m512d)v, 0x55), v);
    v = (vec)_mm512_mask_mov_pd((__m512d)v, 0xCC, (__m512d)joined);
    joined = join(SHUFFLE(v, v, 3, 3, 3, 3, 3, 3, 3, 3), v);
    return (vec)_mm512_mask_mov_pd((__m512d)v, 0xF0, (__m512d)joined);
#elif defined __AVX2__
    vec joined = join((vec)_mm256_movedup_pd((__m256d)v), v);
    v = (vec)_mm256_blend_pd((__m256d)v, (__m256d)joined, 0xA);
    joined = join(SHUFFLE(v, v, 1, 1, 1, 1), v);
    return (vec)_mm256_blend_pd((__m256d)v, (__m256d)joined, 0xC);
#else
    return SHUFFLE(v, join(SHUFFLE(v, v, 0, 0), v), 0, 3);
#endif
}

INLINE group prefixes(group g, join_vectors *join)
{
    for (int k = 0; k < GROUP_VECTORS; k++) g.part[k] = prefixes_of_vector(g.part[k], join);
    for (int half = 1; half < GROUP_VECTORS; half *= 2)
        for (int k = 0; k < GROUP_VECTORS; k++)
            if (k & half) g.part[k] = join(last_in_all_lanes(g.part[(k & -half) - 1]), g.part[k]);
    return g;
}

/* The same one by one: what is complete of a group that is open. */
typedef struct {
    double value, pair, half; /* the latest at an even place; of the latest pair at an even place; of the first four */
} open_group;

INLINE double next_prefix(open_group *open, uint64_t place, double x, join_values *join)
{
    if (place & 1) x = join(open->value, x);
    else open->value = x;
    if (place & 2) x = join(open->pair, x);
    else if (place & 1) open->pair = x;
    if (place & 4) x = join(open->half, x);
    else if ((place & 3) == 3) open->half = x;
    return x;
}

#endif
