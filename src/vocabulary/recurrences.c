#include "numerics.h"
#include "recurrences.h"
#include "arithmetic.h"
#include "flows.h"
#include "smooth_table.h"
#include "windows.h"
#include "wiring.h"

const char *const bw_seed_choices[] = { "sma", "first", "running", NULL };
const char *const bw_smoothing_choices[] = { "wilder", "ema", "sma", NULL };

uint32_t seed_values(uint32_t period, bw_seed_kind seed)
{
    return seed == SEED_FIRST || seed == SEED_STAGED ? 1 : period;
}

static void smooth_each(bw_graph *g, const bw_series *x, uint32_t series, double rate, uint32_t seed, bool is_running,
                        bw_series *y)
{
    const smooth_table table = bw_smooth_table(rate);
    const double setting[SMOOTH_SETTINGS] = { [SEED] = seed, [RATE] = rate, [IS_RUNNING] = is_running };
    const bw_wiring wiring = { .op = BW_OP_smooth,
                               .input = x,
                               .inputs = series,
                               .setting = setting,
                               .settings = SMOOTH_SETTINGS,
                               .table = &table.keep,
                               .table_size = sizeof table / sizeof(double) };
    const bw_series first = rate == 1 ? (bw_series){ 0 } : bw_graph_add_levels(g, &wiring, series);
    for (uint32_t k = 0; k < series; k++) y[k] = rate == 1 ? x[k] : (bw_series){ first.index + k };
}

bw_series smooth(bw_graph *g, bw_series x, double rate, uint32_t period, bw_seed_kind seed)
{
    smooth_each(g, &x, 1, rate, seed_values(period, seed), seed == SEED_RUNNING, &x);
    return x;
}

bw_series smooth_by(bw_graph *g, bw_series x, bw_series rate, bw_series start, double least_rate)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_smooth_by,
                                         .input = (bw_series[]){ x, rate, start },
                                         .inputs = start.index == x.index ? 2 : 3,
                                         .setting = &least_rate,
                                         .settings = 1 });
}

double exponential_rate(uint32_t period)
{
    return 2.0 / (period + 1);
}

bw_series exponential(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed)
{
    return smooth(g, x, exponential_rate(period), period, seed);
}

/* Those that start from the first value go in step. */
static bool go_in_step(uint32_t period, uint32_t other, bw_seed_kind seed)
{
    return seed == SEED_FIRST && period != 1 && other != 1;
}

static bw_series difference_in_step(bw_graph *g, bw_wiring wiring, const double *rate)
{
    const smooth_table table[] = { bw_smooth_table(rate[0]), bw_smooth_table(rate[1]) };
    wiring.table = &table[0].keep;
    wiring.table_size = 2 * (sizeof *table / sizeof(double));
    return bw_graph_add(g, &wiring);
}

bw_series exponential_difference(bw_graph *g, bw_series x, uint32_t period, uint32_t other, bw_seed_kind seed)
{
    const double rate[] = { exponential_rate(period), exponential_rate(other) };
    const bw_wiring wiring = {
        .op = BW_OP_smooth_difference, .input = &x, .inputs = 1, .setting = rate, .settings = 2
    };
    if (go_in_step(period, other, seed)) return difference_in_step(g, wiring, rate);
    return sub(g, exponential(g, x, period, seed), exponential(g, x, other, seed));
}

bw_series money_flow_difference(bw_graph *g, const bw_series *bar, uint32_t period, uint32_t other, bw_seed_kind seed)
{
    const double rate[] = { exponential_rate(period), exponential_rate(other) };
    const bw_wiring wiring = { .op = BW_OP_money_flow_difference, .input = bar, .inputs = 4 };
    if (go_in_step(period, other, seed)) return difference_in_step(g, wiring, rate);
    return exponential_difference(g, money_flow_sum(g, bar[0], bar[1], bar[2], bar[3]), period, other, seed);
}

bw_series wilder(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed)
{
    return smooth(g, x, 1.0 / period, period, seed);
}

void wilder_each(bw_graph *g, const bw_series *x, uint32_t series, uint32_t period, bw_series *y)
{
    smooth_each(g, x, series, 1.0 / period, period, false, y);
}

bw_series smoothed(bw_graph *g, bw_series x, uint32_t period, bw_smoothing_kind smoothing)
{
    switch (smoothing) {
    case SMOOTHING_WILDER: return wilder(g, x, period, SEED_SMA);
    case SMOOTHING_EMA: return exponential(g, x, period, SEED_SMA);
    default: return window_mean(g, x, period);
    }
}

bw_moves smoothed_moves(bw_graph *g, bw_moves moves, uint32_t period, bw_smoothing_kind smoothing)
{
    bw_series y[] = { moves.gain, moves.loss };
    if (smoothing == SMOOTHING_SMA)
        for (uint32_t k = 0; k < 2; k++) y[k] = window_mean(g, y[k], period);
    else
        smooth_each(g, y, 2, smoothing == SMOOTHING_WILDER ? 1.0 / period : exponential_rate(period), period, false, y);
    return (bw_moves){ y[0], y[1] };
}

bw_series after_first(bw_graph *g, bw_series x, uint32_t values)
{
    return values ? bw_unary_with(g, BW_OP_after_first, x, values) : x;
}

bw_series relative_strength(bw_graph *g, bw_series x, uint32_t period, bw_smoothing_kind smoothing, double flat)
{
    const bw_moves moves = gain_and_loss(g, x);
    const bw_moves mean = smoothed_moves(g, moves, period, smoothing);
    const bw_series strength = share(g, mean.gain, mean.loss, 100, flat);
    if (smoothing == SMOOTHING_SMA) return strength; /* whose windows move on */
    return bw_graph_add(
        g, &(bw_wiring){ .op = BW_OP_hold, .input = (bw_series[]){ strength, moves.gain, moves.loss }, .inputs = 3 });
}

bw_series decaying_peak(bw_graph *g, bw_series x, double keep, double fall)
{
    enum { GROUP = 8 };
    double table[2 * GROUP] = { keep };
    for (int k = 1; k < GROUP; k++) table[k] = table[(k - 1) / 2] * table[k / 2]; /* keep^(k + 1), by halves */
    for (int k = 0; k < GROUP; k++) table[GROUP + k] = fall * (k + 1);
    return bw_graph_add(
        g,
        &(bw_wiring){ .op = BW_OP_decaying_peak, .input = &x, .inputs = 1, .table = table, .table_size = 2 * GROUP });
}

bw_series previous(bw_graph *g, bw_series x, bw_series first)
{
    return bw_binary(g, BW_OP_previous, x, first);
}
