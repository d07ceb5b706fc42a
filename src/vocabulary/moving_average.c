#include "moving_average.h"
#include "arithmetic.h"
#include "bars.h"
#include "request.h"
#include "windows.h"
#include <string.h>

#define AVERAGE(choice, row) extern const bw_indicator bw_indicator_##row;
MOVING_AVERAGES(AVERAGE)
#undef AVERAGE

static const bw_indicator *const rows[] = {
#define AVERAGE(choice, row) [choice] = &bw_indicator_##row,
    MOVING_AVERAGES(AVERAGE)
#undef AVERAGE
};

const char *const bw_average_choices[] = {
#define AVERAGE(choice, row) [choice] = #row,
    MOVING_AVERAGES(AVERAGE)
#undef AVERAGE
        [MA_COUNT] = NULL
};

bw_series moving_average(bw_graph *g, bw_average_kind kind, bw_series x, uint32_t period)
{
    const bw_indicator *row = rows[kind];
    bw_series input[BW_INPUTS_MAX] = { x }, output[BW_OUTPUTS_MAX];
    double parameter[BW_PARAMETERS_MAX];
    for (uint32_t k = 1; row->inputs[k].name; k++) input[k] = bw_source_series(g, row->inputs[k].source);
    for (uint32_t k = 0; row->parameters[k].name; k++) {
        const bw_parameter *p = &row->parameters[k];
        const bool is_period = !strcmp(p->name, "period");
        if (is_period && period < p->min) return x;
        parameter[k] = is_period ? period : p->value;
    }
    row->build(g, input, parameter, output);
    return output[0];
}

bw_series average_difference(bw_graph *g, bw_average_kind kind, bw_series x, uint32_t period, uint32_t other)
{
    if (kind == MA_SMA) return mean_difference(g, x, period, other);
    return sub(g, moving_average(g, kind, x, period), moving_average(g, kind, x, other));
}

bw_series average_percentage(bw_graph *g, bw_average_kind kind, bw_series x, uint32_t period, uint32_t other)
{
    if (kind == MA_SMA) return mean_percentage(g, x, period, other);
    const bw_series average = moving_average(g, kind, x, other);
    return scale(g, divide_or_zero(g, average_difference(g, kind, x, period, other), average), 100);
}
