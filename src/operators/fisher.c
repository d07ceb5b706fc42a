/* Ehlers's Fisher transform of where a price is between the extremes of its window, 0 … 1:
 *
 *   x = 0.66 (position - 0.5) + 0.67 x before        beyond ±0.99 it is ±0.999, where the transform is large but finite
 *   y = log((1 + x) / (1 - x)) / 2 + y / 2 before
 *
 * both from 0. Outputs: y, and y before. Each is a chain of operations from bar to bar, so the y of one piece of the bars are
 * computed along with the x of the next, while the transform between them takes vectors. */
#include "numerics.h"
#include "choice.h"
#include "logarithm.h"
#include "operator.h"
#include "smooth_group.h"
#include "vector.h"

enum { PIECE = 64 };

typedef struct {
    double x, y;
} fisher_state;

INLINE double next_x(double x, double position)
{
    x = (position - 0.5) * 0.66 + 0.67 * x;
    if (__builtin_expect(__builtin_fabs(x) > 0.99, 0)) {
        KEEP_JUMP();
        x = __builtin_copysign(0.999, x);
    }
    return x;
}

INLINE double next_y(double y, double transformed)
{
    return transformed + 0.5 * y;
}

INLINE vec transform(vec x)
{
    return 0.5 * natural_logarithm_of_parts(split_logarithm((1 + x) / (1 - x), 0));
}

/* The next `count` x to `x`, and y of the `done` bars before from what they were transformed to. */
INLINE void run_chains(fisher_state *state, const double *position, double *x, size_t count, const double *transformed,
                       double *const *out, size_t done)
{
    const size_t both = count < done ? count : done;
    double last_x = state->x, last_y = state->y;
    size_t i = 0;
    for (; i < both; i++) {
        x[i] = last_x = next_x(last_x, position[i]);
        out[1][i] = last_y;
        out[0][i] = last_y = next_y(last_y, transformed[i]);
    }
    for (size_t k = i; k < count; k++) x[k] = last_x = next_x(last_x, position[k]);
    for (; i < done; i++) {
        out[1][i] = last_y;
        out[0][i] = last_y = next_y(last_y, transformed[i]);
    }
    *state = (fisher_state){ last_x, last_y };
}

static void fisher(const bw_step *s)
{
    double piece[2][PIECE] = { { 0 } };
    double *out[] = { s->out[0], s->out[1] };
    fisher_state state = *(fisher_state *)s->state;
    size_t at = 0, done = 0;
    for (int turn = 0; at < s->n || done; turn ^= 1) {
        const size_t count = s->n - at < PIECE ? s->n - at : PIECE;
        run_chains(&state, s->in[0] + at, piece[turn], count, piece[!turn], out, done);
        for (size_t i = 0; i < count; i += LANES) store(piece[turn] + i, transform(load(piece[turn] + i)));
        out[0] += done;
        out[1] += done;
        at += count;
        done = count;
    }
    *(fisher_state *)s->state = state;
}

static void fisher_one(const bw_step *s, size_t i)
{
    fisher_state *state = s->state;
    state->x = next_x(state->x, s->in[0][i]);
    s->out[1][i] = state->y;
    s->out[0][i] = state->y = next_y(state->y, transform(broadcast(state->x))[0]);
}

/* What x still remembers of its start the transform enlarges by up to 1 / (1 - 0.999²); y forgets faster. */
static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)node, (void)output;
    return settling_bars(1 - 0.67, tolerance / 1000);
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    const fisher_state *s = state;
    return __builtin_fabs(s->x) < 1 && s->y == s->y;
}

const bw_operator BW_ROW(fisher) = {
    .name = "fisher",
    .outputs = 2,
    .stateful = true,
    .state_size = sizeof(fisher_state),
    .settling = settling,
    .valid = valid,
    .advance = fisher,
    .one = fisher_one,
};
