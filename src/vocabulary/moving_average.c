#include "moving_average.h"
#include "arithmetic.h"
#include "bars.h"
#include "lookback.h"
#include "windows.h"
#include "wiring.h"
#include "request.h"
#include <stdlib.h>
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

const char *const bw_averages_start_choices[] = { "own", "talib", NULL };

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

/* Its first value's bar. */
static uint32_t lookback_of_average(bw_graph *g, bw_average a)
{
    bw_graph alone = { 0 };
    const bw_series average = moving_average(&alone, a.kind, bw_source_series(&alone, BW_CLOSE), a.period);
    size_t *first = alone.out_of_memory ? NULL : calloc(alone.series, sizeof *first);
    if (first) bw_find_first_values(alone.node, alone.nodes, 0, first);
    else g->out_of_memory = true;
    const uint32_t bars = first ? (uint32_t)first[average.index] : 0;
    free(first);
    bw_graph_free(&alone);
    return bars;
}

bw_averages two_averages(bw_graph *g, bw_series x, bw_average a, bw_average b, bw_start_kind start)
{
    uint32_t a_waits = 0, b_waits = 0;
    if (start == START_TALIB) {
        const uint32_t a_first = lookback_of_average(g, a), b_first = lookback_of_average(g, b);
        if (a_first < b_first) a_waits = b_first - a_first;
        else b_waits = a_first - b_first;
    }
    return (bw_averages){ moving_average(g, a.kind, after_first(g, x, a_waits), a.period),
                          moving_average(g, b.kind, after_first(g, x, b_waits), b.period) };
}

/* Every average that may be asked for, and of these the one that is. */
static bw_series chosen_average(bw_graph *g, bw_series x, bw_series period, bw_average_range of)
{
    const bw_series whole = bw_graph_add(g, &(bw_wiring){ .op = BW_OP_whole_between,
                                                          .input = &period,
                                                          .inputs = 1,
                                                          .setting = (double[]){ of.least, of.greatest },
                                                          .settings = 2 });
    bw_series chosen = whole;
    for (uint32_t k = of.least; k <= of.greatest && !g->out_of_memory; k++) {
        const bw_average longest = { of.kind, of.greatest }, average = { of.kind, k };
        const bw_series input[] = { whole, two_averages(g, x, average, longest, of.start).first, chosen };
        const double setting = k;
        chosen = bw_graph_add(
            g, &(bw_wiring){ .op = BW_OP_choice, .input = input, .inputs = 3, .setting = &setting, .settings = 1 });
    }
    return chosen;
}

bw_series average_by_period(bw_graph *g, bw_series x, bw_series period, bw_average_range of)
{
    if (of.kind != MA_SMA)
        return present_with(g, chosen_average(g, x, period, of), moving_average(g, of.kind, x, of.greatest));
    return present_with(g, mean_of_length(g, x, period, of.least, of.greatest), window_total(g, x, of.greatest));
}
