#include "numerics.h"
#include "moments.h"
#include "arithmetic.h"
#include "powers.h"
#include "wiring.h"

/* What two windows' distance is multiplied by in their moment: a function of their bars, the newer one's first. */
typedef double moment_factor(double newer_bars, double older_bars);

/* A moment: the operators with its levels and with windows made of them (src/operators/moment_windows.h). */
typedef struct {
    bw_opcode levels, window;
    moment_factor *factor;
} bw_moment;

/* `beside`: another series that the window's operator reads, or null. */
static bw_series window_of_moments(bw_graph *g, const bw_moment *moment, bw_series x, const bw_series *beside,
                                   const double setting[BW_NODE_SETTINGS])
{
    enum { VALUES = 2, LENGTHS = 3 };
    bw_series input[BW_NODE_INPUTS] = { x };
    double table[(BW_LEVELS + 1) * LENGTHS];
    uint32_t inputs = 1, constants = 0;
    for (bw_window_part part = bw_first_halved_part((uint32_t)setting[0]); part.bars;
         part = bw_next_halved_part(part)) {
        if (part.ago) {
            const double newer = part.ago, older = part.bars;
            table[constants++] = older;
            table[constants++] = newer / older;
            table[constants++] = moment->factor(newer, older);
        }
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
                                         .settings = BW_NODE_SETTINGS,
                                         .table = table,
                                         .table_size = constants });
}

static double square_factor(double newer_bars, double older_bars)
{
    return older_bars / (newer_bars * (newer_bars + older_bars));
}

static double divisor(uint32_t window, uint32_t ddof)
{
    return 1 / ((double)window - ddof);
}

bw_series window_variance(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_window_variance, square_factor };
    if (window == 1) return sub(g, x, x);
    return window_of_moments(g, &moment, x, NULL, (double[BW_NODE_SETTINGS]){ window, divisor(window, ddof) });
}

bw_series window_deviation(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_window_deviation, square_factor };
    if (window == 1) return sub(g, x, x);
    return window_of_moments(g, &moment, x, NULL, (double[BW_NODE_SETTINGS]){ window, divisor(window, ddof) });
}

bw_bands deviation_bands(bw_graph *g, bw_series x, uint32_t window, uint32_t ddof, bw_series middle, double up,
                         double down)
{
    static const bw_moment moment = { BW_OP_spread_levels, BW_OP_deviation_bands, square_factor };
    const double setting[BW_NODE_SETTINGS] = { window, divisor(window, ddof), up, down };
    if (window == 1) return (bw_bands){ middle, middle };
    const bw_series upper = window_of_moments(g, &moment, x, &middle, setting);
    return (bw_bands){ upper, { upper.index + 1 } };
}
