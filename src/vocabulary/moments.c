#include "numerics.h"
#include "moments.h"
#include "arithmetic.h"
#include "powers.h"
#include "wiring.h"

enum { VALUES = 2, FACTORS = 3, SETTINGS = 4 };

/* What an operator multiplies by change, sum and moment of a part of so many bars, `ago` bars back (src/operators). */
typedef void part_factors(double ago, double bars, const double *context, double factor[FACTORS]);

/* A moment: the operator with its levels, the one with windows made of them, and what the latter has in its table. */
typedef struct {
    bw_opcode levels, window;
    part_factors *factors;
} bw_moment;

/* `beside`: another series that the window's operator reads, or null. `context`: for the factors. */
static bw_series window_of_moments(bw_graph *g, const bw_moment *moment, bw_series x, const bw_series *beside,
                                   const double setting[SETTINGS], const double *context)
{
    bw_series input[BW_NODE_INPUTS] = { x };
    double table[(BW_LEVELS + 1) * FACTORS];
    uint32_t inputs = 1, constants = 0;
    for (bw_window_part part = bw_first_halved_part((uint32_t)setting[0]); part.bars;
         part = bw_next_halved_part(part)) {
        moment->factors(part.ago, part.bars, context, table + constants);
        constants += FACTORS;
        if (part.bars == 1) continue;
        const uint32_t level = (uint32_t)__builtin_ctz(part.bars);
        const bw_series node =
            bw_graph_add_levels(g, &(bw_wiring){ .op = moment->levels, .input = &x, .inputs = 1 }, VALUES * level);
        for (uint32_t k = 0; k < VALUES; k++) input[inputs++].index = node.index + VALUES * (level - 1) + k;
    }
    if (beside) input[inputs++] = *beside;
    return bw_graph_add(g, &(bw_wiring){ .op = moment->window,
                                         .input = input,
                                         .inputs = inputs,
                                         .setting = setting,
                                         .settings = SETTINGS,
                                         .table = table,
                                         .table_size = constants });
}

/* spread.c */
static void square_factors(double ago, double bars, const double *context, double factor[FACTORS])
{
    (void)context;
    if (ago == 0) {
        factor[0] = factor[1] = factor[2] = 0;
        return;
    }
    factor[0] = bars;
    factor[1] = ago / bars;
    factor[2] = bars / (ago * (ago + bars));
}

static double divisor(uint32_t window, uint32_t ddof)
{
    return 1 / ((double)window - ddof);
}

bw_series window_variance(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_window_variance, square_factors };
    if (window == 1) return sub(g, x, x);
    return window_of_moments(g, &moment, x, NULL, (double[SETTINGS]){ window, divisor(window, ddof) }, NULL);
}

bw_series window_deviation(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_window_deviation, square_factors };
    if (window == 1) return sub(g, x, x);
    return window_of_moments(g, &moment, x, NULL, (double[SETTINGS]){ window, divisor(window, ddof) }, NULL);
}

bw_bands deviation_bands(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof, bw_series middle, double up,
                         double down)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_deviation_bands, square_factors };
    const double setting[SETTINGS] = { window, divisor(window, ddof), up, down };
    if (window == 1) return (bw_bands){ middle, middle };
    const bw_series upper = window_of_moments(g, &moment, x, &middle, setting, NULL);
    return (bw_bands){ upper, { upper.index + 1 } };
}

/* ramp.c: `before` is the weight that the bar before the window would have, in units of the step from bar to bar. */
static void ramp_factors(double ago, double bars, const double *context, double factor[FACTORS])
{
    const double window = context[0], before = context[1];
    factor[0] = 0;
    factor[1] = before + (window - ago - bars);
    factor[2] = 1;
}

/* step * (before + k), with k = 1 for the oldest bar to the window's length for the newest; together 1. */
static bw_series weighted_by_line(bw_graph *g, bw_series x, uint32_t window, double before, double step)
{
    static const bw_moment moment = { BW_OP_ramp_levels, BW_OP_window_ramp, ramp_factors };
    const bw_series run = bw_unary(g, BW_OP_run_length, x);
    return window_of_moments(g, &moment, x, &run, (double[SETTINGS]){ window, step }, (double[]){ window, before });
}

bw_series age_weighted_mean(bw_graph *g, bw_series x, uint32_t window)
{
    return window == 1 ? x : weighted_by_line(g, x, window, 0, 2 / ((double)window * (window + 1.0)));
}

/* Of the least-squares line: a bar weighs 1 / p for the mean, and for the slope 12 / (p (p^2 - 1)) times how much newer than the
 * window's middle it is. */
static double weight_in_slope(double window)
{
    return 12 / (window * (window * window - 1));
}

bw_series line_at(bw_graph *g, bw_series x, uint32_t window, double ahead)
{
    if (window == 1) return x;
    const double middle = ((double)window - 1) / 2, step = weight_in_slope(window) * (middle + ahead);
    return weighted_by_line(g, x, window, 1 / (window * step) - (middle + 1), step);
}

/* tilt.c: `middle` is the weight of the middle of the window, in units of the step from bar to bar. */
static void tilt_factors(double ago, double bars, const double *context, double factor[FACTORS])
{
    const double window = context[0], middle = context[1], weight = middle + ((window - bars) / 2 - ago);
    factor[0] = weight * bars;
    factor[1] = weight;
    factor[2] = 1;
}

static bw_series tilted(bw_graph *g, bw_series x, uint32_t window, double middle, double step)
{
    static const bw_moment moment = { BW_OP_tilt_levels, BW_OP_window_tilt, tilt_factors };
    return window_of_moments(g, &moment, x, NULL, (double[SETTINGS]){ window, step }, (double[]){ window, middle });
}

bw_series line_slope(bw_graph *g, bw_series x, uint32_t window)
{
    return window == 1 ? sub(g, x, x) : tilted(g, x, window, 0, weight_in_slope(window));
}

bw_series line_offset(bw_graph *g, bw_series x, uint32_t window, double ahead)
{
    if (window == 1) return sub(g, x, x);
    const double step = weight_in_slope(window) * (((double)window - 1) / 2 + ahead);
    return tilted(g, x, window, 1 / (window * step), step);
}
