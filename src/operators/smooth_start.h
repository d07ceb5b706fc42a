/* smooth_start.h: one smoothing, with what it starts from (smooth.c has the formulas). */
#ifndef BW_SMOOTH_START_H
#define BW_SMOOTH_START_H

#include "smooth_course.h"

typedef struct {
    uint64_t taken;        /* values up to the end of the seed */
    uint64_t seed_differs; /* are the seed's values not all the same? */
    double seed_first;
    group_chain chain;
    double seed_part[]; /* part k: the sum of 2^k values, if that digit of the seed's values so far is 1 */
} smooth_state;

/* One smoothing, at the values that come next. */
typedef struct {
    smooth_state *s;
    const smooth_table *table;
    const double *x;
    double *out;
    uint32_t waits, seed; /* values that it leaves out before the seed; values in that */
    bool is_running;      /* is the mean so far wanted? */
} smoothing;

/* With a seed of so many values. */
INLINE size_t smooth_state_size(uint32_t seed)
{
    return sizeof(smooth_state) + (32 - (size_t)__builtin_clz(seed)) * sizeof(double);
}

/* How many values it takes until the seed is complete. */
INLINE size_t missing_values(const smoothing *of)
{
    return of->waits + of->seed - of->s->taken;
}

/* Could this be its state? `count` are the values that it leaves out and those of the seed. */
INLINE bool is_valid_start(const smooth_state *s, uint64_t count)
{
    return s->taken < count ? s->chain.open == 0 && s->seed_differs <= 1 : s->taken == count && s->chain.open < GROUP;
}

/* Smooths the next n values; and one (smooth.c). */
void BW_ROW(begin_smoothing)(const smoothing *of, size_t n);
void BW_ROW(begin_smoothing_bar)(const smoothing *of);

#endif
