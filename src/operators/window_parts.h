/* window_parts.h: a window's sum joined from sums over powers of two (powers.h), smallest part first. */
#ifndef BW_WINDOW_PARTS_H
#define BW_WINDOW_PARTS_H

#include "operator.h"
#include "powers.h"
#include "vector.h"

/* Where the parts lie, each as far back as the parts before it are long. */
typedef struct {
    const double *part[BW_LEVELS + 1];
    uint32_t parts;
} window_parts;

static inline void find_parts(window_parts *w, const double *const *in, size_t window)
{
    size_t newer = 0; /* bars */
    w->parts = 0;
    for (size_t rest = window; rest; rest &= rest - 1) {
        w->part[w->parts] = in[w->parts] - newer;
        w->parts++;
        newer += rest & -rest;
    }
}

/* f(j, parts, …) with the number of parts as a constant, if it is a usual one: then their addresses stay in registers. */
#define BY_PARTS(f, j, parts, ...)                                                                                            \
    ((parts) <= 1   ? f(j, 1, __VA_ARGS__)                                                                                    \
     : (parts) == 2 ? f(j, 2, __VA_ARGS__)                                                                                    \
     : (parts) == 3 ? f(j, 3, __VA_ARGS__)                                                                                    \
     : (parts) == 4 ? f(j, 4, __VA_ARGS__)                                                                                    \
     : (parts) == 5 ? f(j, 5, __VA_ARGS__)                                                                                    \
     : (parts) == 6 ? f(j, 6, __VA_ARGS__)                                                                                    \
     : (parts) == 7 ? f(j, 7, __VA_ARGS__)                                                                                    \
     : (parts) == 8 ? f(j, 8, __VA_ARGS__)                                                                                    \
                    : f(j, parts, __VA_ARGS__))

/* One vector of sums, of a number of parts that is a constant. */
INLINE vec joined_at(const window_parts *w, uint32_t parts, size_t i)
{
    vec sum = load(w->part[0] + i);
    for (uint32_t k = 1; k < parts; k++) sum = sum + load(w->part[k] + i);
    return sum;
}

/* Where the second vector begins. Of many parts most are farther back than the first by the same bars, but for whole vectors, and it is
 * theirs that are read from where cache lines begin: to store across two lines takes next to nothing, to load across them much. */
INLINE size_t second_vector(const window_parts *w, uint32_t parts)
{
    enum { MANY_PARTS = 3 };
    if (parts < MANY_PARTS) return LANES;
    const uintptr_t at = (uintptr_t)w->part[parts - 1] / sizeof(double);
    return LANES - at % LANES;
}

enum { VECTORS_ABREAST = 4 }; /* so that the loop over the parts costs little */

INLINE void join_vectors_at(const window_parts *w, size_t i, vec *sum, int vectors)
{
    for (int v = 0; v < vectors; v++) sum[v] = load(w->part[0] + i + v * LANES);
    for (uint32_t k = 1; k < w->parts; k++)
        for (int v = 0; v < vectors; v++) sum[v] = sum[v] + load(w->part[k] + i + v * LANES);
}

/* The same of one bar, from the parts' series. */
INLINE double join_at(const double *const *in, uint32_t window, size_t i)
{
    bw_window_part part = bw_first_part(window);
    double sum = (*in)[i];
    while (part = bw_next_part(part), part.bars) sum += (*++in)[i - part.ago];
    return sum;
}

#endif
