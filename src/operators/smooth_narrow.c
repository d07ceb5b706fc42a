/* Smoothings by vectors of four at most: smooth.c chooses. */
#define MOST_VECTOR_BYTES 32
#include "numerics.h"
#include "smooth_course.h"

void BW_ROW(narrow_groups)(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                           const smooth_table *t, const bw_next_bars *next)
{
    groups_and_fetches(x, out, chain, n, t, next);
}
