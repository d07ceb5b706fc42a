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
#if VECTOR_BYTES == 64
    return SHUFFLE(v, v, 7, 7, 7, 7, 7, 7, 7, 7);
#elif VECTOR_BYTES == 32
    return SHUFFLE(v, v, 3, 3, 3, 3);
#else
    return SHUFFLE(v, v, 1, 1);
#endif
}

/* Within one vector. What leaves a value as it is, 0 of a sum, is joined with those that have none before them. */
INLINE vec prefixes_of_vector(vec v, join_vectors *join, double neutral)
{
#if VECTOR_BYTES == 64
    (void)neutral; /* one instruction joins in some lanes only */
    vec joined = join((vec)_mm512_movedup_pd((__m512d)v), v);
    v = (vec)_mm512_mask_mov_pd((__m512d)v, 0xAA, (__m512d)joined);
    joined = join((vec)_mm512_permutex_pd((__m512d)v, 0x55), v);
    v = (vec)_mm512_mask_mov_pd((__m512d)v, 0xCC, (__m512d)joined);
    joined = join(SHUFFLE(v, v, 3, 3, 3, 3, 3, 3, 3, 3), v);
    return (vec)_mm512_mask_mov_pd((__m512d)v, 0xF0, (__m512d)joined);
#elif VECTOR_BYTES == 32
    v = join(SHUFFLE(broadcast(neutral), v, 0, 4, 2, 6), v);
    return join((vec)_mm256_blend_pd((__m256d)broadcast(neutral), (__m256d)SHUFFLE(v, v, 1, 1, 1, 1), 0xC), v);
#else
    return join(SHUFFLE(broadcast(neutral), v, 0, 2), v);
#endif
}

INLINE group prefixes(group g, join_vectors *join, double neutral)
{
    for (int k = 0; k < GROUP_VECTORS; k++) g.part[k] = prefixes_of_vector(g.part[k], join, neutral);
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

/* ---- sums that begin anew ------------------------------------------------------------------------------------------ */

/* A sum up to each value, of what came since the latest value, itself included, at which it began anew; whether there was one. */
typedef struct {
    vec sum;
    vec_bits is_new;
} fresh_sums;

/* Joined with the sums of an older half in the lanes of `newer`. */
INLINE fresh_sums join_fresh(fresh_sums older, fresh_sums s, vec_bits newer)
{
    return (fresh_sums){ choose(newer & ~s.is_new, older.sum + s.sum, s.sum), s.is_new | (newer & older.is_new) };
}

#define SPREAD(s, ...) ((fresh_sums){ SHUFFLE((s).sum, (s).sum, __VA_ARGS__), (vec_bits)SHUFFLE((vec)(s).is_new, (vec)(s).is_new, __VA_ARGS__) })

INLINE fresh_sums last_fresh(fresh_sums s)
{
    return (fresh_sums){ last_in_all_lanes(s.sum), (vec_bits)last_in_all_lanes((vec)s.is_new) };
}

INLINE fresh_sums fresh_sums_of_vector(fresh_sums s)
{
#if VECTOR_BYTES == 64
    s = join_fresh(SPREAD(s, 0, 0, 2, 2, 4, 4, 6, 6), s, (vec_bits){ 0, -1, 0, -1, 0, -1, 0, -1 });
    s = join_fresh(SPREAD(s, 1, 1, 1, 1, 5, 5, 5, 5), s, (vec_bits){ 0, 0, -1, -1, 0, 0, -1, -1 });
    return join_fresh(SPREAD(s, 3, 3, 3, 3, 3, 3, 3, 3), s, (vec_bits){ 0, 0, 0, 0, -1, -1, -1, -1 });
#elif VECTOR_BYTES == 32
    s = join_fresh(SPREAD(s, 0, 0, 2, 2), s, (vec_bits){ 0, -1, 0, -1 });
    return join_fresh(SPREAD(s, 1, 1, 1, 1), s, (vec_bits){ 0, 0, -1, -1 });
#else
    return join_fresh(SPREAD(s, 0, 0), s, (vec_bits){ 0, -1 });
#endif
}

INLINE void fresh_sums_of_group(fresh_sums *part)
{
    const vec_bits all = ~(vec_bits){ 0 };
    for (int k = 0; k < GROUP_VECTORS; k++) part[k] = fresh_sums_of_vector(part[k]);
    for (int half = 1; half < GROUP_VECTORS; half *= 2)
        for (int k = 0; k < GROUP_VECTORS; k++)
            if (k & half) part[k] = join_fresh(last_fresh(part[(k & -half) - 1]), part[k], all);
}

#endif
