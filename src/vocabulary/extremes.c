#include "numerics.h"
#include "extremes.h"
#include "arithmetic.h"
#include "powers.h"
#include "windows.h"
#include "wiring.h"

const char *const bw_tie_choices[] = { "latest", "earliest", NULL };

bw_channel window_channel(bw_graph *g, bw_series high, bw_series low, uint32_t window)
{
    return (bw_channel){ window_greatest(g, high, window), window_least(g, low, window) };
}

bw_series channel_middle(bw_graph *g, bw_channel channel)
{
    return mean_of(g, 2, (bw_series[]){ channel.greatest, channel.least });
}

static bw_series beside_channel(bw_graph *g, bw_opcode op, bw_series x, bw_channel channel)
{
    return bw_graph_add(
        g, &(bw_wiring){ .op = op, .input = (bw_series[]){ x, channel.greatest, channel.least }, .inputs = 3 });
}

bw_series nearer_to_greatest(bw_graph *g, bw_series x, bw_channel channel)
{
    return beside_channel(g, BW_OP_nearer, x, channel);
}

bw_series range_around(bw_graph *g, bw_series x, bw_channel channel)
{
    return beside_channel(g, BW_OP_apart, x, channel);
}

bw_series way_between(bw_graph *g, bw_series x, bw_series start, bw_series end, double whole)
{
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_way_between,
                                         .input = (bw_series[]){ x, start, end },
                                         .inputs = 3,
                                         .setting = &whole,
                                         .settings = 1 });
}

typedef bw_series window_word(bw_graph *g, bw_series x, uint32_t window);

/* By the same powers of two as the extreme itself: of each window's two halves one has it. */
static bw_series age_of_extreme(bw_graph *g, bw_series x, uint32_t window, window_word *extreme, bw_opcode of_short,
                                bw_tie_kind ties)
{
    if (window == 1) return sub(g, x, x);
    if (window <= BW_LONGEST_SHORT_WINDOW)
        return bw_graph_add(
            g, &(bw_wiring){
                   .op = of_short, .input = &x, .inputs = 1, .setting = (double[]){ window, ties }, .settings = 2 });
    bw_series newer = x, age = x;
    for (uint32_t bars = 1, whole_bars; bars < window; bars = whole_bars) {
        whole_bars = 2 * bars < window ? 2 * bars : window;
        const bw_series whole = extreme(g, x, whole_bars);
        const double setting[] = { whole_bars - bars, ties };
        age = bw_graph_add(g, &(bw_wiring){ .op = BW_OP_extreme_age,
                                            .input = (bw_series[]){ newer, whole, age },
                                            .inputs = bars == 1 ? 2 : 3, /* of a single bar the age is 0 */
                                            .setting = setting,
                                            .settings = 2 });
        newer = whole;
    }
    return age;
}

bw_series age_of_greatest(bw_graph *g, bw_series x, uint32_t window, bw_tie_kind ties)
{
    return age_of_extreme(g, x, window, window_greatest, BW_OP_short_greatest_age, ties);
}

bw_series age_of_least(bw_graph *g, bw_series x, uint32_t window, bw_tie_kind ties)
{
    return age_of_extreme(g, x, window, window_least, BW_OP_short_least_age, ties);
}

bw_series recency(bw_graph *g, bw_series age, uint32_t bars)
{
    return bw_unary_with(g, BW_OP_recency, age, bars);
}

bw_series greater_recency(bw_graph *g, bw_series age, bw_series other, uint32_t bars)
{
    const double setting = bars;
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_greater_recency,
                                         .input = (bw_series[]){ age, other },
                                         .inputs = 2,
                                         .setting = &setting,
                                         .settings = 1 });
}

bw_transformed fisher_transform(bw_graph *g, bw_series position)
{
    const bw_series now = bw_unary(g, BW_OP_fisher, position);
    return (bw_transformed){ now, { now.index + 1 } };
}
