/* request.h: a request, checked, in the form that names a plan: which indicator, from which sources, with which values. */
#ifndef BW_REQUEST_H
#define BW_REQUEST_H

#include "operator.h"
#include "plan.h"

enum { BW_PARAMETERS_MAX = 24, BW_INPUTS_MAX = 8, BW_OUTPUTS_MAX = 24 };

/* Compared as `size` bytes, of which those that say nothing are 0. */
typedef struct {
    const bw_indicator *indicator;
    const bw_kernel *kernel;
    uint8_t source[BW_INPUTS_MAX]; /* a bw_source */
    size_t size;                   /* of what is used */
    double parameter[BW_PARAMETERS_MAX];
} bw_plan_key;

/* All that can be wrong with a request apart from its bars. */
bw_status bw_check_key(const bw_request *request, bw_plan_key *key);

/* Wires the indicator. */
void bw_wire_key(const bw_plan_key *key, bw_graph *g, bw_series *output);

/* The same, planned; null when out of memory. */
bw_plan *bw_plan_of_key(const bw_plan_key *key);

#endif
