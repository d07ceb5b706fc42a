#include "numerics.h"
#include "moments.h"
#include "arithmetic.h"
#include "powers.h"
#include "square_factors.h"
#include "weights.h"
#include "wiring.h"

enum { VALUES = 2, FACTORS = 3, SETTINGS = 4 };

/* What an operator multiplies by change, sum and moment of a part of so many bars, `ago` bars back (src/operators). */
typedef void part_factors(double ago, double bars, const double *context, double factor[FACTORS]);

/* A moment: the operator with its levels, the one with windows made of them, and what the latter has in its table. */
typedef struct {
    bw_opcode levels, window;
    part_factors *factors;
} bw_moment;

typedef struct {
    double factor[(BW_LEVELS + 1) * FACTORS];
    uint32_t factors;
} bw_factor_table;

/* Of the parts of a window. */
static bw_factor_table table_of_parts(part_factors *factors, uint32_t window, const double *context)
{
    bw_factor_table table = { .factors = 0 };
    for (bw_window_part part = bw_first_halved_part(window); part.bars; part = bw_next_halved_part(part)) {
        factors(part.ago, part.bars, context, table.factor + table.factors);
        table.factors += FACTORS;
    }
    return table;
}

/* `beside`: so many other series that the window's operator reads. `context`: for the factors. */
static bw_series window_of_moments(bw_graph *g, const bw_moment *moment, bw_series x, uint32_t count,
                                   const bw_series *beside, const double setting[SETTINGS], const double *context)
{
    bw_series input[BW_NODE_INPUTS] = { x };
    const bw_factor_table table = table_of_parts(moment->factors, (uint32_t)setting[0], context);
    uint32_t inputs = 1;
    for (bw_window_part part = bw_first_halved_part((uint32_t)setting[0]); part.bars;
         part = bw_next_halved_part(part)) {
        if (part.bars == 1) continue;
        const uint32_t level = (uint32_t)__builtin_ctz(part.bars);
        const bw_series node =
            bw_graph_add_levels(g, &(bw_wiring){ .op = moment->levels, .input = &x, .inputs = 1 }, VALUES * level);
        for (uint32_t k = 0; k < VALUES; k++) input[inputs++].index = node.index + VALUES * (level - 1) + k;
    }
    for (uint32_t k = 0; k < count; k++) input[inputs++] = beside[k];
    return bw_graph_add(g, &(bw_wiring){ .op = moment->window,
                                         .input = input,
                                         .inputs = inputs,
                                         .setting = setting,
                                         .settings = SETTINGS,
                                         .table = table.factor,
                                         .table_size = table.factors });
}

/* spread.c */
static void square_factors(double ago, double bars, const double *context, double factor[FACTORS])
{
    (void)context;
    if (ago == 0) factor[0] = factor[1] = factor[2] = 0;
    else bw_square_factors(ago, bars, factor);
}

static double divisor(uint32_t window, uint32_t ddof)
{
    return 1 / ((double)window - ddof);
}

static bw_series short_spread(bw_graph *g, bw_opcode op, bw_series x, const double setting[SETTINGS])
{
    return bw_graph_add(g,
                        &(bw_wiring){ .op = op, .input = &x, .inputs = 1, .setting = setting, .settings = SETTINGS });
}

bw_series window_variance(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_window_variance, square_factors };
    const double setting[SETTINGS] = { window, divisor(window, ddof) };
    if (window == 1) return sub(g, x, x);
    if (window <= BW_LONGEST_SHORT_WINDOW) return short_spread(g, BW_OP_short_variance, x, setting);
    return window_of_moments(g, &moment, x, 0, NULL, setting, NULL);
}

bw_series window_deviation(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_window_deviation, square_factors };
    const double setting[SETTINGS] = { window, divisor(window, ddof) };
    if (window == 1) return sub(g, x, x);
    if (window <= BW_LONGEST_SHORT_WINDOW) return short_spread(g, BW_OP_short_deviation, x, setting);
    return window_of_moments(g, &moment, x, 0, NULL, setting, NULL);
}

bw_bands deviation_bands(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof, bw_series middle, double up,
                         double down)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_deviation_bands, square_factors };
    const double setting[SETTINGS] = { window, divisor(window, ddof), up, down };
    if (window == 1) return (bw_bands){ middle, middle };
    const bw_series upper = window_of_moments(g, &moment, x, 1, &middle, setting, NULL);
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

/* With weights of step * (before + k), k = 1 for the oldest bar to the window's length for the newest; together 1. */
typedef struct {
    uint32_t window;
    double before, step;
} bw_ramp;

static bw_series ramp_of_levels(bw_graph *g, bw_series x, bw_ramp ramp)
{
    static const bw_moment moment = { BW_OP_ramp_levels, BW_OP_window_ramp, ramp_factors };
    return window_of_moments(g, &moment, x, 0, NULL, (double[SETTINGS]){ ramp.window, ramp.step },
                             (double[]){ ramp.window, ramp.before });
}

static bw_series short_ramp(bw_graph *g, bw_series x, bw_ramp ramp)
{
    const bw_factor_table table = table_of_parts(ramp_factors, ramp.window, (double[]){ ramp.window, ramp.before });
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_short_ramp,
                                         .input = &x,
                                         .inputs = 1,
                                         .setting = (double[]){ ramp.window, ramp.step },
                                         .settings = 2,
                                         .table = table.factor,
                                         .table_size = table.factors });
}

static bw_series ramp_mean(bw_graph *g, bw_series x, bw_ramp ramp)
{
    return ramp.window <= BW_LONGEST_SHORT_SUM ? short_ramp(g, x, ramp) : ramp_of_levels(g, x, ramp);
}

static bw_series led_by_ramp(bw_graph *g, bw_series x, bw_series fast, bw_ramp ramp)
{
    static const bw_moment moment = { BW_OP_ramp_levels, BW_OP_led_by_ramp, ramp_factors };
    return window_of_moments(g, &moment, x, 1, &fast, (double[SETTINGS]){ ramp.window, ramp.step },
                             (double[]){ ramp.window, ramp.before });
}

static bw_ramp ramp_of_ages(uint32_t window)
{
    return (bw_ramp){ window, 0, 2 / ((double)window * (window + 1.0)) };
}

bw_series age_weighted_mean(bw_graph *g, bw_series x, uint32_t window)
{
    return window == 1 ? x : ramp_mean(g, x, ramp_of_ages(window));
}

/* Of a bar so many bars ago, in an age-weighted mean. */
static double age_weight(double ago, double window)
{
    return ago < 0 || ago >= window ? 0 : (window - ago) * (2 / (window * (window + 1)));
}

enum { HULL_WINDOW, HULL_HALF, HULL_ROOT };

static double hull_weight(uint32_t k, const double *parameter)
{
    const double window = parameter[HULL_WINDOW], half = parameter[HULL_HALF], root = parameter[HULL_ROOT];
    double weight = 0;
    for (uint32_t later = 0; later < (uint32_t)root; later++) {
        const double ago = window + root - 2 - k - later;
        weight += age_weight(later, root) * (2 * age_weight(ago, half) - age_weight(ago, window));
    }
    return weight;
}

/* Over a few bars a product with each weight takes less than three sums by powers of two. */
bw_series hull_mean(bw_graph *g, bw_series x, uint32_t window, uint32_t half, uint32_t root)
{
    enum { FEW = 32 };
    if (window == 1) return x;
    if (window + root - 1 <= FEW)
        return weighted_mean(g, x, window + root - 1, hull_weight,
                             (double[]){ [HULL_WINDOW] = window, [HULL_HALF] = half, [HULL_ROOT] = root });
    const bw_series fast = ramp_of_levels(g, x, ramp_of_ages(half)); /* which the whole window's mean takes too */
    return age_weighted_mean(g, led_by_ramp(g, x, fast, ramp_of_ages(window)), root);
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
    return ramp_mean(g, x, (bw_ramp){ window, 1 / (window * step) - (middle + 1), step });
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
    return window_of_moments(g, &moment, x, 0, NULL, (double[SETTINGS]){ window, step }, (double[]){ window, middle });
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

/* joint.c: how a part weighs in the mean, and the factor of the squares. */
static void joint_factors(double ago, double bars, double factor[2])
{
    factor[0] = bars / (ago + bars);
    factor[1] = ago * factor[0];
}

/* A window of levels that begin with so many bars, and an estimate of the additions it takes. */
typedef struct {
    double table[2 * (BW_LEVELS + 2)];
    uint32_t first_bars, levels, constants, work;
} bw_joint_window;

static bw_joint_window joint_window(uint32_t window, uint32_t first_bars)
{
    enum { OF_THREE_BARS = 13, OF_FOUR_BARS = 18, OF_A_BAR_MORE = 11, OF_A_PART_MORE = 14 };
    bw_joint_window w = { .first_bars = first_bars };
    uint32_t greatest = 0;
    bw_unit_part part = bw_first_unit_part(window, first_bars == 3 ? 3 : 1);
    for (; part.bars; part = bw_next_unit_part(part)) {
        if (part.bars > greatest) greatest = part.bars;
        if (!part.ago) continue;
        joint_factors(part.ago, part.bars, w.table + w.constants);
        w.constants += 2;
        w.work += part.bars == 1 ? OF_A_BAR_MORE : OF_A_PART_MORE;
    }
    if (greatest < first_bars) return w;
    w.levels = (uint32_t)__builtin_ctz(greatest / first_bars) + 1;
    w.work += (first_bars == 3 ? OF_THREE_BARS : OF_FOUR_BARS) + (w.levels - 1) * OF_A_PART_MORE;
    return w;
}

/* `series` values of each level, and the result. */
static bw_series of_two_series(bw_graph *g, bw_opcode op, bw_series x, bw_series y, uint32_t window, uint32_t series)
{
    bw_joint_window w = joint_window(window, 4);
    const bw_joint_window other = joint_window(window < 3 ? 3 : window, 3);
    if (window > 2 && other.work < w.work) w = other;
    const bw_wiring wiring = { .op = op,
                               .input = (bw_series[]){ x, y },
                               .inputs = 2,
                               .setting = (double[]){ window, series, w.first_bars },
                               .settings = 3,
                               .table = w.table,
                               .table_size = w.constants };
    const uint32_t result = series * w.levels;
    return (bw_series){ bw_graph_add_levels(g, &wiring, result + 1).index + result };
}

bw_series window_slope(bw_graph *g, bw_series y, bw_series x, uint32_t window)
{
    return window == 1 ? sub(g, add(g, x, y), add(g, x, y)) : of_two_series(g, BW_OP_window_slope, x, y, window, 4);
}

bw_series window_correlation(bw_graph *g, bw_series x, bw_series y, uint32_t window)
{
    if (window == 1) return sub(g, add(g, x, y), add(g, x, y));
    return of_two_series(g, BW_OP_window_correlation, x, y, window, 5);
}
