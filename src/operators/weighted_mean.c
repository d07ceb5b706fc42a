/* A mean with given weights over a window: sum of weight[k] * x[k], oldest first, weights that add up to 1 in the node's table.
 * A flat window's mean is its value. */
#include "numerics.h"
#include "flat.h"
#include "short_sums.h"
#include "window_terms.h"

static size_t window_of(const bw_node *node)
{
    return node->table_size;
}

/* Of a short window whole vectors are read. */
static size_t history(const bw_node *node, uint32_t input)
{
    (void)input;
    return window_of(node) > LONGEST ? window_of(node) - 1 : (size_t)bars_before((int)window_of(node)) + 1;
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return window_of(node) - 1;
}

/* ---- short windows: of each length a copy of the loop, so that its weights stay in registers, of which there are 32 or 16 ---- */

enum { PARTIAL_SUMS = 4, MOST_WEIGHTS = LANES == GROUP ? LONGEST : 10, LATEST = LONGEST / LANES + 2 };

/* Where a load that spans two cache lines costs twice, and with the longest vectors that is nearly every one, half of them are put together
 * from those before: so loading and shifting take the same time. */
INLINE vec value_ago(const vec *latest, const double *x, int bars)
{
    return LANES < GROUP || bars % 2 ? load(x - bars) : bars_ago(latest, bars);
}

INLINE void load_latest(vec *latest, const double *x, int vectors)
{
    for (int v = 0; v < vectors && LANES == GROUP; v++) latest[v] = load(x - (ptrdiff_t)v * LANES);
}

INLINE void move_on(vec *latest, int vectors)
{
    for (int v = vectors - 1; v > 0 && LANES == GROUP; v--) latest[v] = latest[v - 1];
}

/* As in sum_of_terms. What is added last makes a 0 of -0, as sums that begin with 0 do. */
INLINE vec weighted_sum(const vec *latest, const double *x, const vec *weight, int window)
{
    vec sum[PARTIAL_SUMS] = { { 0 } };
#pragma GCC unroll 16
    for (int k = 0; k < window; k++) {
        const vec term = value_ago(latest, x, window - 1 - k) * weight[k];
        sum[k % PARTIAL_SUMS] = k < PARTIAL_SUMS ? term : sum[k % PARTIAL_SUMS] + term;
    }
    return join_sums(sum) + broadcast(0);
}

INLINE void weigh_strides(const bw_step *s, ptrdiff_t first, ptrdiff_t end, int window, pass *seen)
{
    const double *x = s->in[0];
    double *restrict out = s->out[0];
    const int vectors = (int)bars_before(window) / LANES + 1;
    vec weight[LONGEST], latest[LATEST];
#pragma GCC unroll 16
    for (int k = 0; k < window; k++) weight[k] = broadcast(s->table[k]);
    load_latest(latest, x + first - LANES, vectors);
    for (ptrdiff_t i = first; i < end; i += LANES) {
        const vec now = load(x + i);
        move_on(latest, vectors);
        latest[0] = now;
        store(out + i, weighted_sum(latest, x + i, weight, window));
        seen->read += now;
        seen->equal |= now == value_ago(latest, x + i, 1);
    }
}

INLINE bool weigh_short_of(int window, const bw_step *s)
{
    pass seen = { { 0 }, { 0 } };
    IN_WHOLE_STRIDES (s->n, LANES, first, end) weigh_strides(s, first, end, window, &seen);
    if (any(seen.equal)) keep_flat_values(s->in[0], s->out[0], s->n, (uint32_t)window, 1);
    return all_are_finite(seen.read);
}

static bool weigh_short(const bw_step *s, int window){ BY_WINDOW(window, weigh_short_of, s) }

/* ---- windows of any length ---- */

INLINE vec weighted(vec x, size_t k, int v, const void *weight)
{
    (void)v;
    return x * broadcast(((const double *)weight)[k]);
}

/* Pairs of vectors; gives how many bars they were. What is read is added to `read`. */
INLINE size_t weigh_pairs(const bw_step *s, size_t rest, vec *read)
{
    const size_t window = s->node->table_size, n = s->n;
    const double *x = s->in[0], *oldest = x - (window - 1), *weight = s->table;
    double *out = s->out[0];
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        vec sum[2];
        sums_of_terms(oldest + i, window, rest, weighted, weight, sum);
        store(out + i, sum[0]);
        store(out + i + LANES, sum[1]);
        *read += load(x + i) + load(x + i + LANES);
    }
    return i;
}

static bool weigh_long(const bw_step *s)
{
    const size_t window = window_of(s->node), n = s->n;
    const double *x = s->in[0], *oldest = x - (window - 1);
    double *out = s->out[0];
    vec read = { 0 };
    size_t i = BY_REST(weigh_pairs, s, window, &read);
    for (; i < n; i += LANES) {
        i = within(i, n);
        store(out + i, sum_of_terms(oldest + i, window, weighted, s->table));
        read += load(x + i);
    }
    keep_flat_values(x, out, n, (uint32_t)window, 1);
    return all_are_finite(read);
}

static bool weigh(const bw_step *s)
{
    const size_t window = window_of(s->node);
    return window > MOST_WEIGHTS ? weigh_long(s) : weigh_short(s, (int)window);
}

TELLING_FUNCTIONS(weighted_mean, weigh(s), weighted_mean_and_tell(s))

INLINE short_vec short_weighted(short_vec x, size_t k, const void *weight)
{
    return x * load_short((const double *)weight + k);
}

INLINE double one_weighted(double x, size_t k, const void *weight)
{
    return x * ((const double *)weight)[k];
}

static void weighted_mean_one(const bw_step *s, size_t i)
{
    const size_t window = s->node->table_size;
    const double *newest = s->in[0] + i;
    s->out[0][i] = is_flat(newest, (uint32_t)window)
                       ? *newest
                       : sum_of_one(newest - (window - 1), window, short_weighted, one_weighted, s->table);
}

const bw_operator BW_ROW(weighted_mean) = {
    .name = "weighted_mean",
    .outputs = 1,
    .history = history,
    .warm_up = warm_up,
    .advance = weighted_mean,
    .advance_and_tell = weighted_mean_and_tell,
    .one = weighted_mean_one,
};
