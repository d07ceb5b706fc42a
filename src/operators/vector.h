/* vector.h: all that operators know of instruction sets. Compiled once per kernel; everything here is static.
 *
 * A vec is as wide as the machine: its lanes are bars, so the width changes no result. A group is eight values on every
 * machine, in as many vecs as that takes: the unit of a scan, whose order of operations is part of the result. */
#ifndef BW_VECTOR_H
#define BW_VECTOR_H

#include "numerics.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A file that works on little may want narrower vectors than there are. */
#ifndef MOST_VECTOR_BYTES
#define MOST_VECTOR_BYTES 64
#endif

#if defined __AVX512F__ && defined __AVX512DQ__ && MOST_VECTOR_BYTES >= 64
#include <immintrin.h>
#define VECTOR_BYTES 64
#elif defined __AVX2__
#include <immintrin.h>
#define VECTOR_BYTES 32
#else
#if defined __SSE2__
#include <emmintrin.h>
#elif defined __aarch64__
#include <arm_neon.h>
#endif
#define VECTOR_BYTES 16
#endif
enum { LANES = VECTOR_BYTES / sizeof(double), GROUP = 8, GROUP_VECTORS = GROUP / LANES };

#define INLINE static inline __attribute__((always_inline, unused))

/* Of code that there are many copies of, each for other constants, sanitizers get one for any: all would take minutes to compile. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { HAS_COPIES = false };
#else
enum { HAS_COPIES = true };
#endif

typedef double vec __attribute__((vector_size(VECTOR_BYTES)));
typedef int64_t vec_bits __attribute__((vector_size(VECTOR_BYTES)));
typedef uint64_t vec_words __attribute__((vector_size(VECTOR_BYTES)));

INLINE vec load(const double *p)
{
    vec v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void store(double *p, vec v)
{
    memcpy(p, &v, sizeof v);
}

INLINE vec broadcast(double x)
{
    return x - (vec){ 0 }; /* not +: that would lose the sign of -0 */
}

/* From registers: a load of values that were stored one by one would have to wait for them. */
INLINE vec from_lanes(const double *x)
{
#if VECTOR_BYTES == 64
    return (vec){ x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7] };
#elif VECTOR_BYTES == 32
    return (vec){ x[0], x[1], x[2], x[3] };
#else
    return (vec){ x[0], x[1] };
#endif
}

INLINE vec magnitude(vec v)
{
    return (vec)((vec_bits)v & INT64_MAX);
}

/* a in the lanes of which the mask has all bits, b in those of which it has none. */
INLINE vec choose(vec_bits mask, vec a, vec b)
{
#if VECTOR_BYTES == 32
    return (vec)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)mask);
#else
    return (vec)(((vec_bits)a & mask) | ((vec_bits)b & ~mask));
#endif
}

INLINE vec square_root_of(vec v)
{
#if VECTOR_BYTES == 64
    return (vec)_mm512_sqrt_pd((__m512d)v);
#elif VECTOR_BYTES == 32
    return (vec)_mm256_sqrt_pd((__m256d)v);
#elif defined __SSE2__
    return (vec)_mm_sqrt_pd((__m128d)v);
#else
    return (vec){ __builtin_sqrt(v[0]), __builtin_sqrt(v[1]) };
#endif
}

/* v where the sign's bit is 0, -v where it is 1. */
INLINE vec signed_by(vec sign, vec v)
{
    return (vec)((vec_bits)v ^ ((vec_bits)sign & INT64_MIN));
}

/* v in the lanes of which the mask has all bits, 0 in the others. */
INLINE vec only_where(vec_bits mask, vec v)
{
    return (vec)((vec_bits)v & mask);
}

/* a where a > b, else b: so b where either is NaN. And the same with <. */
INLINE vec greater_of(vec a, vec b)
{
#if VECTOR_BYTES == 64
    return (vec)_mm512_max_pd((__m512d)a, (__m512d)b);
#elif VECTOR_BYTES == 32
    return (vec)_mm256_max_pd((__m256d)a, (__m256d)b);
#elif defined __SSE2__
    return (vec)_mm_max_pd((__m128d)a, (__m128d)b);
#else
    vec_bits first = a > b;
    return (vec)(((vec_bits)a & first) | ((vec_bits)b & ~first));
#endif
}

INLINE vec less_of(vec a, vec b)
{
#if VECTOR_BYTES == 64
    return (vec)_mm512_min_pd((__m512d)a, (__m512d)b);
#elif VECTOR_BYTES == 32
    return (vec)_mm256_min_pd((__m256d)a, (__m256d)b);
#elif defined __SSE2__
    return (vec)_mm_min_pd((__m128d)a, (__m128d)b);
#else
    vec_bits first = a < b;
    return (vec)(((vec_bits)a & first) | ((vec_bits)b & ~first));
#endif
}

/* The count, one more in the lanes where a < b. */
INLINE vec_bits counted_less(vec_bits count, vec a, vec b)
{
#if VECTOR_BYTES == 64
    const __mmask8 less = _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ);
    return (vec_bits)_mm512_mask_sub_epi64((__m512i)count, less, (__m512i)count, _mm512_set1_epi64(-1));
#else
    return count - (a < b);
#endif
}

/* Lanes where a or b is NaN; and NaN there in place of x. */
#if VECTOR_BYTES == 64
typedef __mmask8 missing_lanes;
#else
typedef vec_bits missing_lanes;
#endif

INLINE missing_lanes missing_in(vec a, vec b)
{
#if VECTOR_BYTES == 64
    return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_UNORD_Q);
#elif VECTOR_BYTES == 32
    return (vec_bits)_mm256_cmp_pd((__m256d)a, (__m256d)b, _CMP_UNORD_Q);
#elif defined __SSE2__
    return (vec_bits)_mm_cmpunord_pd((__m128d)a, (__m128d)b);
#else
    return (a != a) | (b != b);
#endif
}

INLINE vec nan_where(missing_lanes missing, vec x)
{
#if VECTOR_BYTES == 64
    return (vec)_mm512_mask_mov_pd((__m512d)x, missing, (__m512d)broadcast(BW_NAN));
#else
    return (vec)((vec_bits)x | missing); /* all bits set are a NaN */
#endif
}

/* Is any lane's sign bit set? Comparisons give lanes of all or no bits. */
INLINE bool any(vec_bits v)
{
#if VECTOR_BYTES == 64
    return _mm512_movepi64_mask((__m512i)v) != 0;
#elif VECTOR_BYTES == 32
    return _mm256_movemask_pd((__m256d)v) != 0;
#elif defined __SSE2__
    return _mm_movemask_pd((__m128d)v) != 0;
#else
    return (v[0] | v[1]) < 0;
#endif
}

/* Is a < b in any lane? */
INLINE bool any_less(vec a, vec b)
{
#if VECTOR_BYTES == 64
    return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ) != 0;
#elif VECTOR_BYTES == 32 && defined __AVX512VL__
    return _mm256_cmp_pd_mask((__m256d)a, (__m256d)b, _CMP_LT_OQ) != 0;
#else
    return any(a < b);
#endif
}

#ifdef __clang__
#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE(a, b, ...) __builtin_shuffle(a, b, (vec_bits){ __VA_ARGS__ })
#endif

#if VECTOR_BYTES == 64
#define moved_later(before, now, from) ((vec)_mm512_alignr_epi64((__m512i)(now), (__m512i)(before), from))
#endif

/* The vector that lies `lanes` values before `now`, where `before` lies LANES before; 1 ≤ lanes ≤ LANES, a constant. */
INLINE vec earlier(vec before, vec now, int lanes)
{
    if (lanes == LANES) return before;
#if VECTOR_BYTES == 64
    if (lanes == 1) return moved_later(before, now, 7);
    if (lanes == 2) return moved_later(before, now, 6);
    if (lanes == 3) return moved_later(before, now, 5);
    if (lanes == 4) return moved_later(before, now, 4);
    if (lanes == 5) return moved_later(before, now, 3);
    if (lanes == 6) return moved_later(before, now, 2);
    return moved_later(before, now, 1);
#elif VECTOR_BYTES == 32
    if (lanes == 1) return SHUFFLE(before, now, 3, 4, 5, 6);
    if (lanes == 2) return SHUFFLE(before, now, 2, 3, 4, 5);
    return SHUFFLE(before, now, 1, 2, 3, 4);
#else
    return SHUFFLE(before, now, 1, 2);
#endif
}

/* The vector that lies a value after `now`, where `next` lies LANES after. */
INLINE vec later(vec now, vec next)
{
#if VECTOR_BYTES == 64
    return SHUFFLE(now, next, 1, 2, 3, 4, 5, 6, 7, 8);
#elif VECTOR_BYTES == 32
    return SHUFFLE(now, next, 1, 2, 3, 4);
#else
    return SHUFFLE(now, next, 1, 2);
#endif
}

typedef struct {
    vec part[GROUP_VECTORS];
} group;

INLINE group load_group(const double *p)
{
    group g;
    for (int k = 0; k < GROUP_VECTORS; k++) g.part[k] = load(p + k * LANES);
    return g;
}

INLINE void store_group(double *p, group g)
{
    for (int k = 0; k < GROUP_VECTORS; k++) store(p + k * LANES, g.part[k]);
}

INLINE double last_of_group(group g)
{
    return g.part[GROUP_VECTORS - 1][LANES - 1];
}

#if VECTOR_BYTES == 64
/* Rotated, in one instruction with the lanes that are not kept set to 0. */
#define rotated_later(v, kept, lanes) ((vec)_mm512_maskz_alignr_epi64(kept, (__m512i)(v), (__m512i)(v), lanes))
#endif

/* Lanes moved towards later values by 1, 2 or 4; zeros come in. */
INLINE group later1(group g)
{
#if VECTOR_BYTES == 64
    return (group){ { rotated_later(g.part[0], 0xFE, 7) } };
#elif VECTOR_BYTES == 32
    return (group){ { SHUFFLE((vec){ 0 }, g.part[0], 0, 4, 5, 6), SHUFFLE(g.part[0], g.part[1], 3, 4, 5, 6) } };
#else
    return (group){ { SHUFFLE((vec){ 0 }, g.part[0], 0, 2), SHUFFLE(g.part[0], g.part[1], 1, 2),
                      SHUFFLE(g.part[1], g.part[2], 1, 2), SHUFFLE(g.part[2], g.part[3], 1, 2) } };
#endif
}

INLINE group later2(group g)
{
#if VECTOR_BYTES == 64
    return (group){ { rotated_later(g.part[0], 0xFC, 6) } };
#elif VECTOR_BYTES == 32
    return (group){ { SHUFFLE((vec){ 0 }, g.part[0], 0, 1, 4, 5), SHUFFLE(g.part[0], g.part[1], 2, 3, 4, 5) } };
#else
    return (group){ { (vec){ 0 }, g.part[0], g.part[1], g.part[2] } };
#endif
}

INLINE group later4(group g)
{
#if VECTOR_BYTES == 64
    return (group){ { rotated_later(g.part[0], 0xF0, 4) } };
#elif VECTOR_BYTES == 32
    return (group){ { (vec){ 0 }, g.part[0] } };
#else
    return (group){ { (vec){ 0 }, (vec){ 0 }, g.part[0], g.part[1] } };
#endif
}

/* Else the compiler loads it again for each use, and to load a whole line twice is dear where it has to come from further away. */
INLINE vec loaded_once(vec v)
{
#if defined __AVX512F__
    __asm__("" : "+v"(v));
#endif
    return v;
}

/* Where the vector at i of n values must start so that it does not end past them: it may overlap the one before. */
INLINE size_t within(size_t i, size_t n)
{
    return i + LANES > n ? n - LANES : i;
}

/* Where a or b is NaN. */
INLINE vec_bits either_is_nan(vec a, vec b)
{
#if VECTOR_BYTES == 64
    return (vec_bits)_mm512_movm_epi64(_mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_UNORD_Q));
#elif VECTOR_BYTES == 32
    return (vec_bits)_mm256_cmp_pd((__m256d)a, (__m256d)b, _CMP_UNORD_Q);
#elif defined __SSE2__
    return (vec_bits)_mm_cmpunord_pd((__m128d)a, (__m128d)b);
#else
    return (vec_bits)(a != a) | (vec_bits)(b != b);
#endif
}

/* Names what an operator's file gives to the table of the kernel being compiled. */
#define BW_JOIN_(a, b) bw_##a##_##b
#define BW_JOIN(a, b) BW_JOIN_(a, b)
#define BW_ROW(name) BW_JOIN(name, BW_KERNEL)

#endif
