/* typed_call.h: what the generated calls of indicators.h do with their arguments. */
#ifndef BW_TYPED_CALL_H
#define BW_TYPED_CALL_H

#include "barwise/barwise.h"

/* inputs, parameters and outputs: all of them, in the order of the declaration. */
bw_status bw_typed_call(const bw_indicator *indicator, size_t n, const double *const *inputs, const double *parameters,
                        double *const *outputs);

#endif
