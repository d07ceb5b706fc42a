/* Wilder's directional movement: how far a bar's high went above the high before, if that is further than its low went below the low
 * before; and the other way round. With up = high - high before and down = low before - low,
 *
 *   plus = up where up > max(down, 0), else 0           minus = down where down > max(up, 0), else 0           times a factor
 *
 * And the true range, whose sums must miss the same bars as theirs: each of the three is missing where a price of the bar or of the one
 * before is.
 *
 * Inputs: high, low, close. Setting 0: the factor. Setting 1: does a bar that went equally far both ways count on both sides, rather
 * than on none? Setting 2: is a bar that has none before it one of no movement and no range, rather than missing? */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

enum { HIGH, LOW, CLOSE };         /* inputs */
enum { PLUS, MINUS, RANGE };       /* outputs */
enum { FACTOR, TIES, ZERO_ALONE }; /* settings */

static size_t history(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return GROUP; /* a bar would do; whole vectors are read */
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return node->setting[ZERO_ALONE] == 0;
}

/* The first bar may be alone. */
static size_t settling(const bw_node *node, double tolerance)
{
    (void)tolerance;
    return node->setting[ZERO_ALONE] != 0;
}

typedef struct {
    const double *in[3];
    double *out[3];
    vec factor;
    bool ties_count, has_range; /* has_range: does anybody read it? */
} directions;

typedef struct {
    vec high, low, close;
} bar_vectors;

INLINE bar_vectors bars_before(const directions *d, size_t i)
{
    return (bar_vectors){ load(d->in[HIGH] + i - LANES), load(d->in[LOW] + i - LANES), load(d->in[CLOSE] + i - LANES) };
}

INLINE vec gain(vec this_side, vec other_side, bool ties_count)
{
    const vec bar = greater_of(other_side, (vec){ 0 });
    return (vec)((vec_bits)this_side & (ties_count ? this_side >= bar : this_side > bar));
}

INLINE vec range_of(bar_vectors bar, vec close_before)
{
    return greater_of(bar.high - bar.low,
                      greater_of(magnitude(close_before - bar.low), magnitude(close_before - bar.high)));
}

/* One vector; gives its bars, which the next looks back on. */
INLINE bar_vectors move_at(const directions *d, size_t i, bar_vectors before)
{
    const bar_vectors now = bars_before(d, i + LANES);
    const vec close_before = earlier(before.close, now.close, 1);
    const vec up = now.high - earlier(before.high, now.high, 1), down = earlier(before.low, now.low, 1) - now.low;
    const vec all = (up + down) + (now.close + close_before), zero_or_nan = all - all;
    store(d->out[PLUS] + i, gain(up, down, d->ties_count) * d->factor + zero_or_nan);
    store(d->out[MINUS] + i, gain(down, up, d->ties_count) * d->factor + zero_or_nan);
    if (d->has_range) store(d->out[RANGE] + i, range_of(now, close_before) + zero_or_nan);
    return now;
}

/* With constants in place of the questions that are the same for all bars. */
INLINE void move(const directions *given, size_t n, bool ties_count, bool has_range)
{
    directions d = *given;
    d.ties_count = ties_count;
    d.has_range = has_range;
    bar_vectors before = bars_before(&d, 0);
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) before = move_at(&d, i, before);
    if (i == n) return;
    i = within(i, n);
    move_at(&d, i, bars_before(&d, i));
}

INLINE bool is_present(const bw_step *s, ptrdiff_t i)
{
    const double all = s->in[HIGH][i] + s->in[LOW][i] + s->in[CLOSE][i];
    return all == all;
}

static bool is_alone(const bw_step *s, size_t i)
{
    return s->node->setting[ZERO_ALONE] && is_present(s, (ptrdiff_t)i) && !is_present(s, (ptrdiff_t)i - 1);
}

static void stand_still(const bw_step *s, size_t i)
{
    for (int k = PLUS; k <= RANGE; k++) s->out[k][i] = 0;
}

static void directional_movement(const bw_step *s)
{
    const directions d = { { s->in[HIGH], s->in[LOW], s->in[CLOSE] },
                           { s->out[PLUS], s->out[MINUS], s->out[RANGE] },
                           broadcast(s->node->setting[FACTOR]),
                           s->node->setting[TIES] != 0,
                           !(s->node->unread >> RANGE & 1) };
    if (d.ties_count) move(&d, s->n, true, true);
    else if (d.has_range) move(&d, s->n, false, true);
    else move(&d, s->n, false, false);
    if (!s->node->setting[ZERO_ALONE]) return;
    for (size_t i = 0; i < s->n; i++)
        if (is_alone(s, i)) stand_still(s, i);
}

INLINE double greater(double a, double b)
{
    return a > b ? a : b;
}

INLINE double gain_of_one(double this_side, double other_side, bool ties_count)
{
    const double bar = greater(other_side, 0);
    return this_side > bar || (ties_count && this_side == bar) ? this_side : 0;
}

static void directional_movement_one(const bw_step *s, size_t i)
{
    if (is_alone(s, i)) {
        stand_still(s, i);
        return;
    }
    const double *high = s->in[HIGH] + i, *low = s->in[LOW] + i, *close = s->in[CLOSE] + i;
    const double up = high[0] - high[-1], down = low[-1] - low[0], factor = s->node->setting[FACTOR];
    const double all = (up + down) + (close[0] + close[-1]), zero_or_nan = all - all;
    const bool ties_count = s->node->setting[TIES] != 0;
    const double farther_end = greater(__builtin_fabs(close[-1] - low[0]), __builtin_fabs(close[-1] - high[0]));
    s->out[PLUS][i] = gain_of_one(up, down, ties_count) * factor + zero_or_nan;
    s->out[MINUS][i] = gain_of_one(down, up, ties_count) * factor + zero_or_nan;
    s->out[RANGE][i] = greater(high[0] - low[0], farther_end) + zero_or_nan;
}

const bw_operator BW_ROW(directional_movement) = {
    .name = "directional_movement",
    .outputs = 3,
    .history = history,
    .warm_up = warm_up,
    .settling = settling,
    .advance = directional_movement,
    .one = directional_movement_one,
};
