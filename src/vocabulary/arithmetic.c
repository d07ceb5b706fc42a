#include "arithmetic.h"
#include "wiring.h"

bw_series add(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_add, a, b);
}

bw_series sub(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_sub, a, b);
}

bw_series multiply(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_multiply, a, b);
}

bw_series divide(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_divide, a, b);
}

bw_series divide_or(bw_graph *g, bw_series a, bw_series b, double neutral)
{
    return bw_graph_add(
        g,
        &(bw_wiring){
            .op = BW_OP_divide_or, .input = (bw_series[]){ a, b }, .inputs = 2, .setting = &neutral, .settings = 1 });
}

bw_series share(bw_graph *g, bw_series a, bw_series b, double whole, double neutral)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_share,
                                         .input = (bw_series[]){ a, b },
                                         .inputs = 2,
                                         .setting = (double[]){ neutral, whole },
                                         .settings = 2 });
}

bw_series balance(bw_graph *g, bw_series a, bw_series b, double whole)
{
    return bw_graph_add(
        g, &(bw_wiring){
               .op = BW_OP_balance, .input = (bw_series[]){ a, b }, .inputs = 2, .setting = &whole, .settings = 1 });
}

bw_series greater_of(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_maximum, a, b);
}

static bw_series of_three(bw_graph *g, bw_opcode op, bw_series a, bw_series b, bw_series c)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = (bw_series[]){ a, b, c }, .inputs = 3 });
}

bw_series add_difference(bw_graph *g, bw_series a, bw_series b, bw_series c, double factor)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_add_difference,
                                         .input = (bw_series[]){ a, b, c },
                                         .inputs = 3,
                                         .setting = &factor,
                                         .settings = 1 });
}

bw_series demark_pivot(bw_graph *g, bw_series open, bw_series high, bw_series low, bw_series close)
{
    return bw_graph_add(
        g, &(bw_wiring){ .op = BW_OP_demark_pivot, .input = (bw_series[]){ open, high, low, close }, .inputs = 4 });
}

bw_series greatest_of_three(bw_graph *g, bw_series a, bw_series b, bw_series c)
{
    return of_three(g, BW_OP_maximum_of_three, a, b, c);
}

bw_series least_of_three(bw_graph *g, bw_series a, bw_series b, bw_series c)
{
    return of_three(g, BW_OP_minimum_of_three, a, b, c);
}

bw_series present_with(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_present_with, a, b);
}

bw_series absolute(bw_graph *g, bw_series a)
{
    return bw_unary(g, BW_OP_absolute, a);
}

bw_series square_root(bw_graph *g, bw_series a)
{
    return bw_unary(g, BW_OP_square_root, a);
}

bw_series round_down(bw_graph *g, bw_series a)
{
    return bw_unary(g, BW_OP_round_down, a);
}

bw_series round_up(bw_graph *g, bw_series a)
{
    return bw_unary(g, BW_OP_round_up, a);
}

bw_series round_to_zero(bw_graph *g, bw_series a)
{
    return bw_unary(g, BW_OP_round_to_zero, a);
}

bw_series round_to_nearest(bw_graph *g, bw_series a)
{
    return bw_unary(g, BW_OP_round_to_nearest, a);
}

bw_series offset(bw_graph *g, bw_series a, double by)
{
    return bw_unary_with(g, BW_OP_offset, a, by);
}

bw_series constant(bw_graph *g, double value)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_constant, .setting = &value, .settings = 1 });
}

bw_series change(bw_graph *g, bw_series a, uint32_t bars)
{
    return bw_unary_with(g, BW_OP_change, a, bars);
}

static bw_series since(bw_graph *g, bw_opcode op, bw_series a, uint32_t bars, double factor)
{
    return bw_graph_add(
        g, &(bw_wiring){ .op = op, .input = &a, .inputs = 1, .setting = (double[]){ bars, factor }, .settings = 2 });
}

bw_series relative_change(bw_graph *g, bw_series a, uint32_t bars, double factor)
{
    return since(g, BW_OP_relative_change, a, bars, factor);
}

bw_series ratio(bw_graph *g, bw_series a, uint32_t bars, double factor)
{
    return since(g, BW_OP_ratio, a, bars, factor);
}

bw_series change_times(bw_graph *g, bw_series a, uint32_t bars, bw_series b)
{
    const double setting = bars;
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_change_times,
                                         .input = (bw_series[]){ a, b },
                                         .inputs = 2,
                                         .setting = &setting,
                                         .settings = 1 });
}

bw_series absolute_change(bw_graph *g, bw_series a, uint32_t bars)
{
    return bw_unary_with(g, BW_OP_absolute_change, a, bars);
}

bw_series extrapolated_where_known(bw_graph *g, bw_series a, uint32_t bars)
{
    return bw_unary_with(g, BW_OP_extrapolated_where_known, a, bars);
}

bw_series where_known(bw_graph *g, bw_series a, uint32_t bars, bw_series b)
{
    const double setting = bars;
    const bw_wiring wiring = {
        .op = BW_OP_where_known, .input = (bw_series[]){ a, b }, .inputs = 2, .setting = &setting, .settings = 1
    };
    return bw_graph_add(g, &wiring);
}

bw_series extrapolated(bw_graph *g, bw_series a, uint32_t bars)
{
    return bars ? bw_unary_with(g, BW_OP_extrapolated, a, bars) : a;
}

bw_series divide_or_zero(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_divide_or_zero, a, b);
}

bw_series percent_beyond(bw_graph *g, bw_series a, bw_series b, bw_series c)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_percent_beyond, .input = (bw_series[]){ a, b, c }, .inputs = 3 });
}

bw_series accelerated(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_accelerated, a, b);
}

bw_series scale(bw_graph *g, bw_series a, double factor)
{
    return bw_unary_with(g, BW_OP_scale, a, factor);
}

bw_series lag(bw_graph *g, bw_series a, uint32_t bars)
{
    return bars ? bw_unary_with(g, BW_OP_lag, a, bars) : a;
}

bw_series mean_of(bw_graph *g, uint32_t count, const bw_series *series)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_mean_of, .input = series, .inputs = count });
}

bw_moves gain_and_loss(bw_graph *g, bw_series a)
{
    const bw_series gain = bw_unary(g, BW_OP_gain_and_loss, a);
    return (bw_moves){ gain, { gain.index + 1 } };
}

bw_series crosses_over(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_crosses_over, a, b);
}

bw_series crosses(bw_graph *g, bw_series a, bw_series b)
{
    return bw_binary(g, BW_OP_crosses, a, b);
}

bw_series portion(bw_graph *g, bw_series a, bw_series b, double whole)
{
    return bw_graph_add(
        g, &(bw_wiring){
               .op = BW_OP_portion, .input = (bw_series[]){ a, b }, .inputs = 2, .setting = &whole, .settings = 1 });
}
