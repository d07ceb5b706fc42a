/* arrays.h: what can be wrong with the arrays that a caller hands in. */
#ifndef BW_ARRAYS_H
#define BW_ARRAYS_H

#include "program.h"

/* Does an output of n > 0 values lie where the column's values do? */
bool bw_overlaps(const bw_column *column, const double *output, size_t n);

/* For n > 0 bars of a program: is every column there that it reads, and every output, and do none overlap? */
bw_status bw_check_arrays(const bw_program *program, size_t n, const bw_column *columns, double *const *outputs);

#endif
