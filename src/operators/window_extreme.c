/* The greatest and the least of a window, from those of powers of two (levels.h): a window of 50 bars is the newest 32 and
 * the oldest 32. NaN while a NaN is in the window.
 *
 * A comparison with NaN is false, so a plain select would lose the NaN of its first operand. The rule that keeps it,
 * (a > b) | (a != a) ? a : b, costs three times as much; it is used while a NaN is in reach. */
#include "numerics.h"
#include "levels.h"
#include "operator.h"

INLINE double greatest_one(double a, double b)
{
    if (__builtin_expect(a != a, 0)) return a;
    return a > b ? a : b; /* an instruction, where a jump would often go wrong */
}

INLINE double least_one(double a, double b)
{
    if (__builtin_expect(a != a, 0)) return a;
    return a < b ? a : b;
}

INLINE vec keep_nan(vec a, vec chosen)
{
    vec_bits nan = a != a;
    return (vec)(((vec_bits)a & nan) | ((vec_bits)chosen & ~nan));
}

INLINE vec greatest(vec a, vec b)
{
    return keep_nan(a, greater_of(a, b));
}

INLINE vec least(vec a, vec b)
{
    return keep_nan(a, less_of(a, b));
}

typedef struct {
    uint64_t since_nan; /* bars since the latest NaN, or since the start */
} levels_state;

static void note_latest_nan(levels_state *state, const double *x, size_t n)
{
    for (size_t i = n; i-- > 0;)
        if (x[i] != x[i]) {
            state->since_nan = n - 1 - i;
            return;
        }
    state->since_nan += n;
}

/* Quickly, if no NaN is so close before that a window could touch it, and again with care if one comes; but the latter not if that is
 * told. */
INLINE bool extreme_levels(const bw_step *s, combine_vectors *select, combine_vectors *select_or_nan, bool tells)
{
    levels_state *state = s->state;
    level_set set;
    set_levels(&set, s, 0, NULL);
    if (state->since_nan >= bw_level_bars(set.levels - 1)) {
        const bool is_finite = combine_levels(&set, s->n, select);
        if (is_finite) state->since_nan += s->n;
        if (is_finite || tells) return is_finite;
    }
    const bool is_finite = combine_levels(&set, s->n, select_or_nan);
    if (is_finite) state->since_nan += s->n;
    else note_latest_nan(state, s->in[0], s->n);
    return is_finite;
}

INLINE void extreme_levels_of_one(const bw_step *s, size_t i, double (*select)(double, double))
{
    levels_state *state = s->state;
    const double x = s->in[0][i];
    state->since_nan = x == x ? state->since_nan + 1 : 0;
    combine_levels_of_one(s, 0, i, select);
}

/* Input: the extremes of a power of two. Setting 0: by how many bars the older half of the window lies back. */
static size_t older_half(const bw_node *node, uint32_t input)
{
    (void)input;
    return (size_t)node->setting[0];
}

/* Gives the sum of v - v over the newer halves: NaN if one of them is. */
INLINE vec select_older(const double *newer, size_t ago, double *out, size_t n, combine_vectors *select)
{
    vec zero = { 0 };
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        const vec v = load(newer + i);
        zero += v - v;
        store(out + i, select(v, load(newer + i - ago)));
    }
    if (i == n) return zero;
    i = within(i, n);
    const vec v = load(newer + i);
    store(out + i, select(v, load(newer + i - ago)));
    return zero + (v - v);
}

/* Quickly, and again with care if that met a NaN. */
INLINE void window_extreme(const bw_step *s, combine_vectors *select, combine_vectors *select_or_nan)
{
    const size_t ago = older_half(s->node, 0);
    const vec zero = select_older(s->in[0], ago, s->out[0], s->n, select);
    if (any(zero != zero)) select_older(s->in[0], ago, s->out[0], s->n, select_or_nan);
}

TELLING_FUNCTIONS(greatest_levels, extreme_levels(s, greater_of, greatest, true),
                  extreme_levels(s, greater_of, greatest, false))

static void greatest_levels_one(const bw_step *s, size_t i)
{
    extreme_levels_of_one(s, i, greatest_one);
}

TELLING_FUNCTIONS(least_levels, extreme_levels(s, less_of, least, true), extreme_levels(s, less_of, least, false))

static void least_levels_one(const bw_step *s, size_t i)
{
    extreme_levels_of_one(s, i, least_one);
}

static void window_greatest(const bw_step *s)
{
    window_extreme(s, greater_of, greatest);
}

static void window_greatest_one(const bw_step *s, size_t i)
{
    s->out[0][i] = greatest_one(s->in[0][i], s->in[0][i - older_half(s->node, 0)]);
}

static void window_least(const bw_step *s)
{
    window_extreme(s, less_of, least);
}

static void window_least_one(const bw_step *s, size_t i)
{
    s->out[0][i] = least_one(s->in[0][i], s->in[0][i - older_half(s->node, 0)]);
}

const bw_operator BW_ROW(greatest_levels) = {
    .name = "greatest_levels",
    .outputs = BW_LEVELS,
    .state_size = sizeof(levels_state),
    .history = levels_history,
    .own_history = levels_own_history,
    .warm_up = levels_warm_up,
    .advance = greatest_levels,
    .advance_and_tell = greatest_levels_and_tell,
    .one = greatest_levels_one,
};
const bw_operator BW_ROW(least_levels) = {
    .name = "least_levels",
    .outputs = BW_LEVELS,
    .state_size = sizeof(levels_state),
    .history = levels_history,
    .own_history = levels_own_history,
    .warm_up = levels_warm_up,
    .advance = least_levels,
    .advance_and_tell = least_levels_and_tell,
    .one = least_levels_one,
};
const bw_operator BW_ROW(window_greatest) = {
    .name = "window_greatest",
    .outputs = 1,
    .history = older_half,
    .advance = window_greatest,
    .one = window_greatest_one,
};
const bw_operator BW_ROW(window_least) = {
    .name = "window_least",
    .outputs = 1,
    .history = older_half,
    .advance = window_least,
    .one = window_least_one,
};
