#include "vocabulary.h"
#include "numerics.h"
#include "powers.h"
#include "smooth_table.h"
#include <stdlib.h>

const char *const bw_seed_choices[] = { "sma", "first", "running", NULL };

static bw_series unary(bw_graph *g, bw_opcode op, bw_series a, double setting)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = &a, .inputs = 1, .setting = &setting, .settings = 1 });
}

static bw_series binary(bw_graph *g, bw_opcode op, bw_series a, bw_series b)
{
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = (bw_series[]){ a, b }, .inputs = 2 });
}

bw_series add(bw_graph *g, bw_series a, bw_series b)
{
    return binary(g, BW_OP_add, a, b);
}

bw_series sub(bw_graph *g, bw_series a, bw_series b)
{
    return binary(g, BW_OP_sub, a, b);
}

bw_series divide_or_zero(bw_graph *g, bw_series a, bw_series b)
{
    return binary(g, BW_OP_divide_or_zero, a, b);
}

bw_series scale(bw_graph *g, bw_series a, double factor)
{
    return unary(g, BW_OP_scale, a, factor);
}

bw_series lag(bw_graph *g, bw_series a, uint32_t bars)
{
    return bars ? unary(g, BW_OP_lag, a, bars) : a;
}

bw_series mean_of(bw_graph *g, uint32_t count, const bw_series *series)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_mean_of, .input = series, .inputs = count });
}

static bw_series run_length(bw_graph *g, bw_series x)
{
    return unary(g, BW_OP_run_length, x, 0);
}

/* The series of the powers of two in `window`, smallest first, from the node that holds them all: of 2 bars at its output `first`,
 * of 4 at the next … 1 bar is x itself. */
static uint32_t window_parts(bw_graph *g, bw_opcode levels, uint32_t first, bw_series x, uint32_t window,
                             bw_series *part)
{
    const uint32_t highest = 31 - (uint32_t)__builtin_clz(window);
    uint32_t parts = 0;
    if (window & 1) part[parts++] = x;
    if (!highest) return parts;
    const bw_series node =
        bw_graph_add_levels(g, &(bw_wiring){ .op = levels, .input = &x, .inputs = 1 }, first + highest);
    for (uint32_t k = 1; k <= highest; k++)
        if (window >> k & 1) part[parts++] = (bw_series){ node.index + first + k - 1 };
    return parts;
}

bw_series window_mean(bw_graph *g, bw_series x, uint32_t window)
{
    if (window == 1) return x;
    bw_series input[BW_NODE_INPUTS] = { x };
    const uint32_t parts = window_parts(g, BW_OP_sum_levels, 1, x, window, input + 2);
    input[1] =
        bw_graph_add(g, &(bw_wiring){ .op = BW_OP_sum_levels, .input = &x, .inputs = 1 }); /* its output 0: the runs */
    const double setting[] = { window, 1.0 / window };
    return bw_graph_add(
        g, &(bw_wiring){
               .op = BW_OP_window_mean, .input = input, .inputs = 2 + parts, .setting = setting, .settings = 2 });
}

bw_series mean_offset(bw_graph *g, bw_series x, uint32_t window)
{
    if (window == 1) return sub(g, x, x);
    bw_series part[BW_NODE_INPUTS], input[BW_NODE_INPUTS] = { x };
    uint32_t parts = window_parts(g, BW_OP_difference_levels, 0, x, window, part), inputs = 1;
    for (uint32_t k = window & 1; k < parts; k++) input[inputs++] = part[k]; /* a part of one bar is its own mean */
    const double setting[] = { window, 1.0 / window };
    return bw_graph_add(
        g,
        &(bw_wiring){ .op = BW_OP_mean_offset, .input = input, .inputs = inputs, .setting = setting, .settings = 2 });
}

bw_series mean_deviation(bw_graph *g, bw_series x, bw_series offset, uint32_t window)
{
    const double setting[] = { window, 1.0 / window };
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_mean_deviation,
                                         .input = (bw_series[]){ x, offset },
                                         .inputs = 2,
                                         .setting = setting,
                                         .settings = 2 });
}

static bw_series window_extreme(bw_graph *g, bw_opcode levels, bw_opcode join, bw_series x, uint32_t window)
{
    if (window == 1) return x;
    const uint32_t highest = 31 - (uint32_t)__builtin_clz(window);
    bw_series power = bw_graph_add_levels(g, &(bw_wiring){ .op = levels, .input = &x, .inputs = 1 }, highest);
    power.index += highest - 1;
    const uint32_t older = window - (UINT32_C(1) << highest);
    return older ? unary(g, join, power, older) : power;
}

bw_series window_greatest(bw_graph *g, bw_series x, uint32_t window)
{
    return window_extreme(g, BW_OP_greatest_levels, BW_OP_window_greatest, x, window);
}

bw_series window_least(bw_graph *g, bw_series x, uint32_t window)
{
    return window_extreme(g, BW_OP_least_levels, BW_OP_window_least, x, window);
}

/* Neumaier's sum: what each addition rounds off is added up beside it. */
static double sum_of(const double *x, uint32_t count)
{
    double sum = 0, rest = 0;
    for (uint32_t k = 0; k < count; k++) {
        const double next = sum + x[k];
        rest += __builtin_fabs(sum) >= __builtin_fabs(x[k]) ? (sum - next) + x[k] : (x[k] - next) + sum;
        sum = next;
    }
    return sum + rest;
}

bw_series weighted_mean(bw_graph *g, bw_series x, uint32_t window, bw_weight *weight, const double *parameter)
{
    if (window == 1) return x;
    double *table = malloc(window * sizeof *table);
    if (!table) {
        g->out_of_memory = true;
        return x;
    }
    for (uint32_t k = 0; k < window; k++) table[k] = weight(k, parameter);
    const double sum = sum_of(table, window);
    for (uint32_t k = 0; k < window; k++) table[k] /= sum;
    const bw_series input[] = { x, run_length(g, x) };
    const bw_series out = bw_graph_add(
        g,
        &(bw_wiring){ .op = BW_OP_weighted_mean, .input = input, .inputs = 2, .table = table, .table_size = window });
    free(table);
    return out;
}

bw_series smooth(bw_graph *g, bw_series x, double rate, uint32_t period, bw_seed_kind seed)
{
    if (rate == 1) return x;
    const smooth_table table = bw_smooth_table(rate);
    const double setting[] = { seed == SEED_FIRST ? 1 : period, rate, seed == SEED_RUNNING };
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_smooth,
                                         .input = &x,
                                         .inputs = 1,
                                         .setting = setting,
                                         .settings = 3,
                                         .table = &table.rate,
                                         .table_size = sizeof table / sizeof(double) });
}

bw_series exponential(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed)
{
    return smooth(g, x, 2.0 / (period + 1), period, seed);
}

bw_series bw_column_series(bw_graph *g, uint32_t column)
{
    const double setting = column;
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_input, .setting = &setting, .settings = 1 });
}

bw_series bw_source_series(bw_graph *g, bw_source source)
{
    static const struct {
        uint32_t count;
        uint8_t column[4];
    } mean[] = {
        [BW_HL2] = { 2, { BW_HIGH, BW_LOW } },
        [BW_HLC3] = { 3, { BW_HIGH, BW_LOW, BW_CLOSE } },
        [BW_OHLC4] = { 4, { BW_OPEN, BW_HIGH, BW_LOW, BW_CLOSE } },
        [BW_HLCC4] = { 4, { BW_HIGH, BW_LOW, BW_CLOSE, BW_CLOSE } },
    };
    if (source < BW_MARKET_COLUMNS) return bw_column_series(g, source);
    bw_series column[4];
    for (uint32_t k = 0; k < mean[source].count; k++) column[k] = bw_column_series(g, mean[source].column[k]);
    return mean_of(g, mean[source].count, column);
}
