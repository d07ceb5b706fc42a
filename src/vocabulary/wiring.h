/* wiring.h: nodes of one or two inputs, for the words of the vocabulary. */
#ifndef BW_VOCABULARY_WIRING_H
#define BW_VOCABULARY_WIRING_H

#include "graph.h"

static inline bw_series bw_unary(bw_graph *g, bw_opcode op, bw_series a)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = &a, .inputs = 1 });
}

/* With one setting. */
static inline bw_series bw_unary_with(bw_graph *g, bw_opcode op, bw_series a, double setting)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = &a, .inputs = 1, .setting = &setting, .settings = 1 });
}

static inline bw_series bw_binary(bw_graph *g, bw_opcode op, bw_series a, bw_series b)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = (bw_series[]){ a, b }, .inputs = 2 });
}

#endif
