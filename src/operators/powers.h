/* powers.h: windows made of powers of two.
 *
 * A window of 14 bars is the newest 2, the 4 before and the 8 before those: a part for each set bit of its length, newest and
 * smallest first. The parts come from nodes with a series per power of two that all windows on a source share. */
#ifndef BW_POWERS_H
#define BW_POWERS_H

#include "graph.h"

/* For which one pass over registers takes less (short_window.h). */
enum { BW_LONGEST_SHORT_WINDOW = 16, BW_LONGEST_SHORT_SUM = 32 };

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

/* The same one after the other: a part has its bars, of which 0 means that there is none, and lies `ago` bars back. */
typedef struct {
    uint32_t ago, bars, rest;
} bw_window_part;

static inline bw_window_part bw_part_after(uint32_t ago, uint32_t rest)
{
    const uint32_t bars = rest & -rest;
    return (bw_window_part){ ago, bars, rest - bars };
}

static inline bw_window_part bw_first_part(uint32_t window)
{
    return bw_part_after(0, window);
}

static inline bw_window_part bw_next_part(bw_window_part part)
{
    return bw_part_after(part.ago + part.bars, part.rest);
}

/* The same with the highest power taken as its two halves, which saves a level: 14 bars are 2, 4, 4 and 4. */
static inline bw_window_part bw_halved_part_after(uint32_t ago, uint32_t rest)
{
    bw_window_part part = bw_part_after(ago, rest);
    if (part.rest || part.bars <= 2 || ago >= part.bars) return part;
    return (bw_window_part){ ago, part.bars / 2, part.bars / 2 };
}

static inline bw_window_part bw_first_halved_part(uint32_t window)
{
    return bw_halved_part_after(0, window);
}

static inline bw_window_part bw_next_halved_part(bw_window_part part)
{
    return bw_halved_part_after(part.ago + part.bars, part.rest);
}

/* Of these, how many have 2^k bars, and the bars of the longest: the same, for constants that loops over parts would not be. */
static inline int bw_halved_parts_of_power(int window, int k)
{
    const int highest = 31 - __builtin_clz((unsigned)window);
    if (highest < 2) return window >> k & 1;
    return k >= highest ? 0 : (window >> k & 1) + (k == highest - 1 ? 2 : 0);
}

static inline int bw_longest_halved_part(int window)
{
    const int highest = 31 - __builtin_clz((unsigned)window);
    return 1 << (highest < 2 ? highest : highest - 1);
}

/* The same with powers of two of a unit of some bars: at first what is no whole unit, then halved parts of units. */
typedef struct {
    bw_window_part units;
    uint32_t unit, ago, bars; /* of the part; without bars there is none */
} bw_unit_part;

static inline bw_unit_part bw_next_unit_part(bw_unit_part part)
{
    const bw_window_part units = bw_next_halved_part(part.units);
    return (bw_unit_part){ units, part.unit, part.ago + part.bars, units.bars * part.unit };
}

static inline bw_unit_part bw_first_unit_part(uint32_t window, uint32_t unit)
{
    const bw_unit_part remainder = { { 0, 0, window / unit }, unit, 0, window % unit };
    return remainder.bars ? remainder : bw_next_unit_part(remainder);
}

/* Of a node with a series per power of two, output k spans 2 << k bars and is made of itself two halves; it must keep one
 * half for the next. */
static inline size_t bw_level_bars(uint32_t k)
{
    return (size_t)2 << k;
}

#endif
