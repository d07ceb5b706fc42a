/* Klinger's volume force: volume, by how much of what the trend has ranged over so far the bar's own range is.
 *
 *   trend    1 where high + low + close rose since the bar before, -1 where it fell, as before where it is the same
 *   ranged   += range while the trend lasts; the ranges of the bar before and of this one where it turns
 *   force    volume * |2 * range / ranged - 1| * 100 * trend; 0 where `ranged` is 0
 *
 * The first bar, which has none before it, gives nothing; `ranged` starts with its range and the trend as rising. From the third bar on
 * `ranged` is summed in groups of eight (prefix.h). Inputs: high, low, close, volume. Setting 0: does the trend
 * count as falling where the sum of prices is the same? */
#include "numerics.h"
#include "operator.h"
#include "prefix.h"

enum { HIGH, LOW, CLOSE, VOLUME }; /* inputs */

/* A sum that has begun anew, or not. */
typedef struct {
    double sum;
    uint64_t is_new;
} fresh_sum;

typedef struct {
    uint64_t started, place;             /* started: bars before the first group, at most 2; place: in the group */
    double prices, range, trend, ranged; /* of the bar before; `ranged` of the last one before the group */
    fresh_sum value, pair, half;         /* as in open_group */
} force_state;

INLINE fresh_sum join_one(fresh_sum older, fresh_sum newer)
{
    return newer.is_new ? newer : (fresh_sum){ older.sum + newer.sum, older.is_new };
}

INLINE fresh_sum next_fresh_sum(force_state *s, fresh_sum x)
{
    const uint64_t place = s->place;
    if (place & 1) x = join_one(s->value, x);
    else s->value = x;
    if (place & 2) x = join_one(s->pair, x);
    else if (place & 1) s->pair = x;
    if (place & 4) x = join_one(s->half, x);
    else if ((place & 3) == 3) s->half = x;
    return x;
}

INLINE double trend_of(double prices, double prices_before, double trend_before, bool falls_if_same)
{
    return prices > prices_before ? 1 : prices < prices_before || falls_if_same ? -1 : trend_before;
}

INLINE vec force_of(vec range, vec ranged, vec volume, vec trend)
{
    const vec share = range / ranged;
    return only_where(ranged != broadcast(0),
                      volume * magnitude((share + share) - broadcast(1)) * broadcast(100) * trend);
}

static void start(force_state *s, double prices, double range)
{
    s->started = 1;
    s->trend = 1;
    s->ranged = range;
    s->prices = prices;
    s->range = range;
}

static void volume_force_one(const bw_step *step, size_t i)
{
    force_state *s = step->state;
    const double high = step->in[HIGH][i], low = step->in[LOW][i];
    const double prices = (high + low) + step->in[CLOSE][i], range = high - low;
    if (s->started == 0) {
        start(s, prices, range);
        step->out[0][i] = BW_NAN;
        return;
    }
    const double trend = trend_of(prices, s->prices, s->trend, step->node->setting[0] != 0);
    const bool turns = trend != s->trend;
    const fresh_sum own = { turns ? s->range + range : range, turns },
                    sum = s->started == 1 ? own : next_fresh_sum(s, own);
    const double ranged = sum.is_new ? sum.sum : s->ranged + sum.sum;
    step->out[0][i] =
        force_of(broadcast(range), broadcast(ranged), broadcast(step->in[VOLUME][i]), broadcast(trend))[0];
    s->prices = prices;
    s->range = range;
    s->trend = trend;
    if (s->started == 2) s->place = (s->place + 1) % GROUP;
    s->started = 2;
    if (s->place == 0) s->ranged = ranged;
}

/* Vectors of bars, each with the one before in reach: its prices, ranges, and where the trend rises. */
typedef struct {
    vec prices, range;
    vec_bits rises;
} force_bars;

INLINE vec_bits earlier_bits(vec_bits before, vec_bits now)
{
    return (vec_bits)earlier((vec)before, (vec)now, 1);
}

/* Where the trend holds it is as in the lane before. */
static vec_bits rising_where_held(vec_bits rises, vec_bits holds, vec_bits before)
{
    for (int k = 0; k < LANES; k++)
        if (holds[k]) rises[k] = k ? rises[k - 1] : before[LANES - 1];
    return rises;
}

INLINE force_bars next_bars(const bw_step *step, size_t i, force_bars before, vec_bits falls_if_same)
{
    const vec high = load(step->in[HIGH] + i), low = load(step->in[LOW] + i), zero = broadcast(0);
    force_bars now = { (high + low) + load(step->in[CLOSE] + i), high - low, { 0 } };
    const vec change = now.prices - earlier(before.prices, now.prices, 1);
    const vec_bits holds = (change == zero) & ~falls_if_same;
    now.rises = change > zero;
    if (__builtin_expect(any(holds), 0)) now.rises = rising_where_held(now.rises, holds, before.rises);
    return now;
}

/* Whole groups, the bars i … end - 1. */
INLINE void forces(force_state *s, const bw_step *given, size_t i, size_t end)
{
    const bw_step copy = *given, *step = &copy; /* out of the way of the stores */
    const vec_bits falls_if_same = broadcast(step->node->setting[0]) != broadcast(0);
    force_bars last = { broadcast(s->prices), broadcast(s->range), broadcast(s->trend) > broadcast(0) };
    vec ranged_before = broadcast(s->ranged), ranged = ranged_before;
    double *out = step->out[0];
    for (; i < end; i += GROUP) {
        fresh_sums sums[GROUP_VECTORS];
        force_bars bars[GROUP_VECTORS];
        for (int k = 0; k < GROUP_VECTORS; k++) {
            const force_bars now = bars[k] = next_bars(step, i + k * LANES, last, falls_if_same);
            const vec_bits turns = now.rises ^ earlier_bits(last.rises, now.rises);
            sums[k] = (fresh_sums){ only_where(turns, earlier(last.range, now.range, 1)) + now.range, turns };
            last = now;
        }
        fresh_sums_of_group(sums);
        for (int k = 0; k < GROUP_VECTORS; k++) {
            ranged = choose(sums[k].is_new, sums[k].sum, ranged_before + sums[k].sum);
            const vec volume = load(step->in[VOLUME] + i + k * LANES);
            store(out + i + k * LANES,
                  force_of(bars[k].range, ranged, volume, choose(bars[k].rises, broadcast(1), broadcast(-1))));
        }
        ranged_before = last_in_all_lanes(ranged);
    }
    s->ranged = ranged_before[0];
    s->prices = last.prices[LANES - 1];
    s->range = last.range[LANES - 1];
    s->trend = last.rises[LANES - 1] ? 1 : -1;
}

static void volume_force(const bw_step *step)
{
    force_state *s = step->state;
    size_t i = 0;
    for (; i < step->n && (s->started < 2 || s->place); i++) volume_force_one(step, i);
    const size_t end = i + (step->n - i) / GROUP * GROUP;
    if (i < end) forces(s, step, i, end);
    for (i = end; i < step->n; i++) volume_force_one(step, i);
}

static size_t second_bar(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 1;
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    const force_state *s = state;
    return s->started <= 2 && s->place < GROUP && s->value.is_new <= 1 && s->pair.is_new <= 1 && s->half.is_new <= 1;
}

const bw_operator BW_ROW(volume_force) = {
    .name = "volume_force",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(force_state),
    .warm_up = second_bar,
    .settling = bw_never_settles, /* how long a trend lasts nobody knows */
    .valid = valid,
    .advance = volume_force,
    .one = volume_force_one,
};
