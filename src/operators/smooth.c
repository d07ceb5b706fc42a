/* Exponential smoothing, y += rate * (x - y), started with the mean of its first values: of one series or more, and in stages, of which
 * each smooths what the one before gives. Output k * (number of series) + s is stage k of series s.
 *
 * Values are taken in groups of eight counted from the seed. With keep = 1 - rate, base = the group's first x and excess = the y
 * before the group minus base:
 *
 *   sum[0] = 0,  sum[i] = sum[i - 1] + (x[i] - base) * (rate / keep^i)
 *   y[i] = base + (sum[i] + excess * keep) * keep^i
 *   next excess = (excess + (sum[7] * keep^7 + (base - next base))) - excess * (1 - keep^8)
 *
 * Groups are worked through side by side (groups.h); only the excess goes on from one to the next, so eight values cost one short
 * sequential step. Deviations from the base make a constant series exactly constant and keep the error at a few roundings for any
 * period. An excess below 2^-960 becomes 0, so that decaying values do not end as denormal numbers, which do not decay and are slow.
 *
 * The seed is the mean in the order of window_sum.c: sums over powers of two, of which the binary digits of the number of
 * values so far say which are complete. While it is gathered the result is NaN, or, if that is wanted, the mean so far. */
#include "numerics.h"
#include "operator.h"
#include "smooth_course.h"

typedef struct {
    uint64_t taken;        /* values up to the end of the seed */
    uint64_t seed_differs; /* are the seed's values not all the same? */
    double seed_first;
    group_chain chain;
    double seed_part[]; /* part k: the sum of 2^k values, if that digit of the seed's values so far is 1 */
} smooth_state;

/* One smoothing of those that a step does, at the bars that come next. */
typedef struct {
    smooth_state *s;
    const double *x;
    double *out;
    uint32_t waits, seed; /* values that it leaves out before the seed; values in that */
    bool is_running;      /* is the mean so far wanted? */
} smoothing;

static uint32_t waits_of(const bw_node *node, bool is_later)
{
    return is_later ? (uint32_t)node->setting[LATER_WAITS] : 0;
}

static uint32_t seed_of(const bw_node *node, bool is_later)
{
    return (uint32_t)node->setting[is_later ? LATER_SEED : FIRST_SEED];
}

static size_t size_of_one(const bw_node *node)
{
    const uint32_t longest = seed_of(node, false) | seed_of(node, true); /* in binary digits */
    return sizeof(smooth_state) + (32 - (size_t)__builtin_clz(longest)) * sizeof(double);
}

static size_t state_room(const bw_node *node)
{
    return node->levels * size_of_one(node);
}

INLINE smoothing smoothing_of(const bw_step *step, uint32_t k, size_t size)
{
    const bw_node *node = step->node;
    const bool is_later = k >= node->inputs;
    return (smoothing){ .s = (smooth_state *)((char *)step->state + k * size),
                        .x = is_later ? step->out[k - node->inputs] : step->in[k],
                        .out = step->out[k],
                        .waits = waits_of(node, is_later),
                        .seed = seed_of(node, is_later),
                        .is_running = node->setting[IS_RUNNING] != 0 };
}

INLINE const smooth_table *table_of(const bw_step *step, uint32_t k)
{
    return (const smooth_table *)step->table + (k >= step->node->inputs);
}

static double mean_of_seed(const smooth_state *s, uint64_t count)
{
    if (!s->seed_differs) return s->seed_first;
    double sum = 0;
    bool is_first = true;
    for (int k = 0; count >> k; k++) {
        if (!(count >> k & 1)) continue;
        sum = is_first ? s->seed_part[k] : sum + s->seed_part[k];
        is_first = false;
    }
    return sum * (1 / (double)count);
}

/* How many values it takes until the seed is complete. */
INLINE size_t missing_values(const smoothing *of)
{
    return of->waits + of->seed - of->s->taken;
}

/* The next value of the seed. */
static double seed(const smoothing *of, double x)
{
    smooth_state *s = of->s;
    if (s->taken++ < of->waits) return BW_NAN;
    const uint64_t before = s->taken - 1 - of->waits;
    if (before == 0) s->seed_first = x;
    s->seed_differs |= x != s->seed_first;
    int k = 0;
    for (; before >> k & 1; k++) x += s->seed_part[k];
    s->seed_part[k] = x;
    if (missing_values(of)) return of->is_running ? mean_of_seed(s, before + 1) : BW_NAN;
    s->chain.base = mean_of_seed(s, before + 1); /* as if a group had just ended on it */
    return s->chain.base;
}

/* The sum of 2^k values, by halves: the same additions as one by one. */
INLINE double sum_of_four(const double *x)
{
    return (x[0] + x[1]) + (x[2] + x[3]);
}

INLINE double sum_of_eight(const double *x)
{
    return sum_of_four(x) + sum_of_four(x + 4);
}

static double sum_of_many(const double *x, int k)
{
    if (k == 4) return sum_of_eight(x) + sum_of_eight(x + 8);
    return sum_of_many(x, k - 1) + sum_of_many(x + ((size_t)1 << (k - 1)), k - 1);
}

INLINE double sum_of_power(const double *x, int k)
{
    switch (k) {
    case 0: return x[0];
    case 1: return x[0] + x[1];
    case 2: return sum_of_four(x);
    case 3: return sum_of_eight(x);
    default: return sum_of_many(x, k);
    }
}

INLINE void fill_with_nan(double *out, size_t n)
{
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) store(out + i, broadcast(BW_NAN));
    for (; i < n; i++) out[i] = BW_NAN;
}

/* Is not each of the values the first? If each is, their mean is near to it, but for a sum that overflows. */
INLINE bool differ(const double *x, uint32_t count, double mean)
{
    const double apart = __builtin_fabs(mean - x[0]);
    if (apart > __builtin_fabs(x[0]) * 0x1p-40 && apart < __builtin_inf()) return true;
    bool found = false;
    for (uint32_t i = 1; i < count; i++) found |= x[i] != x[0];
    return found;
}

/* All of a seed at once, and what it waits for. */
static void whole_seed(smooth_state *s, const double *x, double *out, uint32_t waits, uint32_t count)
{
    const size_t values = (size_t)waits + count;
    const double *newer = x + values;
    double sum = 0;
    for (uint32_t rest = count; rest; rest &= rest - 1) {
        const int k = __builtin_ctz(rest);
        newer -= (size_t)1 << k;
        s->seed_part[k] = sum_of_power(newer, k);
        sum = rest == count ? s->seed_part[k] : sum + s->seed_part[k];
    }
    const double mean = sum * (1 / (double)count);
    s->seed_first = newer[0];
    s->seed_differs = differ(newer, count, mean);
    s->taken = values;
    s->chain.base = s->seed_differs ? mean : s->seed_first;
    fill_with_nan(out, values - 1);
    out[values - 1] = s->chain.base;
}

/* The values of the seed, as far as there are n; gives how many there were. */
static size_t take_seed(const smoothing *of, size_t n)
{
    size_t i = 0;
    for (; i < n && missing_values(of); i++) of->out[i] = seed(of, of->x[i]);
    return i;
}

/* Takes the values up to the start of a group; gives how many of the n these are. */
INLINE size_t take_to_group(const smoothing *of, size_t n, const smooth_table *t)
{
    size_t taken = 0;
    if (of->s->taken == 0 && !of->is_running && n >= missing_values(of)) {
        whole_seed(of->s, of->x, of->out, of->waits, of->seed);
        return (size_t)of->waits + of->seed;
    }
    if (missing_values(of)) taken = take_seed(of, n);
    for (; taken < n && of->s->chain.open; taken++) of->out[taken] = one_value(&of->s->chain, of->x[taken], t);
    return taken;
}

static void take_groups(const double *x, double *out, group_chain *chain, size_t n, const smooth_table *t,
                        const bw_next_bars *next)
{
    if (is_quicker_narrow(n)) BW_ROW(narrow_groups)(x, out, chain, n, t, next);
    else groups_and_fetches(x, out, chain, n, t, next);
}

/* From the bar on at which there is something to smooth; gives from which on there is for the next stage. */
INLINE size_t smooth_from(size_t first, const smoothing *of, const bw_step *step, const smooth_table *t)
{
    const size_t bars = step->n;
    const size_t n = bars - first, waits = of->is_running || !missing_values(of) ? 0 : missing_values(of) - 1;
    smoothing rest = *of;
    if (first) fill_with_nan(of->out, first);
    rest.x += first;
    rest.out += first;
    const size_t taken = take_to_group(&rest, n, t);
    if (taken < n) take_groups(rest.x + taken, rest.out + taken, &of->s->chain, n - taken, t, next_to_fetch(step));
    return waits < n ? first + waits : bars;
}

static void smooth(const bw_step *step)
{
    const bw_node *node = step->node;
    if (node->levels == 1) {
        const smoothing alone = smoothing_of(step, 0, 0);
        smooth_from(0, &alone, step, table_of(step, 0));
        return;
    }
    const size_t size = size_of_one(node);
    size_t first[MOST_SMOOTHINGS] = { 0 };
    for (uint32_t k = 0; k < node->levels; k++) {
        const smoothing of = smoothing_of(step, k, size);
        first[k] = smooth_from(k < node->inputs ? 0 : first[k - node->inputs], &of, step, table_of(step, k));
    }
}

INLINE void smooth_bar(const bw_step *step, size_t i, uint32_t k, size_t size)
{
    const smoothing of = smoothing_of(step, k, size);
    const double x = of.x[i];
    if (x != x) of.out[i] = BW_NAN;
    else of.out[i] = missing_values(&of) ? seed(&of, x) : one_value(&of.s->chain, x, table_of(step, k));
}

static void smooth_one(const bw_step *step, size_t i)
{
    const bw_node *node = step->node;
    if (node->levels == 1) {
        smooth_bar(step, i, 0, 0);
        return;
    }
    const size_t size = size_of_one(node);
    for (uint32_t k = 0; k < node->levels; k++) smooth_bar(step, i, k, size);
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    const size_t later = output / node->inputs;
    if (node->setting[IS_RUNNING] != 0) return 0;
    return (seed_of(node, false) - 1) + later * (waits_of(node, true) + seed_of(node, true) - 1);
}

static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    const size_t later = output / node->inputs;
    return settling_bars(node->setting[FIRST_RATE], tolerance)
           + later * settling_bars(node->setting[LATER_RATE], tolerance);
}

static bool valid(const bw_node *node, const void *state)
{
    const size_t size = size_of_one(node);
    bool is_valid = true;
    for (uint32_t k = 0; k < node->levels; k++) {
        const smooth_state *s = (const smooth_state *)((const char *)state + k * size);
        const bool is_later = k >= node->inputs;
        const uint64_t count = waits_of(node, is_later) + seed_of(node, is_later);
        is_valid &=
            s->taken < count ? s->chain.open == 0 && s->seed_differs <= 1 : s->taken == count && s->chain.open < GROUP;
    }
    return is_valid;
}

const bw_operator BW_ROW(smooth) = {
    .name = "smooth",
    .outputs = MOST_SMOOTHINGS,
    .stateful = true,
    .last_tells = true,
    .ends_tell = true,
    .fetches_next = true,
    .state_room = state_room,
    .warm_up = warm_up,
    .settling = settling,
    .valid = valid,
    .advance = smooth,
    .one = smooth_one,
};
