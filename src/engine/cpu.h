/* cpu.h: which kernels there are, and which of them this machine can run. */
#ifndef BW_CPU_H
#define BW_CPU_H

#include "operator.h"

/* The kernel of that name; NULL or "auto": the one that BARWISE_KERNEL names, else the best.
 * Null, with an error that lists what this machine has, if it is unknown or unsupported. */
const bw_kernel *bw_find_kernel(const char *name);

/* What is the same in every kernel: all of an operator but how it computes. */
const bw_operator *bw_any_operator(bw_opcode op);

#endif
