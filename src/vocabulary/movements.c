#include "movements.h"
#include "arithmetic.h"
#include "recurrences.h"
#include "windows.h"

const char *const bw_first_bar_choices[] = { "skip", "count", NULL };
const char *const bw_movement_start_choices[] = { "own", "talib", "tulip", NULL };
const char *const bw_both_ways_choices[] = { "ignore", "count", NULL };

/* Setting: does a bar count that has none before it? */
enum { COUNTS_ALONE = 3 };

/* The first output of an operator over a bar and the one before. */
static bw_series bar_pair(bw_graph *g, bw_opcode op, bw_bars bars, const double setting[4])
{
    return bw_graph_add(g, &(bw_wiring){ .op = op,
                                         .input = (bw_series[]){ bars.high, bars.low, bars.close },
                                         .inputs = 3,
                                         .setting = setting,
                                         .settings = 4 });
}

bw_series true_range(bw_graph *g, bw_bars bars, bw_first_bar_kind first)
{
    return bar_pair(g, BW_OP_true_range, bars, (double[4]){ [COUNTS_ALONE] = first });
}

bw_series average_true_range(bw_graph *g, bw_bars bars, uint32_t period, bw_smoothing_kind smoothing,
                             bw_first_bar_kind first)
{
    return smoothed(g, true_range(g, bars, first), period, smoothing);
}

/* Of plus movement, minus movement and true range, all three in step, the first `count`, smoothed. A single movement is no sum that
 * could start otherwise. */
static void smoothed_directions(bw_graph *g, const bw_directional_system *s, double factor, uint32_t count,
                                bw_series *mean)
{
    const double alone = s->start != START_OWN && s->period > 1;
    const bw_opcode op =
        s->both_ways == BOTH_WAYS_COUNTED ? BW_OP_directional_movement_both_ways : BW_OP_directional_movement;
    const bw_series movement = bar_pair(g, op, s->bars, (double[4]){ factor, [COUNTS_ALONE] = alone });
    const bw_series each[] = { movement, { movement.index + 1 }, { movement.index + 2 } };
    wilder_each(g, each, 2, s->period, mean);
    if (count > 2) mean[2] = wilder(g, each[2], s->period, SEED_SMA);
}

bw_directions directional_movement(bw_graph *g, const bw_directional_system *s, double factor)
{
    bw_series mean[2];
    smoothed_directions(g, s, factor, 2, mean);
    return (bw_directions){ mean[0], mean[1] };
}

static bw_series without_first_quotient(bw_graph *g, bw_series quotient, const bw_directional_system *s)
{
    return s->start == START_TALIB && s->period > 1 ? after_first(g, quotient, 1) : quotient;
}

bw_directions directional_indicator(bw_graph *g, const bw_directional_system *s)
{
    bw_series mean[3];
    smoothed_directions(g, s, 1, 3, mean);
    const bw_series plus = quotients_of_sums(g, mean, 1, 100), minus = { plus.index + 1 };
    return (bw_directions){ without_first_quotient(g, plus, s), without_first_quotient(g, minus, s) };
}

bw_series directional_index(bw_graph *g, const bw_directional_system *s)
{
    const bw_directions movement = directional_movement(g, s, 1);
    const double factor = 100;
    const bw_series index = bw_graph_add(g, &(bw_wiring){ .op = BW_OP_absolute_balance,
                                                          .input = (bw_series[]){ movement.plus, movement.minus },
                                                          .inputs = 2,
                                                          .setting = &factor,
                                                          .settings = 1 });
    return without_first_quotient(g, index, s);
}

bw_series average_directional_index(bw_graph *g, const bw_directional_system *s)
{
    return wilder(g, directional_index(g, s), s->period, SEED_SMA);
}

bw_directions vortex(bw_graph *g, bw_bars bars, uint32_t period)
{
    const bw_series plus = bar_pair(g, BW_OP_vortex_movement, bars, (double[4]){ 0 });
    const bw_series movement[] = { plus, { plus.index + 1 }, { plus.index + 2 } };
    const bw_series line = quotients_of_sums(g, movement, period, 1);
    return (bw_directions){ line, { line.index + 1 } };
}

bw_series pressure_in_range(bw_graph *g, bw_bars bars, uint32_t period)
{
    const bw_series pressure = bar_pair(g, BW_OP_buying_pressure, bars, (double[4]){ 0 });
    return quotient_of_sums(g, pressure, (bw_series){ pressure.index + 1 }, period);
}

bw_series ultimate_mean(bw_graph *g, bw_series a, bw_series b, bw_series c)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_ultimate_mean, .input = (bw_series[]){ a, b, c }, .inputs = 3 });
}
