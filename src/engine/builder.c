/* The graph as users wire it: what they hand in is checked, and a column is one node however often it is asked for. */
#include "error.h"
#include "floating_point.h"
#include "request.h"
#include "vocabulary.h"
#include <stdlib.h>

bw_graph *bw_graph_new(void)
{
    bw_graph *graph = calloc(1, sizeof *graph);
    if (!graph) bw_set_no_memory();
    return graph;
}

void bw_graph_delete(bw_graph *graph)
{
    if (!graph) return;
    bw_graph_free(graph);
    free(graph);
}

bw_series bw_graph_source(bw_graph *graph, bw_source source)
{
    return bw_source_series(graph, (unsigned)source < BW_SOURCES ? source : BW_CLOSE);
}

bw_series bw_graph_given(bw_graph *graph, uint32_t k)
{
    return bw_column_series(graph, BW_MARKET_COLUMNS + (k < BW_FREE_INPUTS ? k : 0));
}

bw_series bw_graph_constant(bw_graph *graph, double value)
{
    return constant(graph, value);
}

bw_series bw_graph_operation(bw_graph *graph, bw_operation operation, bw_series a, bw_series b)
{
    static const bw_opcode op[BW_OPERATIONS] = {
        [BW_ADD] = BW_OP_add,
        [BW_SUBTRACT] = BW_OP_sub,
        [BW_MULTIPLY] = BW_OP_multiply,
        [BW_DIVIDE] = BW_OP_divide,
        [BW_LESS] = BW_OP_less,
        [BW_LESS_OR_EQUAL] = BW_OP_less_or_equal,
        [BW_EQUAL] = BW_OP_equal,
        [BW_NOT_EQUAL] = BW_OP_not_equal,
        [BW_GREATER] = BW_OP_less,
        [BW_GREATER_OR_EQUAL] = BW_OP_less_or_equal,
        [BW_GREATER_OF] = BW_OP_maximum,
        [BW_LESS_OF] = BW_OP_minimum,
    };
    const bool is_reversed = operation == BW_GREATER || operation == BW_GREATER_OR_EQUAL;
    const bw_series operand[] = { is_reversed ? b : a, is_reversed ? a : b };
    return bw_graph_add(graph, &(bw_wiring){ .op = op[operation], .input = operand, .inputs = 2 });
}

bw_series bw_graph_shift(bw_graph *graph, bw_series series, uint32_t bars)
{
    return lag(graph, series, bars);
}

bw_status bw_graph_indicator(bw_graph *graph, const bw_indicator *indicator, const bw_series *inputs,
                             const double *parameters, bw_series *outputs)
{
    bw_plan_key key;
    const bw_status status = bw_check_key(&(bw_request){ .indicator = indicator, .parameters = parameters }, &key);
    if (status != BW_OK) return status;
    const uint32_t control = bw_enter_floating_point(); /* weights and rates are computed here */
    indicator->build(graph, inputs, key.parameter, outputs);
    bw_leave_floating_point(control);
    return BW_OK;
}
