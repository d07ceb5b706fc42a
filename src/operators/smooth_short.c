/* Smoothings of few values, by vectors of four at most: smooth.c chooses. */
#define MOST_VECTOR_BYTES 32
#include "numerics.h"
#include "smooth_course.h"

void BW_ROW(short_groups_of_one)(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                                 const smooth_table *t)
{
    all_groups_of_one(x, out, chain, n, t);
}

void BW_ROW(short_groups_of_two)(const double *restrict x0, const double *restrict x1, double *restrict out0,
                                 double *restrict out1, group_chain *const *chain, size_t n, const smooth_table *t)
{
    all_groups_of_two(x0, x1, out0, out1, chain, n, t);
}
