#include "typed_call.h"
#include "request.h"

bw_status bw_typed_call(const bw_indicator *indicator, size_t n, const double *const *inputs, const double *parameters,
                        double *const *outputs)
{
    bw_column column[BW_COLUMNS] = { { 0 } };
    bw_source source[BW_INPUTS_MAX];
    for (size_t k = 0; indicator->inputs[k].name; k++) {
        const bool is_free = bw_input_is_free(&indicator->inputs[k]);
        source[k] = is_free ? BW_GIVEN : indicator->inputs[k].source;
        column[is_free ? BW_MARKET_COLUMNS + k : (size_t)source[k]] =
            (bw_column){ .data = inputs[k], .stride = sizeof(double) };
    }
    return bw_run(&(bw_request){ .indicator = indicator,
                                 .parameters = parameters,
                                 .sources = source,
                                 .n = n,
                                 .columns = column,
                                 .outputs = outputs });
}
