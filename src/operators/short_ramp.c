/* Means with weights that lie on a straight line (ramp.h) over a short window, by the operations of ramp.c in one pass. Setting 0: window,
 * 2 to LONGEST_SUM bars. */
#include "numerics.h"
#include "flat.h"
#include "ramp.h"
#include "short_sums.h"

/* ---- over registers ------------------------------------------------------------------------------------------------ */

/* S and W of the latest vectors, and the same in the lanes where the newest part of that length has them. */
typedef struct {
    recent_sums sums, moments, shifted_sums, shifted_moments;
} recent_ramps;

/* How many lanes that part is shifted by. Older ones lie whole vectors farther back, if they are as long as one. */
INLINE int lanes_newer(int window, int k)
{
    return (window & ((1 << k) - 1)) % LANES;
}

INLINE bool is_shifted(int window, int k)
{
    return 1 << k >= LANES && lanes_newer(window, k) && bw_halved_parts_of_power(window, k);
}

INLINE vec moment_of_level(const recent_sums *sums, const recent_sums *moments, int k)
{
    const double half = 1 << (k - 1);
    if (k == 1) return sums->level[1][0] + sums->level[0][0];
    return (moments->level[k - 1][0] + half * sums->level[k - 1][0]) + bars_ago(moments->level[k - 1], 1 << (k - 1));
}

INLINE void add_ramps(recent_ramps *r, const double *x, ptrdiff_t i, int window)
{
    const int longest = bw_longest_halved_part(window);
    add_vectors(&r->sums, (summand){ x, NULL }, i, longest, 1);
    go_on(&r->moments, 1);
    go_on(&r->shifted_sums, 1);
    go_on(&r->shifted_moments, 1);
    r->moments.level[0][0] = r->sums.level[0][0];
#pragma GCC unroll 8
    for (int k = 1; k < LEVELS; k++) {
        if (1 << k <= longest) r->moments.level[k][0] = moment_of_level(&r->sums, &r->moments, k);
        if (!is_shifted(window, k)) continue;
        r->shifted_sums.level[k][0] = bars_ago(r->sums.level[k], lanes_newer(window, k));
        r->shifted_moments.level[k][0] = bars_ago(r->moments.level[k], lanes_newer(window, k));
    }
}

/* What is joined so far, so many parts and bars. */
typedef struct {
    vec total;
    int parts, bars;
} joined_parts;

INLINE joined_parts joined_with(joined_parts j, const recent_ramps *r, int k, int window, const double *factor)
{
    const bool shifted = is_shifted(window, k);
    const int bars = shifted ? j.bars / LANES * LANES : j.bars;
    const vec sum = bars_ago((shifted ? &r->shifted_sums : &r->sums)->level[k], bars);
    const vec moment = bars_ago((shifted ? &r->shifted_moments : &r->moments)->level[k], bars);
    const vec weighted = moment + sum * factor[FACTORS * j.parts + SUM_FACTOR];
    return (joined_parts){ j.parts ? j.total + weighted : weighted, j.parts + 1, j.bars + (1 << k) };
}

INLINE vec joined_ramps(const recent_ramps *r, int window, const double *factor)
{
    joined_parts j = { { 0 }, 0, 0 };
#pragma GCC unroll 8
    for (int k = 0; k < LEVELS; k++) {
        const int parts = bw_halved_parts_of_power(window, k);
        if (parts > 0) j = joined_with(j, r, k, window, factor);
        if (parts > 1) j = joined_with(j, r, k, window, factor);
        if (parts > 2) j = joined_with(j, r, k, window, factor);
    }
    return j.total;
}

INLINE void ramp_strides(const bw_step *s, ptrdiff_t first, ptrdiff_t end, int window, pass *seen)
{
    const double *x = s->in[0], *factor = s->table;
    double *restrict out = s->out[0];
    const vec scale = broadcast(s->node->setting[FACTOR]);
    recent_ramps ramps = { { { { { 0 } } } }, { { { { 0 } } } }, { { { { 0 } } } }, { { { { 0 } } } } };
    for (ptrdiff_t i = first - bars_before(window); i < first; i += LANES) add_ramps(&ramps, x, i, window);
    for (ptrdiff_t i = first; i < end; i += LANES) {
        add_ramps(&ramps, x, i, window);
        const vec now = ramps.sums.level[0][0];
        store(out + i, joined_ramps(&ramps, window, factor) * scale);
        seen->read += now;
        seen->equal |= now == summand_before(&ramps.sums, (summand){ x, NULL }, i, 0, 1);
    }
}

INLINE bool ramps_of(int window, const bw_step *s)
{
    pass seen = { { 0 }, { 0 } };
    IN_WHOLE_STRIDES (s->n, LANES, first, end) ramp_strides(s, first, end, window, &seen);
    if (any(seen.equal)) keep_flat_values(s->in[0], s->out[0], s->n, (uint32_t)window, 1);
    return all_are_finite(seen.read);
}

/* ---- in strips ----------------------------------------------------------------------------------------------------- */

/* Of vectors of two registers hold too few. So the levels of some bars, and those of the bars that they look back on, go to the nearest
 * cache. */
enum { STRIP = 512, BEFORE = LONGEST_SUM / 2, LEVELS_OF_SHORT = LEVELS - 1 };
typedef double strip_level[BEFORE + LONGEST_SUM + STRIP]; /* the first are 0, and nothing is seen of them */

INLINE bool strip_of_ramps(const bw_step *s, size_t first, size_t n, strip_level (*level)[VALUES])
{
    const int window = short_window_of(s), longest = bw_longest_halved_part(window);
    const size_t before = (size_t)bars_before(window);
    const double *in[1 + VALUES * LEVELS], **part = in;
    double *out = s->out[0] + first;
    moment_level_set set;
    in[SOURCE] = s->in[0] + first;
    set.x = in[SOURCE] - before;
    set.levels = (uint32_t)__builtin_ctz((unsigned)longest);
    set.unread = 0;
    set.far = NULL;
    for (uint32_t k = 1; k <= set.levels; k++) {
        set.sum[k] = level[k - 1][0] + BEFORE;
        set.moment[k] = level[k - 1][1] + BEFORE;
    }
    const bool are_finite = join_all_levels(&set, before + n, ramps);
    for (int k = 1; k < LEVELS; k++)
        for (int copy = 0; copy < bw_halved_parts_of_power(window, k); copy++) {
            *++part = set.sum[k] + before;
            *++part = set.moment[k] + before;
        }
    bw_step strip;
    strip.n = n;
    strip.in = in;
    strip.out = &out;
    strip.node = s->node;
    strip.table = s->table;
    window_of_moments(&strip, 1, windows_of_ramps, weighted);
    return are_finite;
}

static bool strips_of_ramps(const bw_step *s)
{
    strip_level level[LEVELS_OF_SHORT][VALUES];
    bool are_finite = true;
    for (int k = 0; k < LEVELS_OF_SHORT; k++)
        for (int v = 0; v < VALUES; v++)
            for (int i = 0; i < BEFORE; i += LANES) store(level[k][v] + i, broadcast(0));
    for (size_t i = 0; i < s->n; i += STRIP) {
        if (s->n - i < GROUP) i = s->n - GROUP;
        are_finite &= strip_of_ramps(s, i, s->n - i < STRIP ? s->n - i : STRIP, level);
    }
    keep_flat_values(s->in[0], s->out[0], s->n, (uint32_t)short_window_of(s), 1);
    return are_finite;
}

INLINE bool short_ramps(const bw_step *s)
{
    const int window = short_window_of(s);
    if (LANES > 2) {
        BY_WINDOW_OF_SUM(window, ramps_of, s)
    }
    if (window >= LONGEST) return strips_of_ramps(s);
    BY_WINDOW(window, ramps_of, s)
}

TELLING_FUNCTIONS(short_ramp, short_ramps(s), short_ramp_and_tell(s))

/* ---- one bar ------------------------------------------------------------------------------------------------------- */

typedef struct {
    double sum, moment;
} one_ramp;

static one_ramp ramp_of_power(const double *newest, uint32_t bars)
{
    if (bars == 1) return (one_ramp){ *newest, *newest };
    const uint32_t half = bars / 2;
    const one_ramp newer = ramp_of_power(newest, half), older = ramp_of_power(newest - half, half);
    const double sum = newer.sum + older.sum;
    return (one_ramp){ sum, bars == 2 ? sum + newer.sum : (newer.moment + half * newer.sum) + older.moment };
}

static void short_ramp_one(const bw_step *s, size_t i)
{
    const uint32_t window = (uint32_t)short_window_of(s);
    const double *x = s->in[0] + i, *factor = s->table + SUM_FACTOR;
    double total = 0;
    for (bw_window_part part = bw_first_halved_part(window); part.bars; part = bw_next_halved_part(part)) {
        const one_ramp ramp = ramp_of_power(x - part.ago, part.bars);
        const double weighted = ramp.moment + ramp.sum * *factor;
        total = part.ago ? total + weighted : weighted;
        factor += FACTORS;
    }
    s->out[0][i] = total * s->node->setting[FACTOR];
    keep_flat_value(x, s->out[0] + i, window, 1);
}

const bw_operator BW_ROW(short_ramp) = {
    .name = "short_ramp",
    .outputs = 1,
    .history = sum_history,
    .warm_up = short_warm_up,
    .advance = short_ramp,
    .advance_and_tell = short_ramp_and_tell,
    .one = short_ramp_one,
};
