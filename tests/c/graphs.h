/* graphs.h: a row's graph, wired as the engine wires it when an array is given for every free input. */
#ifndef GRAPHS_H
#define GRAPHS_H

#include "graph.h"
#include "plan.h"
#include "rows.h"

static inline size_t column_of_input(const bw_indicator *indicator, size_t k)
{
    return bw_input_is_free(&indicator->inputs[k]) ? BW_MARKET_COLUMNS + k : (size_t)indicator->inputs[k].source;
}

static inline bw_graph graph_of(const row_case *c, bw_series output[ROW_OUTPUTS])
{
    bw_graph g = { 0 };
    bw_series input[BW_COLUMNS];
    for (size_t k = 0; c->indicator->inputs[k].name; k++) {
        const double column = (double)column_of_input(c->indicator, k);
        input[k] = bw_graph_add(&g, &(bw_wiring){ .op = BW_OP_input, .setting = &column, .settings = 1 });
    }
    c->indicator->build(&g, input, c->parameter, output);
    CHECK(!g.out_of_memory && g.nodes > 0, "%s: no graph", c->name);
    return g;
}

static inline bw_plan *plan_of(const row_case *c, const bw_kernel *kernel, size_t chunk)
{
    bw_series output[ROW_OUTPUTS];
    bw_graph g = graph_of(c, output);
    bw_plan *p = check_allocated(bw_plan_new(&g, output, (uint32_t)bw_output_count(c->indicator), kernel, chunk));
    bw_graph_free(&g);
    return p;
}

#endif
