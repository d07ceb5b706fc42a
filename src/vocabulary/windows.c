#include "numerics.h"
#include "windows.h"
#include "arithmetic.h"
#include "powers.h"
#include "wiring.h"

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

/* The total of a short window takes less than the levels, unless other windows share these. */
static bool is_short(uint32_t window)
{
    return window > 1 && window <= BW_LONGEST_SHORT_SUM;
}

static bw_series short_total(bw_graph *g, bw_series x, uint32_t window)
{
    return bw_unary_with(g, BW_OP_short_total, x, window);
}

/* The runs of x are output 0 of the node that holds its sums, which has a level at least. */
static bw_series runs_of(bw_graph *g, bw_series x)
{
    enum { WITH_A_LEVEL = 2 };
    return bw_graph_add_levels(g, &(bw_wiring){ .op = BW_OP_sum_levels, .input = &x, .inputs = 1 }, WITH_A_LEVEL);
}

/* A sum of a series, times a factor; of what it is made of, where that has been the same for so many bars, another factor. */
typedef struct {
    bw_series source;
    uint32_t window, flat_from;
    double factor, flat_factor;
} bw_scaled_sum;

static bw_series scaled_sum(bw_graph *g, bw_series x, bw_scaled_sum s)
{
    if (s.source.index == x.index && is_short(s.window))
        return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_short_sum,
                                             .input = &x,
                                             .inputs = 1,
                                             .setting = (double[]){ s.window, s.factor, s.flat_factor },
                                             .settings = 3 });
    bw_series input[BW_NODE_INPUTS] = { s.source };
    const uint32_t parts = window_parts(g, BW_OP_sum_levels, 1, x, s.window, input + 2);
    input[1] = runs_of(g, s.source);
    const double setting[] = { s.window, s.factor, s.flat_factor, s.flat_from };
    return bw_graph_add(
        g,
        &(bw_wiring){ .op = BW_OP_window_sum, .input = input, .inputs = 2 + parts, .setting = setting, .settings = 4 });
}

bw_series window_sum(bw_graph *g, bw_series x, uint32_t window)
{
    return window == 1 ? x : scaled_sum(g, x, (bw_scaled_sum){ x, window, window, 1, window });
}

bw_series window_total(bw_graph *g, bw_series x, uint32_t window)
{
    if (is_short(window)) return short_total(g, x, window);
    bw_series part[BW_NODE_INPUTS];
    const uint32_t parts = window_parts(g, BW_OP_sum_levels, 1, x, window, part);
    const double setting = window;
    if (parts == 1) return part[0];
    return bw_graph_add(
        g,
        &(bw_wiring){ .op = BW_OP_window_total, .input = part, .inputs = parts, .setting = &setting, .settings = 1 });
}

/* Two series over one window. */
static bw_series of_sums(bw_graph *g, bw_opcode op, bw_series a, bw_series b, const double *setting)
{
    const uint32_t window = (uint32_t)setting[0];
    bw_series input[BW_NODE_INPUTS];
    const uint32_t parts = window_parts(g, BW_OP_sum_levels, 1, a, window, input);
    window_parts(g, BW_OP_sum_levels, 1, b, window, input + parts);
    return bw_graph_add(
        g, &(bw_wiring){ .op = op, .input = input, .inputs = 2 * parts, .setting = setting, .settings = 3 });
}

/* The same of the totals, if the window is short. */
static bw_series of_totals(bw_graph *g, bw_opcode op, bw_series a, bw_series b, const double *setting)
{
    const uint32_t window = (uint32_t)setting[0];
    if (!is_short(window)) return of_sums(g, op, a, b, setting);
    return of_sums(g, op, short_total(g, a, window), short_total(g, b, window),
                   (double[]){ 1, setting[1], setting[2] });
}

/* Of several windows at a time, as in the ultimate oscillator, which share levels. */
bw_series quotient_of_sums(bw_graph *g, bw_series a, bw_series b, uint32_t window)
{
    return of_sums(g, BW_OP_sum_quotient, a, b, (double[]){ window, 0, 0 });
}

bw_series quotients_of_sums(bw_graph *g, const bw_series *series, uint32_t window, double whole)
{
    enum { SERIES = 3 };
    bw_series input[BW_NODE_INPUTS];
    uint32_t parts = 0;
    if (is_short(window)) {
        for (int k = 0; k < SERIES; k++) input[k] = short_total(g, series[k], window);
        return quotients_of_sums(g, input, 1, whole);
    }
    for (int k = 0; k < SERIES; k++) parts += window_parts(g, BW_OP_sum_levels, 1, series[k], window, input + parts);
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_sum_quotients,
                                         .input = input,
                                         .inputs = parts,
                                         .setting = (double[]){ window, whole },
                                         .settings = 2 });
}

bw_series share_of_sums(bw_graph *g, bw_series a, bw_series b, uint32_t window, double whole, double neutral)
{
    return of_totals(g, BW_OP_sum_share, a, b, (double[]){ window, whole, neutral });
}

bw_series balance_of_sums(bw_graph *g, bw_series a, bw_series b, uint32_t window, double whole)
{
    return of_totals(g, BW_OP_sum_balance, a, b, (double[]){ window, whole, 0 });
}

bw_series earlier_less_mean(bw_graph *g, bw_series x, uint32_t bars, uint32_t window)
{
    bw_series input[BW_NODE_INPUTS] = { x, runs_of(g, x) };
    const uint32_t parts = window_parts(g, BW_OP_sum_levels, 1, x, window, input + 2);
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_earlier_less_mean,
                                         .input = input,
                                         .inputs = 2 + parts,
                                         .setting = (double[]){ window, 1.0 / window, bars, window },
                                         .settings = 4 });
}

/* One series over two windows. */
static bw_series of_means(bw_graph *g, bw_opcode op, bw_series x, uint32_t window, uint32_t other)
{
    bw_series input[BW_NODE_INPUTS] = { x, runs_of(g, x) };
    uint32_t inputs = 2;
    inputs += window_parts(g, BW_OP_sum_levels, 1, x, window, input + inputs);
    inputs += window_parts(g, BW_OP_sum_levels, 1, x, other, input + inputs);
    const double setting[] = { window, other, 1.0 / window, 1.0 / other };
    return bw_graph_add(g,
                        &(bw_wiring){ .op = op, .input = input, .inputs = inputs, .setting = setting, .settings = 4 });
}

bw_series mean_difference(bw_graph *g, bw_series x, uint32_t window, uint32_t other)
{
    return of_means(g, BW_OP_mean_difference, x, window, other);
}

bw_series mean_percentage(bw_graph *g, bw_series x, uint32_t window, uint32_t other)
{
    return of_means(g, BW_OP_mean_percentage, x, window, other);
}

bw_series window_mean(bw_graph *g, bw_series x, uint32_t window)
{
    return window == 1 ? x : scaled_sum(g, x, (bw_scaled_sum){ x, window, window, 1.0 / window, 1 });
}

bw_series triangular_mean(bw_graph *g, bw_series x, uint32_t window)
{
    const uint32_t inner = (window + 1) / 2, outer = window + 1 - inner;
    const double factor = 1 / ((double)inner * outer);
    if (window == 1) return x;
    if (!is_short(inner) || !is_short(outer))
        return scaled_sum(g, window_total(g, x, inner), (bw_scaled_sum){ x, outer, window, factor, 1 });
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_short_sum_of_totals,
                                         .input = (bw_series[]){ short_total(g, x, inner), x },
                                         .inputs = 2,
                                         .setting = (double[]){ outer, factor, window },
                                         .settings = 3 });
}

bw_series mean_by_length(bw_graph *g, bw_series x, bw_series length, uint32_t most)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_mean_by_length,
                                         .input = (bw_series[]){ x, length },
                                         .inputs = 2,
                                         .setting = (double[]){ most },
                                         .settings = 1 });
}

bw_series window_weighted_mean(bw_graph *g, bw_series x, bw_series weight, uint32_t window)
{
    bw_series input[BW_NODE_INPUTS] = { x };
    const double setting = window;
    if (is_short(window))
        return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_short_weighted_mean,
                                             .input = (bw_series[]){ x, weight },
                                             .inputs = 2,
                                             .setting = &setting,
                                             .settings = 1 });
    uint32_t inputs = 1;
    inputs += window_parts(g, BW_OP_sum_levels, 1, multiply(g, x, weight), window, input + inputs);
    inputs += window_parts(g, BW_OP_sum_levels, 1, weight, window, input + inputs);
    return bw_graph_add(
        g,
        &(bw_wiring){
            .op = BW_OP_weighted_window_mean, .input = input, .inputs = inputs, .setting = &setting, .settings = 1 });
}

bw_series mean_of_length(bw_graph *g, bw_series x, bw_series length, uint32_t least, uint32_t greatest)
{
    enum { RUN = 1, LENGTH, LEVELS };
    const uint32_t highest = 31 - (uint32_t)__builtin_clz(greatest);
    const bw_series sums =
        bw_graph_add_levels(g, &(bw_wiring){ .op = BW_OP_sum_levels, .input = &x, .inputs = 1 }, 1 + highest);
    bw_series input[LEVELS + BW_LEVELS] = { x, [RUN] = sums, [LENGTH] = length };
    for (uint32_t k = 0; k < highest; k++) input[LEVELS + k] = (bw_series){ sums.index + 1 + k };
    const double setting[] = { least, greatest };
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_mean_of_length,
                                         .input = input,
                                         .inputs = LEVELS + highest,
                                         .setting = setting,
                                         .settings = 2 });
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
    return older ? bw_unary_with(g, join, power, older) : power;
}

bw_series window_greatest(bw_graph *g, bw_series x, uint32_t window)
{
    return window_extreme(g, BW_OP_greatest_levels, BW_OP_window_greatest, x, window);
}

bw_series window_least(bw_graph *g, bw_series x, uint32_t window)
{
    return window_extreme(g, BW_OP_least_levels, BW_OP_window_least, x, window);
}

bw_series efficiency(bw_graph *g, bw_series a, bw_series way, double still)
{
    return bw_graph_add(
        g,
        &(bw_wiring){
            .op = BW_OP_efficiency, .input = (bw_series[]){ a, way }, .inputs = 2, .setting = &still, .settings = 1 });
}

static bw_series efficiency_since(bw_graph *g, bw_opcode op, bw_series x, const double *setting, uint32_t settings)
{
    const bw_series way = window_total(g, absolute_change(g, x, 1), (uint32_t)setting[0]);
    return bw_graph_add(
        g, &(bw_wiring){
               .op = op, .input = (bw_series[]){ x, way }, .inputs = 2, .setting = setting, .settings = settings });
}

bw_series efficiency_ratio(bw_graph *g, bw_series x, uint32_t bars, double still)
{
    return efficiency_since(g, BW_OP_efficiency_ratio, x, (double[]){ bars, still }, 2);
}

bw_series kaufman_rate(bw_graph *g, bw_series x, uint32_t bars, double slow, double fast)
{
    return efficiency_since(g, BW_OP_kaufman_rate, x, (double[]){ bars, 1, slow, fast - slow }, 4);
}
