/* length_groups.h: windows of as many bars as a series of lengths says, summed in groups of eight bars from the newest on: eight partial
 * sums, for in every group the oldest bar is in the first lane, joined over distances 4, 2 and 1. */
#ifndef BW_LENGTH_GROUPS_H
#define BW_LENGTH_GROUPS_H

#include "vector.h"

/* The bars that a group starts before its newest. */
enum { GROUP_REACH = GROUP - 1 };

/* How many bars further than the newest whole groups of at most `bars` reach. */
INLINE size_t reach_of_groups(uint32_t bars)
{
    return (bars + GROUP_REACH) / GROUP * GROUP - 1;
}

/* The whole number of bars nearest to a length. */
INLINE uint32_t bars_of_length(double length, double most)
{
    return (uint32_t)(length < most ? length + 0.5 : most);
}

/* How much the group whose newest value is *x is above `base`; 0 for all but the last `bars`, also where that is NaN. */
INLINE group last_above(const double *x, double base, double bars)
{
    static const double from_newest[] = { 7, 6, 5, 4, 3, 2, 1, 0 };
    group g = load_group(x - GROUP_REACH);
    for (int k = 0; k < GROUP_VECTORS; k++) {
        const vec_bits is_in = load(from_newest + k * LANES) < broadcast(bars);
        g.part[k] = (vec)((vec_bits)(g.part[k] - broadcast(base)) & is_in);
    }
    return g;
}

INLINE double sum_of_group(group g)
{
    double x[GROUP];
    store_group(x, g);
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

#endif
