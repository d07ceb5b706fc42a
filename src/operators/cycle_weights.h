/* cycle_weights.h: the table of cosines and sines of a circle in 2, 3 … BW_CYCLE_MAX steps, for windows of as many bars (cycle_sums.c).
 *
 * A row a length, shortest first. Of each eight bars from the newest on eight cosines and then eight sines, the oldest bar's first;
 * 0 for bars older than the window. */
#ifndef BW_CYCLE_WEIGHTS_H
#define BW_CYCLE_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

enum { BW_CYCLE_MAX = 50, BW_CYCLE_GROUP = 8 };

/* Where the row starts: rows 1 … 8 have one group, 9 … 16 two … */
static inline size_t bw_cycle_row(uint32_t bars)
{
    const size_t whole = (bars - 1) / BW_CYCLE_GROUP, rest = (bars - 1) % BW_CYCLE_GROUP;
    return 2 * BW_CYCLE_GROUP * (BW_CYCLE_GROUP * whole * (whole + 1) / 2 + rest * (whole + 1));
}

enum {
    BW_CYCLE_TABLE = 2 * BW_CYCLE_GROUP * (BW_CYCLE_GROUP * 6 * 7 / 2 + 2 * 7)
}; /* where the row after the last would */

#endif
