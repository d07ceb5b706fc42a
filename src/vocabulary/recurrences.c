#include "numerics.h"
#include "recurrences.h"
#include "arithmetic.h"
#include "smooth_table.h"
#include "windows.h"
#include "wiring.h"

const char *const bw_seed_choices[] = { "sma", "first", "running", NULL };
const char *const bw_cascade_seed_choices[] = { "sma", "first", "running", "staged", NULL };
const char *const bw_smoothing_choices[] = { "wilder", "ema", "sma", NULL };

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

bw_series smooth_by(bw_graph *g, bw_series x, bw_series rate, bw_series start, double least_rate)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_smooth_by,
                                         .input = (bw_series[]){ x, rate, start },
                                         .inputs = start.index == x.index ? 2 : 3,
                                         .setting = &least_rate,
                                         .settings = 1 });
}

bw_series exponential(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed)
{
    return smooth(g, x, 2.0 / (period + 1), period, seed);
}

/* Those that start from the first value go in step. */
bw_series exponential_difference(bw_graph *g, bw_series x, uint32_t period, uint32_t other, bw_seed_kind seed)
{
    if (seed != SEED_FIRST || period == 1 || other == 1)
        return sub(g, exponential(g, x, period, seed), exponential(g, x, other, seed));
    const double rate[] = { 2.0 / (period + 1), 2.0 / (other + 1) };
    const smooth_table table[] = { bw_smooth_table(rate[0]), bw_smooth_table(rate[1]) };
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_smooth_difference,
                                         .input = &x,
                                         .inputs = 1,
                                         .setting = rate,
                                         .settings = 2,
                                         .table = &table[0].rate,
                                         .table_size = 2 * (sizeof *table / sizeof(double)) });
}

bw_series wilder(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed)
{
    return smooth(g, x, 1.0 / period, period, seed);
}

bw_series smoothed(bw_graph *g, bw_series x, uint32_t period, bw_smoothing_kind smoothing)
{
    switch (smoothing) {
    case SMOOTHING_WILDER: return wilder(g, x, period, SEED_SMA);
    case SMOOTHING_EMA: return exponential(g, x, period, SEED_SMA);
    default: return window_mean(g, x, period);
    }
}

void exponential_cascade(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed, uint32_t stages,
                         bw_series *stage)
{
    const bool is_staged = seed == SEED_STAGED;
    for (uint32_t k = 0; k < stages; k++) {
        const bw_series before = is_staged && k ? after_first(g, stage[k - 1], period - 1) : k ? stage[k - 1] : x;
        stage[k] = exponential(g, before, period, is_staged ? SEED_FIRST : seed);
    }
}

bw_series after_first(bw_graph *g, bw_series x, uint32_t values)
{
    return values ? bw_unary_with(g, BW_OP_after_first, x, values) : x;
}

bw_series relative_strength(bw_graph *g, bw_series x, uint32_t period, bw_smoothing_kind smoothing, double flat)
{
    const bw_moves moves = gain_and_loss(g, x);
    const bw_series gain = smoothed(g, moves.gain, period, smoothing),
                    loss = smoothed(g, moves.loss, period, smoothing);
    const bw_series strength = share(g, gain, loss, 100, flat);
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
