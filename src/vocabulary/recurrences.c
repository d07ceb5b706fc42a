#include "numerics.h"
#include "recurrences.h"
#include "smooth_table.h"

const char *const bw_seed_choices[] = { "sma", "first", "running", NULL };

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
