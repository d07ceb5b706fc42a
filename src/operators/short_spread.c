/* Variance and standard deviation of a short window in one pass over registers, by the operations of spread.c. Setting 0: window, 2 to
 * LONGEST bars; setting 1: one over what the sum of squares is divided by. */
#include "numerics.h"
#include "operator.h"
#include "short_window.h"
#include "squared_deviations.h"
#include "telling.h"

enum { DIVISOR = 1, LEVELS = 4, MOST_PARTS = 5, KEPT = LONGEST / LANES + 2 };

/* The latest vectors of the series, and of windows of 2, 4 … bars, newest first. */
typedef struct {
    vec x[KEPT], sum[LEVELS][KEPT], moment[LEVELS][KEPT];
} recent_windows;

INLINE window_moments window_ago(const recent_windows *r, int level, int bars)
{
    return (window_moments){ bars_ago(r->sum[level], bars), bars_ago(r->moment[level], bars) };
}

INLINE void go_on(recent_windows *r)
{
    for (int v = KEPT - 1; v > 0; v--) {
        r->x[v] = r->x[v - 1];
        for (int k = 1; k < LEVELS; k++) {
            r->sum[k][v] = r->sum[k][v - 1];
            r->moment[k][v] = r->moment[k][v - 1];
        }
    }
}

INLINE void set_windows(recent_windows *r, const double *x, int window)
{
    window_moments now = two_bars(r->x[0], load(x - 1));
    for (int k = 1; k < LEVELS; k++) {
        const int half = 1 << k;
        r->sum[k][0] = now.sum;
        r->moment[k][0] = now.moment;
        if (2 * half >= window) return; /* a highest part is taken in halves */
        now = join_halves(now, window_ago(r, k, half), load(x - half) - r->x[0], half);
    }
}

INLINE vec next_moment(recent_windows *r, const double *x, int window)
{
    go_on(r);
    r->x[0] = load(x);
    set_windows(r, x, window);
    bw_window_part part = bw_first_halved_part((uint32_t)window);
    window_moments now = part.bars == 1 ? nothing_of_bar(r->x[0]) : window_ago(r, __builtin_ctz(part.bars), 0);
#pragma GCC unroll 8
    for (int k = 1; k < MOST_PARTS; k++) {
        part = bw_next_halved_part(part);
        if (!part.bars) break;
        now = join_squares(now, window_ago(r, __builtin_ctz(part.bars), (int)part.ago), load(x - part.ago) - r->x[0],
                           factors_of_part(part.ago, part.bars));
    }
    return now.moment;
}

/* Of bars that end at x, a power of two. */
INLINE window_moments moments_of_one(const double *x, uint32_t bars)
{
    window_moments level[LONGEST / 2];
    for (uint32_t i = 0; i < bars; i += 2) level[i / 2] = two_bars(alone(x - i), alone(x - i - 1));
    for (uint32_t half = 2; half < bars; half *= 2)
        for (uint32_t i = 0; i < bars; i += 2 * half)
            level[i / 2 / half] =
                join_halves(level[i / half], level[i / half + 1], alone(x - i - half) - alone(x - i), half);
    return level[0];
}

INLINE vec moment_of_one(const double *x, int window)
{
    bw_window_part part = bw_first_halved_part((uint32_t)window);
    window_moments now = part.bars == 1 ? nothing_of_bar(alone(x)) : moments_of_one(x, part.bars);
    for (part = bw_next_halved_part(part); part.bars; part = bw_next_halved_part(part))
        now = join_squares(now, moments_of_one(x - part.ago, part.bars), alone(x - part.ago) - alone(x),
                           factors_of_part(part.ago, part.bars));
    return now.moment;
}

INLINE vec result_of(vec moment, vec divisor, bool is_root)
{
    const vec variance = moment * divisor;
    return is_root ? square_root_of(variance) : variance;
}

/* From bar `first` on as many whole vectors as there are; gives the sum of their values. */
INLINE vec spread_vectors(const bw_step *s, ptrdiff_t first, int window, bool is_root)
{
    const double *restrict x = s->in[0];
    double *restrict out = s->out[0];
    const ptrdiff_t end = (ptrdiff_t)s->n;
    const vec divisor = broadcast(s->node->setting[DIVISOR]);
    const bw_step *far = fetching_step(s);
    recent_windows r = { .x = { { 0 } } };
    vec read = { 0 };
    for (ptrdiff_t i = first - LONGEST; i < first; i += LANES) next_moment(&r, x + i, window);
    for (ptrdiff_t i = first; i + (ptrdiff_t)LANES <= end; i += LANES) {
        if (far && i % BW_CACHE_LINE_VALUES == 0) fetch_of_next_block(far, x + i);
        store(out + i, result_of(next_moment(&r, x + i, window), divisor, is_root));
        read += r.x[0];
    }
    return read;
}

/* The last vector is one of those at the end. */
INLINE bool spreads_of(int window, const bw_step *s, bool is_root)
{
    vec read = spread_vectors(s, 0, window, is_root);
    if (s->n % LANES) read += spread_vectors(s, (ptrdiff_t)(s->n - LANES), window, is_root);
    return all_are_finite(read);
}

static void spread_one(const bw_step *s, size_t i, bool is_root)
{
    const vec moment = moment_of_one(s->in[0] + i, short_window_of(s));
    s->out[0][i] = result_of(moment, broadcast(s->node->setting[DIVISOR]), is_root)[0];
}

INLINE bool spreads(const bw_step *s, bool is_root){ BY_WINDOW(short_window_of(s), spreads_of, s, is_root) }

TELLING_FUNCTIONS(short_variance, spreads(s, false), short_variance_and_tell(s))
    TELLING_FUNCTIONS(short_deviation, spreads(s, true), short_deviation_and_tell(s))

        static void short_variance_one(const bw_step *s, size_t i)
{
    spread_one(s, i, false);
}

static void short_deviation_one(const bw_step *s, size_t i)
{
    spread_one(s, i, true);
}

/* Before the first bar that is wanted, windows are made as many bars back as the longest has, each of whole vectors. */
static size_t history(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return 2 * LONGEST;
}

const bw_operator BW_ROW(short_variance) = {
    .name = "short_variance",
    .outputs = 1,
    .history = history,
    .warm_up = short_warm_up,
    .advance = short_variance,
    .advance_and_tell = short_variance_and_tell,
    .one = short_variance_one,
};
const bw_operator BW_ROW(short_deviation) = {
    .name = "short_deviation",
    .outputs = 1,
    .history = history,
    .warm_up = short_warm_up,
    .advance = short_deviation,
    .advance_and_tell = short_deviation_and_tell,
    .one = short_deviation_one,
};
