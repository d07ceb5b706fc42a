#include "numerics.h"
#include "ranks.h"
#include "wiring.h"

void order_statistics(bw_graph *g, bw_series x, uint32_t window, uint32_t count, const uint32_t *rank, bw_series *value)
{
    double table[BW_LEVELS];
    const double setting = window;
    for (uint32_t k = 0; k < count; k++) table[k] = rank[k];
    const bw_series first = bw_graph_add_levels(g,
                                                &(bw_wiring){ .op = BW_OP_order_statistics,
                                                              .input = &x,
                                                              .inputs = 1,
                                                              .setting = &setting,
                                                              .settings = 1,
                                                              .table = table,
                                                              .table_size = count },
                                                count);
    for (uint32_t k = 0; k < count; k++) value[k] = (bw_series){ first.index + k };
}

bw_series order_statistic(bw_graph *g, bw_series x, uint32_t window, uint32_t rank)
{
    bw_series value;
    order_statistics(g, x, window, 1, &rank, &value);
    return value;
}

bw_series percent_rank(bw_graph *g, bw_series x, uint32_t window)
{
    return bw_unary_with(g, BW_OP_percent_rank, x, window);
}
