#include "numerics.h"
#include "cycles.h"
#include "arithmetic.h"
#include "cycle_weights.h"
#include "elementary.h"
#include "elementary_functions.h"
#include "recurrences.h"
#include "weights.h"
#include "windows.h"
#include "wiring.h"
#include <stdlib.h>

static const double DEGREES = 180; /* of half a circle */

enum { SMOOTHED_BARS = 4 };

/* In whole numbers: prices on a grid that the smoothing makes equal are equal to the last bit, and cancel in a transform. */
static bw_series of_four_bars(bw_graph *g, bw_opcode op, bw_series x)
{
    const bw_series input[SMOOTHED_BARS] = { x, lag(g, x, 1), lag(g, x, 2), lag(g, x, 3) };
    return bw_graph_add(g, &(bw_wiring){ .op = op, .input = input, .inputs = SMOOTHED_BARS });
}

static bw_series smoothed_price(bw_graph *g, bw_series x)
{
    return of_four_bars(g, BW_OP_smoothed_price, x);
}

bw_series smoothed_sixfold(bw_graph *g, bw_series x)
{
    return of_four_bars(g, BW_OP_smoothed_sixfold, x);
}

bw_dominant_cycle dominant_cycle(bw_graph *g, bw_series x, uint32_t start)
{
    const bw_series first = bw_unary_with(g, BW_OP_hilbert, smoothed_price(g, x), start - (SMOOTHED_BARS - 1));
    return (bw_dominant_cycle){ first, { first.index + 1 }, { first.index + 2 }, { first.index + 3 } };
}

static bw_series angle(bw_graph *g, bw_series opposite, bw_series adjacent)
{
    return scale(g, arctangent(g, divide_or_zero(g, opposite, adjacent)), DEGREES / BW_PI);
}

bw_series rate_of_phase(bw_graph *g, bw_dominant_cycle cycle, uint32_t start, double fast, double slow)
{
    const bw_series phase = angle(g, cycle.quadrature, cycle.in_phase);
    const bw_series rate = bw_graph_add(g, &(bw_wiring){ .op = BW_OP_rate_of_phase,
                                                         .input = (bw_series[]){ lag(g, phase, 1), phase },
                                                         .inputs = 2,
                                                         .setting = (double[]){ fast, slow },
                                                         .settings = 2 });
    return after_first(g, rate, start - SMOOTHED_BARS);
}

/* The table of cycle_weights.h. */
static void fill_cycle_weights(double *table)
{
    for (uint32_t bars = 2; bars <= BW_CYCLE_MAX; bars++)
        for (uint32_t ago = 0; ago < bars; ago++) {
            const double step = 2 * BW_PI * ago / bars;
            const size_t at = bw_cycle_row(bars) + 2 * (ago - ago % BW_CYCLE_GROUP);
            const size_t lane = BW_CYCLE_GROUP - 1 - ago % BW_CYCLE_GROUP;
            table[at + lane] = bw_cosine(step);
            table[at + BW_CYCLE_GROUP + lane] = bw_sine(step);
        }
}

static bw_series cycle_sums(bw_graph *g, bw_dominant_cycle cycle)
{
    double table[BW_CYCLE_TABLE] = { 0 };
    fill_cycle_weights(table);
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_cycle_sums,
                                         .input = (bw_series[]){ cycle.price, cycle.period },
                                         .inputs = 2,
                                         .table = table,
                                         .table_size = BW_CYCLE_TABLE });
}

bw_series cycle_phase(bw_graph *g, bw_dominant_cycle cycle)
{
    const bw_series cosine = cycle_sums(g, cycle), sine = { cosine.index + 1 };
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_cycle_phase,
                                         .input = (bw_series[]){ cosine, sine, angle(g, sine, cosine), cycle.period },
                                         .inputs = 4 });
}

bw_series sine_of_degrees(bw_graph *g, bw_series phase, double more)
{
    return sine(g, scale(g, more == 0 ? phase : offset(g, phase, more), BW_PI / DEGREES));
}

static double weight_of_newness(uint32_t bar, const double *parameter)
{
    (void)parameter;
    return bar + 1;
}

bw_series cycle_trendline(bw_graph *g, bw_series x, bw_dominant_cycle cycle)
{
    return weighted_mean(g, mean_by_length(g, x, cycle.period, BW_CYCLE_MAX), SMOOTHED_BARS, weight_of_newness, NULL);
}

bw_series trend_mode(bw_graph *g, bw_series x, bw_dominant_cycle cycle)
{
    const bw_series phase = cycle_phase(g, cycle);
    const bw_series input[] = {
        sine_of_degrees(g, phase, 0), sine_of_degrees(g, phase, 45), phase, cycle.period, cycle.price,
        cycle_trendline(g, x, cycle)
    };
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_trend_mode, .input = input, .inputs = 6 });
}

bw_circle_sums circle_sums(bw_graph *g, bw_series x, uint32_t bars)
{
    const uint32_t pairs = (bars - 1) / 2;
    double *table = malloc((2 * (size_t)pairs + 1) * sizeof *table);
    if (!table) {
        g->out_of_memory = true;
        return (bw_circle_sums){ x, x };
    }
    for (uint32_t k = 1; k <= pairs; k++) {
        table[2 * k - 2] = bw_cosine(2 * BW_PI * k / bars);
        table[2 * k - 1] = bw_sine(2 * BW_PI * k / bars);
    }
    const bw_series first = bw_graph_add(g, &(bw_wiring){ .op = BW_OP_circle_sums,
                                                          .input = &x,
                                                          .inputs = 1,
                                                          .setting = (double[]){ bars },
                                                          .settings = 1,
                                                          .table = table,
                                                          .table_size = 2 * pairs });
    free(table);
    return (bw_circle_sums){ first, { first.index + 1 } };
}

bw_series cosine_of_angle(bw_graph *g, bw_series x, bw_series y)
{
    return bw_binary(g, BW_OP_cosine_of_angle, x, y);
}

bw_series cosine_of_turned_angle(bw_graph *g, bw_series x, bw_series y)
{
    return bw_binary(g, BW_OP_cosine_of_turned_angle, x, y);
}
