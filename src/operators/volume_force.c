/* Klinger's volume force: volume, by how much of what the trend has ranged over so far the bar's own range is.
 *
 *   trend    1 where high + low + close rose since the bar before, -1 where it fell, as before where it is the same
 *   ranged   += range while the trend lasts; the ranges of the bar before and of this one where it turns
 *   force    volume * |2 * range / ranged - 1| * 100 * trend; 0 where `ranged` is 0
 *
 * The first bar, which has none before it, gives nothing; `ranged` starts with its range and the trend as rising. `ranged` is summed in
 * groups of eight counted from the second bar (prefix.h). Inputs: high, low, close, volume. Setting 0: does the trend
 * count as falling where the sum of prices is the same? */
#include "numerics.h"
#include "operator.h"
#include "prefix.h"

enum { HIGH, LOW, CLOSE, VOLUME }; /* inputs */
enum { FORCES_AT_ONCE = 64 };

/* A sum that has begun anew, or not. */
typedef struct {
    double sum;
    uint64_t is_new;
} fresh_sum;

typedef struct {
    uint64_t is_started, place;          /* place: in the group */
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
    s->is_started = 1;
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
    if (!s->is_started) {
        start(s, prices, range);
        step->out[0][i] = BW_NAN;
        return;
    }
    const double trend = trend_of(prices, s->prices, s->trend, step->node->setting[0] != 0);
    const bool turns = trend != s->trend;
    const fresh_sum sum = next_fresh_sum(s, (fresh_sum){ turns ? s->range + range : range, turns });
    const double ranged = sum.is_new ? sum.sum : s->ranged + sum.sum;
    step->out[0][i] =
        force_of(broadcast(range), broadcast(ranged), broadcast(step->in[VOLUME][i]), broadcast(trend))[0];
    s->prices = prices;
    s->range = range;
    s->trend = trend;
    s->place = (s->place + 1) % GROUP;
    if (s->place == 0) s->ranged = ranged;
}

/* Some whole groups. The ranges and trends begin with those of the bar before. */
typedef struct {
    double prices[FORCES_AT_ONCE + 1], range[FORCES_AT_ONCE + 1], trend[FORCES_AT_ONCE + 1];
} force_bars;

static void read_bars(const force_state *s, const bw_step *step, size_t i, size_t n, force_bars *b)
{
    const double *restrict high = step->in[HIGH] + i, *restrict low = step->in[LOW] + i,
                           *restrict close = step->in[CLOSE] + i;
    double *restrict prices = b->prices, *restrict range = b->range, *restrict trend = b->trend;
    const bool falls_if_same = step->node->setting[0] != 0;
    prices[0] = s->prices;
    range[0] = s->range;
    trend[0] = s->trend;
    for (size_t j = 0; j < n; j++) {
        prices[j + 1] = (high[j] + low[j]) + close[j];
        range[j + 1] = high[j] - low[j];
    }
    double unchanged = 0;
    for (size_t j = 0; j < n; j++) {
        trend[j + 1] = trend_of(prices[j + 1], prices[j], 0, falls_if_same);
        unchanged += trend[j + 1] == 0;
    }
    if (unchanged == 0) return;
    for (size_t j = 0; j < n; j++)
        if (trend[j + 1] == 0) trend[j + 1] = trend[j];
}

static void forces(force_state *s, const bw_step *step, size_t i, size_t n)
{
    force_bars b;
    read_bars(s, step, i, n, &b);
    vec before = broadcast(s->ranged);
    for (size_t j = 0; j < n; j += GROUP) {
        fresh_sums sums[GROUP_VECTORS];
        for (int k = 0; k < GROUP_VECTORS; k++) {
            const size_t at = j + k * LANES;
            const vec range = load(b.range + at + 1);
            const vec_bits turns = load(b.trend + at + 1) != load(b.trend + at);
            sums[k] = (fresh_sums){ choose(turns, load(b.range + at) + range, range), turns };
        }
        fresh_sums_of_group(sums);
        vec ranged = before;
        for (int k = 0; k < GROUP_VECTORS; k++) {
            const size_t at = j + k * LANES;
            ranged = choose(sums[k].is_new, sums[k].sum, before + sums[k].sum);
            store(step->out[0] + i + at,
                  force_of(load(b.range + at + 1), ranged, load(step->in[VOLUME] + i + at), load(b.trend + at + 1)));
        }
        before = last_in_all_lanes(ranged);
    }
    s->ranged = before[0];
    s->prices = b.prices[n];
    s->range = b.range[n];
    s->trend = b.trend[n];
}

static void volume_force(const bw_step *step)
{
    force_state *s = step->state;
    size_t i = 0;
    for (; i < step->n && (!s->is_started || s->place); i++) volume_force_one(step, i);
    while (step->n - i >= GROUP) {
        const size_t whole = (step->n - i) / GROUP * GROUP, n = whole < FORCES_AT_ONCE ? whole : FORCES_AT_ONCE;
        forces(s, step, i, n);
        i += n;
    }
    for (; i < step->n; i++) volume_force_one(step, i);
}

static size_t second_bar(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 1;
}

/* How long a trend lasts nobody knows. */
static size_t never(const bw_node *node, double tolerance)
{
    (void)node, (void)tolerance;
    return BW_NEVER;
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    const force_state *s = state;
    return s->is_started <= 1 && s->place < GROUP && s->value.is_new <= 1 && s->pair.is_new <= 1 && s->half.is_new <= 1;
}

const bw_operator BW_ROW(volume_force) = {
    .name = "volume_force",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(force_state),
    .warm_up = second_bar,
    .settling = never,
    .valid = valid,
    .advance = volume_force,
    .one = volume_force_one,
};
