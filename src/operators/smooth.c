/* Exponential smoothing, y += rate * (x - y), started with the mean of its first values: of one series or more at one rate.
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
#include "power_sum.h"
#include "smooth_start.h"

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
INLINE size_t take_to_group(const smoothing *of, size_t n)
{
    size_t taken = 0;
    if (of->s->taken == 0 && !of->is_running && n >= missing_values(of)) {
        whole_seed(of->s, of->x, of->out, of->waits, of->seed);
        return (size_t)of->waits + of->seed;
    }
    if (missing_values(of)) taken = take_seed(of, n);
    for (; taken < n && of->s->chain.open; taken++) of->out[taken] = one_value(&of->s->chain, of->x[taken], of->table);
    return taken;
}

static void take_groups(const double *x, double *out, group_chain *chain, size_t n, const smooth_table *t,
                        const bw_next_bars *next)
{
    if (is_quicker_narrow(n)) BW_ROW(narrow_groups)(x, out, chain, n, t, next);
    else groups_and_fetches(x, out, chain, n, t, next);
}

INLINE void smooth_bars(const smoothing *of, size_t n, const bw_next_bars *next)
{
    const size_t taken = take_to_group(of, n);
    if (taken < n) take_groups(of->x + taken, of->out + taken, &of->s->chain, n - taken, of->table, next);
}

void BW_ROW(begin_smoothing)(const smoothing *of, size_t n)
{
    smooth_bars(of, n, NULL);
}

INLINE void smooth_bar(const smoothing *of, size_t i)
{
    of->out[i] = missing_values(of) ? seed(of, of->x[i]) : one_value(&of->s->chain, of->x[i], of->table);
}

void BW_ROW(begin_smoothing_bar)(const smoothing *of)
{
    smooth_bar(of, 0);
}

static size_t state_room(const bw_node *node)
{
    return node->levels * smooth_state_size((uint32_t)node->setting[SEED]);
}

INLINE smoothing smoothing_of(const bw_step *step, uint32_t k, size_t size)
{
    return (smoothing){ .s = (smooth_state *)((char *)step->state + k * size),
                        .table = (const smooth_table *)step->table,
                        .x = step->in[k],
                        .out = step->out[k],
                        .seed = (uint32_t)step->node->setting[SEED],
                        .is_running = step->node->setting[IS_RUNNING] != 0 };
}

INLINE size_t size_of_one(const bw_step *step)
{
    return step->node->levels == 1 ? 0 : smooth_state_size((uint32_t)step->node->setting[SEED]);
}

static void smooth(const bw_step *step)
{
    const size_t size = size_of_one(step);
    for (uint32_t k = 0; k < step->node->levels; k++) {
        const smoothing of = smoothing_of(step, k, size);
        smooth_bars(&of, step->n, next_to_fetch(step));
    }
}

static void smooth_one(const bw_step *step, size_t i)
{
    const size_t size = size_of_one(step);
    for (uint32_t k = 0; k < step->node->levels; k++) {
        const smoothing of = smoothing_of(step, k, size);
        smooth_bar(&of, i);
    }
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return node->setting[IS_RUNNING] != 0 ? 0 : (size_t)node->setting[SEED] - 1;
}

static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
    return settling_bars(node->setting[RATE], tolerance);
}

static bool valid(const bw_node *node, const void *state)
{
    const uint32_t count = (uint32_t)node->setting[SEED];
    bool is_valid = true;
    for (uint32_t k = 0; k < node->levels; k++)
        is_valid &= is_valid_start((const smooth_state *)((const char *)state + k * smooth_state_size(count)), count);
    return is_valid;
}

const bw_operator BW_ROW(smooth) = {
    .name = "smooth",
    .outputs = MOST_SMOOTHED,
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
