#include "numerics.h"
#include "flows.h"
#include "wiring.h"

bw_series cumulative_sum(bw_graph *g, bw_series x)
{
    return bw_unary(g, BW_OP_cumulative_sum, x);
}

/* With the total before the first bar, and whether the first input counts as having risen at it. */
static bw_series from_start(bw_graph *g, bw_opcode op, bw_series a, bw_series b, double start, bool is_rise)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op,
                                         .input = (bw_series[]){ a, b },
                                         .inputs = 2,
                                         .setting = (double[]){ start, is_rise },
                                         .settings = 2 });
}

bw_series directed_sum(bw_graph *g, bw_series x, bw_series amount, bw_first_amount first)
{
    return from_start(g, BW_OP_directed_sum, x, amount, 0, first == FROM_AMOUNT);
}

bw_series changed_sum(bw_graph *g, bw_series x, bw_series amount)
{
    return bw_binary(g, BW_OP_changed_sum, x, amount);
}

bw_series growth(bw_graph *g, bw_series x, bw_series guide, bw_direction direction, double start)
{
    return from_start(g, direction == ON_RISES ? BW_OP_growth_on_rises : BW_OP_growth_on_falls, x, guide, start, false);
}

static bw_series bar_by_bar(bw_graph *g, bw_opcode op, uint32_t count, const bw_series *input)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = input, .inputs = count });
}

bw_series typical_mean(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series weight)
{
    return bar_by_bar(g, BW_OP_typical_mean, 4, (bw_series[]){ high, low, close, weight });
}

bw_series reach_sum(bw_graph *g, bw_series high, bw_series low, bw_series close)
{
    return bar_by_bar(g, BW_OP_reach_sum, 3, (bw_series[]){ close, high, low });
}

bw_series money_flow(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series volume)
{
    return bar_by_bar(g, BW_OP_money_flow, 4, (bw_series[]){ high, low, close, volume });
}

bw_series money_flow_sum(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series volume)
{
    return bar_by_bar(g, BW_OP_money_flow_sum, 4, (bw_series[]){ high, low, close, volume });
}

bw_series volume_force(bw_graph *g, bw_series high, bw_series low, bw_series close, bw_series volume,
                       bw_klinger_unchanged unchanged)
{
    const double setting = unchanged;
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_volume_force,
                                         .input = (bw_series[]){ high, low, close, volume },
                                         .inputs = 4,
                                         .setting = &setting,
                                         .settings = 1 });
}

static bw_moves by_direction(bw_graph *g, bw_opcode op, bw_series price, bw_series amount)
{
    const bw_series rose = bw_binary(g, op, price, amount);
    return (bw_moves){ rose, { rose.index + 1 } };
}

bw_moves flow_by_direction(bw_graph *g, bw_series price, bw_series volume)
{
    return by_direction(g, BW_OP_flow_by_direction, price, volume);
}

bw_moves amount_by_direction(bw_graph *g, bw_series price, bw_series amount)
{
    return by_direction(g, BW_OP_amount_by_direction, price, amount);
}

bw_series ease_of_movement(bw_graph *g, bw_series high, bw_series low, bw_series volume)
{
    return bar_by_bar(g, BW_OP_ease_of_movement, 3, (bw_series[]){ high, low, volume });
}

bw_series quotient_of_differences(bw_graph *g, bw_series a, bw_series b, bw_series c, bw_series d)
{
    return bar_by_bar(g, BW_OP_quotient_of_differences, 4, (bw_series[]){ a, b, c, d });
}

bw_series difference_quotient(bw_graph *g, bw_series a, bw_series b, bw_series c)
{
    return bar_by_bar(g, BW_OP_difference_quotient, 3, (bw_series[]){ a, b, c });
}
