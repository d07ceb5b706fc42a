/* groups.h: groups of eight values side by side, one in each lane, so that what runs through a group from value to value runs through
 * as many at a time as a vector has lanes, by the same operations as through one. */
#ifndef BW_GROUPS_H
#define BW_GROUPS_H

#include "vector.h"

enum { LOT = LANES * GROUP }; /* values of as many groups */

/* at[i]: value i of each group. */
typedef struct {
    vec at[GROUP];
} groups;

/* What is loaded and stored at a time of a lot. Values are moved in these too, since a load that needs two stores has to wait. */
enum { PIECE_VALUES = LANES > 2 ? LANES / 2 : LANES };
typedef double piece __attribute__((vector_size(PIECE_VALUES * sizeof(double))));

INLINE void copy_piece(double *to, const double *x)
{
    memcpy(to, x, sizeof(piece));
}

/* The first n values, fewer than a piece has, and `rest`. */
INLINE piece some_of_piece(const double *x, size_t n, double rest)
{
#if VECTOR_BYTES == 64
    return (piece)_mm256_mask_loadu_pd(_mm256_set1_pd(rest), (__mmask8)((1U << n) - 1), x);
#else
    (void)n;
    return (piece){ x[0], rest };
#endif
}

INLINE void copy_values(double *to, const double *x, size_t n)
{
    size_t i = 0;
    for (; i + PIECE_VALUES <= n; i += PIECE_VALUES) copy_piece(to + i, x + i);
    for (; i < n; i++) to[i] = x[i];
}

/* n values, and the last of them again and again until there is a lot. */
INLINE double *fill_lot(double *room, const double *x, size_t n)
{
    const vec last = broadcast(x[n - 1]);
    size_t i = 0;
    for (; i + PIECE_VALUES <= n; i += PIECE_VALUES) copy_piece(room + i, x + i);
    if (i < n) {
        const piece some = some_of_piece(x + i, n - i, last[0]);
        memcpy(room + i, &some, sizeof some);
        i += PIECE_VALUES;
    }
    for (; i % LANES; i += PIECE_VALUES) memcpy(room + i, &last, sizeof(piece));
    for (; i < LOT; i += LANES) store(room + i, last);
    return room;
}

#if VECTOR_BYTES == 64

/* Four values from x and four from y. */
INLINE vec load_halves(const double *x, const double *y)
{
    return (vec)_mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(x)), _mm256_loadu_pd(y), 1);
}

INLINE void store_halves(double *x, double *y, vec v)
{
    _mm256_storeu_pd(x, _mm512_castpd512_pd256((__m512d)v));
    _mm256_storeu_pd(y, _mm512_extractf64x4_pd((__m512d)v, 1));
}

/* Values k … k + 3 of all groups: first of groups 0 to 3, then of 4 to 7. */
INLINE void load_four(const double *x, vec *at)
{
    vec v[4], pair[4]; /* groups 0 and 2, 1 and 3, 4 and 6, 5 and 7 */
    for (int k = 0; k < 4; k++) {
        const double *from = x + (k / 2 * 4 + k % 2) * GROUP;
        v[k] = load_halves(from, from + 2 * GROUP);
    }
    for (int k = 0; k < 2; k++) {
        pair[k] = SHUFFLE(v[2 * k], v[2 * k + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        pair[k + 2] = SHUFFLE(v[2 * k], v[2 * k + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int k = 0; k < 2; k++) {
        at[k] = (vec)_mm512_shuffle_f64x2((__m512d)pair[2 * k], (__m512d)pair[2 * k + 1], 0x88);
        at[k + 2] = (vec)_mm512_shuffle_f64x2((__m512d)pair[2 * k], (__m512d)pair[2 * k + 1], 0xDD);
    }
}

INLINE void store_four(double *x, const vec *at)
{
    vec even[2], odd[2]; /* of groups 0, 2, 4 and 6, and of 1, 3, 5 and 7: two values of each */
    for (int k = 0; k < 2; k++) {
        even[k] = SHUFFLE(at[2 * k], at[2 * k + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        odd[k] = SHUFFLE(at[2 * k], at[2 * k + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    store_halves(x, x + 2 * GROUP, SHUFFLE(even[0], even[1], 0, 1, 8, 9, 2, 3, 10, 11));
    store_halves(x + 4 * GROUP, x + 6 * GROUP, SHUFFLE(even[0], even[1], 4, 5, 12, 13, 6, 7, 14, 15));
    store_halves(x + GROUP, x + 3 * GROUP, SHUFFLE(odd[0], odd[1], 0, 1, 8, 9, 2, 3, 10, 11));
    store_halves(x + 5 * GROUP, x + 7 * GROUP, SHUFFLE(odd[0], odd[1], 4, 5, 12, 13, 6, 7, 14, 15));
}

INLINE groups load_groups(const double *x)
{
    groups g;
    for (int k = 0; k < GROUP; k += 4) load_four(x + k, g.at + k);
    return g;
}

INLINE void store_groups(double *to, const groups *g)
{
    for (int k = 0; k < GROUP; k += 4) store_four(to + k, g->at + k);
}

#else

#if VECTOR_BYTES == 32
/* Two values from x and two from y. */
INLINE vec load_halves(const double *x, const double *y)
{
    return (vec)_mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(x)), _mm_loadu_pd(y), 1);
}

INLINE void store_halves(double *x, double *y, vec v)
{
    _mm_storeu_pd(x, _mm256_castpd256_pd128((__m256d)v));
    _mm_storeu_pd(y, _mm256_extractf128_pd((__m256d)v, 1));
}
#define EVEN_LANES 0, 4, 2, 6
#define ODD_LANES 1, 5, 3, 7
#else
INLINE vec load_halves(const double *x, const double *y)
{
    (void)y;
    return load(x);
}

INLINE void store_halves(double *x, const double *y, vec v)
{
    (void)y;
    store(x, v);
}
#define EVEN_LANES 0, 2
#define ODD_LANES 1, 3
#endif

INLINE groups load_groups(const double *x)
{
    groups g;
    for (int k = 0; k < GROUP; k += 2) {
        const vec even = load_halves(x + k, x + 2 * GROUP + k), odd = load_halves(x + GROUP + k, x + 3 * GROUP + k);
        g.at[k] = SHUFFLE(even, odd, EVEN_LANES);
        g.at[k + 1] = SHUFFLE(even, odd, ODD_LANES);
    }
    return g;
}

INLINE void store_groups(double *to, const groups *g)
{
    for (int k = 0; k < GROUP; k += 2) {
        store_halves(to + k, to + 2 * GROUP + k, SHUFFLE(g->at[k], g->at[k + 1], EVEN_LANES));
        store_halves(to + GROUP + k, to + 3 * GROUP + k, SHUFFLE(g->at[k], g->at[k + 1], ODD_LANES));
    }
}

#endif

#endif
