/* far_memory.h: loads and stores of what no cache holds. */
#ifndef BW_FAR_MEMORY_H
#define BW_FAR_MEMORY_H

#include "operator.h"
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

/* Has the line of a far column brought near, if anything lies there, that is read soon: where several columns are read for long sums. Where
 * bars are only compared, the machine's own fetching does better alone. */
INLINE void fetch_soon(const double *p)
{
    enum { SOON = 64 * sizeof *p };
    __builtin_prefetch((const void *)((uintptr_t)p + SOON));
}

/* The same of the line that the next block reads, to a larger cache, where it arrives while later steps of this block compute. */
INLINE void fetch_of_next_block(const bw_step *step, const double *p)
{
    step->next->is_fetched_ahead = true;
    __builtin_prefetch((const void *)((uintptr_t)p + BW_BLOCK * sizeof *p), 0, 2);
}

/* The step, if it reads far columns of which it is to bring the next block's near as it goes; else null. */
INLINE const bw_step *fetching_step(const bw_step *step)
{
    return step->is_far && step->next ? step : NULL;
}

/* What the next block reads, to be fetched little by little while this one's is computed, when memory would have nothing to do. Only whoever
 * asks first gets it; else null. */
INLINE const bw_next_bars *next_to_fetch(const bw_step *step)
{
    if (!step->next || step->next->is_fetched) return NULL;
    step->next->is_fetched = true;
    return step->next;
}

/* Of columns of the next block, so many values; `next` may be null, best where that is known when this is compiled. */
INLINE void fetch_next(const bw_next_bars *next, size_t from, size_t values)
{
    if (!next) return;
    for (uint32_t k = 0; k < next->columns; k++)
        for (size_t i = from; i < from + values; i += BW_CACHE_LINE_VALUES)
            __builtin_prefetch((const void *)((uintptr_t)next->column[k] + i * sizeof(double)), 0, 2);
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
    return bw_values_past_line(p) == 0;
}

/* How an operator that is a single pass goes over what it reads and writes, at best. */
typedef enum { WHOLE_VECTORS, READ_IN_HALVES, WRITTEN_FAR } way_of_pass;

INLINE bool is_written_far(const bw_step *s)
{
    return s->is_written_far && is_on_line(s->out[0]);
}

INLINE way_of_pass best_pass(const bw_step *s)
{
    enum { FEW_STREAMS = 2 };
    bool lies_across_lines = false;
    if (is_written_far(s)) return WRITTEN_FAR;
    for (uint32_t k = 0; k < s->node->inputs; k++) lies_across_lines |= s->is_far && !is_on_line(s->in[k]);
    return lies_across_lines && s->node->inputs > FEW_STREAMS ? READ_IN_HALVES : WHOLE_VECTORS;
}

INLINE vec load_for(way_of_pass way, const double *p)
{
    return load_in_halves_if(way != WHOLE_VECTORS, p);
}

/* To cache lines, if far. */
INLINE void store_for(way_of_pass way, double *p, vec v)
{
    if (way == WRITTEN_FAR) store_past_caches(p, v);
    else store(p, v);
}

/* Bars first ... first + n - 1 of a step whose loop the compiler turns into vectors, to `out`. Gives bits that are 0 if all that it reads is
 * finite. */
typedef uint64_t plain_loop(const bw_step *s, double *restrict out, size_t first, size_t n);

/* All bars of one that tells: what is written far in strips, which are stored while the next one's bars are on their way. */
INLINE bool all_bars(const bw_step *s, plain_loop *loop)
{
    enum { STRIP = 8 * BW_CACHE_LINE_VALUES };
    _Alignas(BW_CACHE_LINE) double strip[STRIP];
    double *out = s->out[0];
    uint64_t missing = 0;
    size_t i = 0;
    for (; is_written_far(s) && i + STRIP <= s->n; i += STRIP) {
        missing |= loop(s, strip, i, STRIP);
        for (size_t k = 0; k < STRIP; k += LANES) store_past_caches(out + i + k, load(strip + k));
    }
    return !(missing | loop(s, out + i, i, s->n - i));
}

#endif
