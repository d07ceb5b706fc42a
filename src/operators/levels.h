/* levels.h: the node with a series per power of two, for any way to combine two neighbouring windows into one:
 *
 *   2 bars = combine(1, 1 before), 4 = combine(2, 2 before), 8 = combine(4, 4 before) …
 *
 * log2(window) steps a bar, all in vectors, nothing that runs and drifts. */
#ifndef BW_LEVELS_H
#define BW_LEVELS_H

#include "operator.h"
#include "powers.h"
#include "vector.h"

static inline size_t levels_history(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return 1;
}

static inline size_t levels_own_history(const bw_node *node, uint32_t output)
{
    return output + 1 < node->levels ? bw_level_bars(output) : 0;
}

static inline size_t levels_warm_up(const bw_node *node, uint32_t output)
{
    (void)node;
    return bw_level_bars(output) - 1;
}

/* out[i] = combine(x[i], x[i - half]) */
INLINE void combine_halves(const double *x, size_t half, double *out, size_t n, vec (*combine)(vec newer, vec older))
{
    const double *older = x - half;
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        vec first = combine(load(x + i), load(older + i)), second = combine(load(x + i + LANES), load(older + i + LANES));
        store(out + i, first);
        store(out + i + LANES, second);
    }
    for (; i < n; i += LANES) {
        i = within(i, n);
        store(out + i, combine(load(x + i), load(older + i)));
    }
}

INLINE void combine_levels_of_one(const bw_step *s, size_t i, double (*combine)(double newer, double older))
{
    const double *x = s->in[0];
    for (uint32_t k = 0; k < s->node->levels; k++) {
        s->out[k][i] = combine(x[i], x[i - bw_level_bars(k) / 2]);
        x = s->out[k];
    }
}

#endif
