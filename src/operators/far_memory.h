/* far_memory.h: loads and stores of what no cache holds. */
#ifndef BW_FAR_MEMORY_H
#define BW_FAR_MEMORY_H

#include "vector.h"

/* To whole cache lines, in order, past all caches: nothing is read from there first, and nothing pushed out that is still to be read. Other
 * threads may see it only after the fence. */
INLINE void store_past_caches(double *p, vec v)
{
#if VECTOR_BYTES == 64
    _mm512_stream_pd(p, (__m512d)v);
#elif VECTOR_BYTES == 32
    _mm256_stream_pd(p, (__m256d)v);
#elif defined __SSE2__
    _mm_stream_pd(p, (__m128d)v);
#else
    store(p, v);
#endif
}

INLINE void fence_stores(void)
{
#if defined __SSE2__
    _mm_sfence();
#endif
}

/* Has the cache line brought near that lies a while after p, if anything lies there. It helps where so much is computed of each line that
 * the machine does not come to the loads of later ones by itself. */
INLINE void fetch_ahead(const double *p)
{
    enum { AHEAD = 512 * sizeof *p };
    __builtin_prefetch((const void *)((uintptr_t)p + AHEAD));
}

/* In halves, where these are as wide as elsewhere whole vectors: wider ones that lie across cache lines are slow where many streams come
 * from memory. */
INLINE vec load_in_halves_if(bool in_halves, const double *p)
{
#if VECTOR_BYTES == 64
    if (in_halves)
        return (vec)_mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(p)), _mm256_loadu_pd(p + LANES / 2), 1);
#endif
    (void)in_halves;
    return load(p);
}

INLINE bool is_on_line(const double *p)
{
    enum { LINE = 64 };
    return (uintptr_t)p % LINE == 0;
}

#endif
