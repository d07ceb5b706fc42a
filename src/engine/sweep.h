/* sweep.h: what a sweep consists of, for the files that make it (sweep.c) and run it (sweep_run.c). */
#ifndef BW_SWEEP_H
#define BW_SWEEP_H

#include "program.h"

/* Neighbouring rows in one program, so that what they have in common is computed once. */
typedef struct {
    bw_program *program;
    size_t first, rows;
    size_t working_set; /* in bytes */
} bw_sweep_group;

struct bw_sweep {
    size_t rows, outputs;  /* outputs: of a row */
    bw_sweep_group *group; /* that with the largest working set, which is likely to take longest, first */
    size_t groups, capacity;
};

#endif
