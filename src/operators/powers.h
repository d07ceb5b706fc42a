/* powers.h: windows made of powers of two.
 *
 * A window of 14 bars is the newest 2, the 4 before and the 8 before those: a part for each set bit of its length, newest and
 * smallest first. The parts come from nodes with a series per power of two that all windows on a source share. */
#ifndef BW_POWERS_H
#define BW_POWERS_H

#include "graph.h"

/* Bars newer than part k. */
static inline size_t bw_newer_bars(size_t window, uint32_t k)
{
    size_t bars = 0;
    for (size_t bit = 1; k; bit *= 2)
        if (window & bit) bars += bit, k--;
    return bars;
}

/* Bars in part k. */
static inline size_t bw_part_bars(size_t window, uint32_t k)
{
    return bw_newer_bars(window, k + 1) - bw_newer_bars(window, k);
}

/* Of a node with a series per power of two, output k spans 2 << k bars and is made of itself two halves; it must keep one
 * half for the next. */
static inline size_t bw_level_bars(uint32_t k)
{
    return (size_t)2 << k;
}

#endif
