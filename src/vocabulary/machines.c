#include "numerics.h"
#include "machines.h"

const char *const bw_sar_start_choices[] = { "directional", "midpoint", NULL };
const char *const bw_first_trend_choices[] = { "up", "down", NULL };
const char *const bw_sar_reversal_choices[] = { "touch", "cross", NULL };

bw_series stop_and_reverse(bw_graph *g, bw_series high, bw_series low, const bw_sar_rule *rule)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_sar,
                                         .input = (bw_series[]){ high, low },
                                         .inputs = 2,
                                         .table = (const double *)rule,
                                         .table_size = sizeof *rule / sizeof(double) });
}

bw_supertrend_lines supertrend(bw_graph *g, bw_bars bars, bw_series range, double multiplier, bw_first_trend_kind first)
{
    const double setting[] = { multiplier, first == TREND_DOWN };
    const bw_series line =
        bw_graph_add(g, &(bw_wiring){ .op = BW_OP_supertrend,
                                      .input = (bw_series[]){ bars.high, bars.low, bars.close, range },
                                      .inputs = 4,
                                      .setting = setting,
                                      .settings = 2 });
    return (bw_supertrend_lines){ line, { line.index + 1 } };
}
