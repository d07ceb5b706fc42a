/* Exponential smoothing, y += rate * (x - y), started with the mean of its first values.
 *
 * Values are taken in groups of eight counted from the seed. With keep = 1 - rate, base = the group's first x and excess = the y
 * before the group minus base:
 *
 *   v[0] = 0,  v[i] = rate * (x[i] - base) + keep * v[i - 1]
 *   y[i] = base + (v[i] + excess * keep^(i + 1))
 *   next excess = (excess + (v[7] + (base - next base))) - excess * (1 - keep^8)
 *
 * Groups are worked through side by side (groups.h); only the excess goes on from one to the next, so eight values cost one short
 * sequential step. Deviations from the base make a constant series exactly constant and keep the error at a few roundings for any
 * period. An excess below 2^-960 becomes 0, so that decaying values do not end as denormal numbers, which do not decay and are slow.
 *
 * The seed is the mean in the order of window_sum.c: sums over powers of two, of which the binary digits of the number of
 * values so far say which are complete. While it is gathered the result is NaN, or, if that is wanted, the mean so far. */
#include "numerics.h"
#include "groups.h"
#include "smooth_group.h"
#include "smooth_lot.h"
#include "smooth_table.h"
#include "operator.h"

typedef struct {
    uint64_t seeded, open;  /* values in the seed; values in the open group, 0 after a complete one */
    double base, excess, v; /* of the group of the newest value, and its v */
    uint64_t seed_differs;  /* are the seed's values not all the same? */
    double seed_first;
    double seed_part[]; /* part k: the sum of 2^k values, if that digit of `seeded` is 1 */
} smooth_state;

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

/* Settings: values in the seed, rate, is the mean so far wanted? */
static uint32_t seed_values(const bw_node *node)
{
    return (uint32_t)node->setting[0];
}

static uint32_t seed_parts(const bw_node *node)
{
    return 32 - (uint32_t)__builtin_clz(seed_values(node));
}

static size_t state_room(const bw_node *node)
{
    return seed_parts(node) * sizeof(double);
}

static bool is_running(const bw_node *node)
{
    return node->setting[2] != 0;
}

static double seed(smooth_state *s, double x, const bw_node *node)
{
    if (s->seeded == 0) s->seed_first = x;
    s->seed_differs |= x != s->seed_first;
    int k = 0;
    for (; s->seeded >> k & 1; k++) x += s->seed_part[k];
    s->seed_part[k] = x;
    if (++s->seeded < seed_values(node)) return is_running(node) ? mean_of_seed(s, s->seeded) : BW_NAN;
    s->base = mean_of_seed(s, s->seeded); /* as if a group had just ended on it */
    return s->base;
}

/* The sum of 2^k values, by halves: the same additions as one by one. */
static double sum_of_power(const double *x, int k)
{
    if (k == 0) return x[0];
    if (k == 1) return x[0] + x[1];
    if (k == 2) return (x[0] + x[1]) + (x[2] + x[3]);
    const size_t half = (size_t)1 << (k - 1);
    return sum_of_power(x, k - 1) + sum_of_power(x + half, k - 1);
}

/* All of a seed at once. */
static void whole_seed(smooth_state *s, const double *x, double *out, const bw_node *node)
{
    const uint64_t count = seed_values(node);
    s->seed_first = x[0];
    for (uint64_t i = 1; i < count; i++) s->seed_differs |= x[i] != x[0];
    for (int k = (int)seed_parts(node) - 1; k >= 0; k--)
        if (count >> k & 1) {
            s->seed_part[k] = sum_of_power(x, k);
            x += (size_t)1 << k;
        }
    s->seeded = count;
    s->base = mean_of_seed(s, count);
    for (uint64_t i = 0; i < count - 1; i++) out[i] = BW_NAN;
    out[count - 1] = s->base;
}

typedef double one_lane __attribute__((vector_size(16)));
typedef int64_t lane_bits __attribute__((vector_size(16)));

/* a where the mask has all bits, b where it has none. */
INLINE double by_mask(lane_bits mask, double a, double b)
{
    const lane_bits of_a = (lane_bits)(one_lane){ a }, of_b = (lane_bits)(one_lane){ b };
    return ((one_lane)((of_a & mask) | (of_b & ~mask)))[0];
}

/* Without jumps, since the machine would guess wrong where groups begin. */
static double one_value(smooth_state *s, double x, const smooth_table *t)
{
    static const int64_t first[2 * GROUP] = { -1 }, second[2 * GROUP] = { 0, -1 };
    const uint64_t i = s->open;
    lane_bits is_first, is_second;
    memcpy(&is_first, first + i, sizeof is_first);
    memcpy(&is_second, second + i, sizeof is_second);
    s->open = (i + 1) % GROUP;
    s->excess = by_mask(is_first, next_excess(s->excess, s->v, s->base, x, t->lost), s->excess);
    s->base = by_mask(is_first, x, s->base);
    const double term = (x - s->base) * t->rate, v = term + by_mask(is_second, -0.0, s->v * t->keep);
    s->v = by_mask(is_first, 0, v);
    return s->base + (by_mask(is_first, -0.0, v) + s->excess * t->kept[i]);
}

/* The results in the place of the rows. */
INLINE void store_lot(double *row, vec excess, const smooth_table *t)
{
    const groups y = finished_lot(row, excess, t);
    store_groups(row, &y);
}

/* Groups from the start of one on. While the excess of one lot is found, which is a chain of small steps, the next is scanned and the
 * one before is finished; in between its rows wait where its results go. A last lot that is not full has a room of its own, filled up
 * with its last value. */
static void all_groups(smooth_state *s, const double *restrict x, double *restrict out, size_t n,
                       const smooth_table *table)
{
    const smooth_table t = *table;
    const size_t last = (n - 1) / LOT, rest = n - last * LOT, lane = (rest - 1) / GROUP, at = (rest - 1) % GROUP;
    double room[2][LOT];
    const double *last_x = rest < LOT ? fill_lot(room[0], x + last * LOT, rest) : x + last * LOT;
    double *last_out = rest < LOT ? room[1] : out + last * LOT;
    lot_end end = { broadcast(s->base), broadcast(s->v) };
    vec step = broadcast(0), excess = step;
    double carried = s->excess;
    for (size_t i = 0; i <= last; i++) {
        const vec known = excess;
        if (i >= 1) excess = excess_of_groups(&carried, step, broadcast(t.lost));
        const groups g = load_groups(i < last ? x + i * LOT : last_x);
        const lot_end next = scan_lot(&g, i < last ? out + i * LOT : last_out, &t);
        step = step_between(end, next);
        end = next;
        if (i >= 2) store_lot(out + (i - 2) * LOT, known, &t);
    }
    s->base = last_out[lane];
    s->v = at ? last_out[at * LANES + lane] : 0;
    s->open = (at + 1) % GROUP;
    if (last >= 1) store_lot(out + (last - 1) * LOT, excess, &t);
    excess = excess_of_last_groups(&carried, step, broadcast(t.lost), lane);
    s->excess = excess[lane];
    store_lot(last_out, excess, &t);
    if (rest < LOT) copy_values(out + last * LOT, last_out, rest);
}

static void smooth(const bw_step *step)
{
    smooth_state *s = step->state;
    const smooth_table *t = (const smooth_table *)step->table;
    const double *x = step->in[0];
    double *out = step->out[0];
    const uint32_t count = seed_values(step->node);
    size_t i = 0;
    if (s->seeded == 0 && step->n >= count && !is_running(step->node)) {
        whole_seed(s, x, out, step->node);
        i = count;
    }
    for (; i < step->n && s->seeded < count; i++) out[i] = seed(s, x[i], step->node);
    for (; i < step->n && s->open; i++) out[i] = one_value(s, x[i], t);
    if (i < step->n) all_groups(s, x + i, out + i, step->n - i, t);
}

static void smooth_one(const bw_step *step, size_t i)
{
    smooth_state *s = step->state;
    const double x = step->in[0][i];
    step->out[0][i] = s->seeded < seed_values(step->node) ? seed(s, x, step->node)
                                                          : one_value(s, x, (const smooth_table *)step->table);
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return is_running(node) ? 0 : seed_values(node) - 1;
}

static size_t settling(const bw_node *node, double tolerance)
{
    return settling_bars(node->setting[1], tolerance);
}

static bool valid(const bw_node *node, const void *state)
{
    const smooth_state *s = state;
    const uint64_t count = seed_values(node);
    return s->seeded < count ? s->open == 0 && s->seed_differs <= 1 : s->seeded == count && s->open < GROUP;
}

const bw_operator BW_ROW(smooth) = {
    .name = "smooth",
    .outputs = 1,
    .stateful = true,
    .last_tells = true,
    .ends_tell = true,
    .state_size = sizeof(smooth_state),
    .state_room = state_room,
    .warm_up = warm_up,
    .settling = settling,
    .valid = valid,
    .advance = smooth,
    .one = smooth_one,
};
