/* The values of some ranks among the last `window` of a source. Setting 0: window. The table: the ranks, 0 the least; a rank an
 * output. NaN while a NaN is in the window. */
#include "numerics.h"
#include "operator.h"
#include "sorted_window.h"

static size_t window_of(const bw_node *node)
{
    return (size_t)node->setting[0];
}

static size_t window_history(const bw_node *node, uint32_t input)
{
    (void)input;
    return window_of(node); /* of the bar that leaves */
}

static size_t window_warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return window_of(node) - 1;
}

static size_t room(const bw_node *node)
{
    return sorted_room(window_of(node));
}

static bool valid(const bw_node *node, const void *state)
{
    return is_sorted_window(state, window_of(node));
}

INLINE void bars(const bw_step *s, sorted_window *w, double *sorted, size_t places)
{
    const size_t window = window_of(s->node);
    const double *x = s->in[0];
    const uint32_t ranks = s->node->levels;
    for (size_t i = 0; i < s->n; i++) {
        replace_sorted(sorted, places, sortable(*(x + i - window)), sortable(x[i]));
        w->present = x[i] == x[i] ? w->present + 1 : 0;
        for (uint32_t k = 0; k < ranks; k++) s->out[k][i] = w->present >= window ? sorted[(size_t)s->table[k]] : BW_NAN;
    }
}

static void order_statistics(const bw_step *s)
{
    sorted_window *w = s->state;
    start_sorted_window(w, window_of(s->node));
    bars(s, w, sorted_values(w), sorted_places(window_of(s->node)));
}

const bw_operator BW_ROW(order_statistics) = {
    .name = "order_statistics",
    .outputs = BW_LEVELS,
    .state_size = sizeof(sorted_window),
    .state_room = room,
    .history = window_history,
    .warm_up = window_warm_up,
    .valid = valid,
    .advance = order_statistics,
};
