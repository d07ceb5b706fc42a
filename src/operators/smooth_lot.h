/* smooth_lot.h: a smoothing at one rate of as many groups of eight as lie side by side (smooth.c has the formulas). */
#ifndef BW_SMOOTH_LOT_H
#define BW_SMOOTH_LOT_H

#include "groups.h"
#include "smooth_table.h"

/* Its constants, each in all lanes. */
typedef struct {
    vec gain[GROUP], kept[GROUP], keep;
} lot_table;

INLINE lot_table in_lanes(const smooth_table *t)
{
    lot_table wide;
    for (int i = 0; i < GROUP; i++) {
        wide.gain[i] = broadcast(t->gain[i]);
        wide.kept[i] = broadcast(t->kept[i]);
    }
    wide.keep = broadcast(t->keep);
    return wide;
}

/* Of the groups of a lot, the base, and how far the last value is from it but for the excess: from these the next lot's first group
 * starts. */
typedef struct {
    vec base, last;
} lot_end;

/* The sums of a lot of groups, in rows of which each has one value of all groups; in place of the first, which is 0, their base. */
INLINE lot_end scan_lot(const groups *g, double *row, const lot_table *t)
{
    const vec base = g->at[0];
    vec sum = (g->at[1] - base) * t->gain[1];
    store(row, base);
    store(row + LANES, sum);
    for (int i = 2; i < GROUP; i++) {
        sum += (g->at[i] - base) * t->gain[i];
        store(row + i * LANES, sum);
    }
    return (lot_end){ base, sum * t->kept[GROUP - 1] };
}

/* What the excess of each group changes by, but for what is lost of it. */
INLINE vec step_between(lot_end before, lot_end now)
{
    return earlier(before.last, now.last, 1) + (earlier(before.base, now.base, 1) - now.base);
}

/* The results, from the rows. */
INLINE groups finished_lot(const double *row, vec excess, const lot_table *t)
{
    groups y;
    const vec base = load(row), rest = excess * t->keep;
    y.at[0] = base + rest;
    for (int i = 1; i < GROUP; i++) y.at[i] = base + (load(row + i * LANES) + rest) * t->kept[i];
    return y;
}

#endif
