/* Exponential smoothing, y += rate * (x - y), started with the mean of its first values.
 *
 * Values are taken in groups of eight counted from the seed. With keep = 1 - rate, base = the group's first x, excess = the y
 * before the group minus base, and q[k] = 1 - keep^(k + 1):
 *
 *   v[i] = rate * (x[i] - base) + keep * v[i - 1]            a scan in three steps, over distances 1, 2 and 4
 *   y[i] = base + ((excess + v[i]) - excess * q[i])
 *
 * Only the excess goes on to the next group, so eight values cost one short sequential step. Deviations from the base make a
 * constant series exactly constant and keep the error at a few roundings for any period. An excess below 2^-960 becomes 0, so
 * that decaying values do not end as denormal numbers, which do not decay and are slow.
 *
 * The state keeps the open group's partial values, so that a single value costs O(1), by the same operations in the same
 * order, hence with the same bits.
 *
 * The seed is the mean in the order of window_sum.c: sums over powers of two, of which the binary digits of the number of
 * values so far say which are complete. While it is gathered the result is NaN, or, if that is wanted, the mean so far. */
#include "numerics.h"
#include "smooth_group.h"
#include "smooth_table.h"
#include "operator.h"

enum { SEED_PARTS = 17 };

typedef struct {
    uint64_t seeded, open;     /* values in the seed; values in the open group */
    double base, excess, last; /* last: v of the latest complete group's last value */
    union {
        struct {                   /* until the seed is complete */
            uint64_t seed_differs; /* are the seed's values not all the same? */
            double seed_first,
                seed_part[SEED_PARTS]; /* part k: the sum of 2^k values, if that digit of `seeded` is 1 */
        };
        struct { /* from then on */
            double step0[GROUP], step1[GROUP],
                step2[GROUP]; /* of the open group, after the steps over distances 0, 1 and 2 */
        };
    };
} smooth_state;

static double mean_of_seed(const smooth_state *s, uint64_t count)
{
    if (!s->seed_differs) return s->seed_first;
    double sum = 0;
    bool is_first = true;
    for (int k = 0; k < SEED_PARTS; k++) {
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
static void whole_seed(smooth_state *s, const double *x, double *out, uint64_t count)
{
    s->seed_first = x[0];
    for (uint64_t i = 1; i < count; i++) s->seed_differs |= x[i] != x[0];
    for (int k = SEED_PARTS - 1; k >= 0; k--)
        if (count >> k & 1) {
            s->seed_part[k] = sum_of_power(x, k);
            x += (size_t)1 << k;
        }
    s->seeded = count;
    s->base = mean_of_seed(s, count);
    for (uint64_t i = 0; i < count - 1; i++) out[i] = BW_NAN;
    out[count - 1] = s->base;
}

static void start_group(smooth_state *s, double x, const smooth_table *t)
{
    s->excess = next_excess(s->excess, s->last, s->base, x, t->q[GROUP - 1]);
    s->base = x;
}

static double one_value(smooth_state *s, double x, const smooth_table *t)
{
    const uint64_t i = s->open;
    if (i == 0) start_group(s, x, t);
    double v = s->step0[i] = (x - s->base) * t->rate;
    v = s->step1[i] = v + (i >= 1 ? s->step0[i - 1] : 0) * t->keep;
    v = s->step2[i] = v + (i >= 2 ? s->step1[i - 2] : 0) * t->keep2;
    v = v + (i >= 4 ? s->step2[i - 4] : 0) * t->keep4;
    s->open = (i + 1) % GROUP;
    if (s->open == 0) s->last = v;
    return s->base + ((s->excess + v) - s->excess * t->q[i]);
}

INLINE group step_over(group v, group earlier, double keep)
{
    for (int k = 0; k < GROUP_VECTORS; k++) v.part[k] = v.part[k] + earlier.part[k] * broadcast(keep);
    return v;
}

/* Some more values of a group, up to its end. */
static void part_of_group(smooth_state *s, const double *x, double *out, size_t n, const smooth_table *t)
{
    double result[GROUP];
    if (s->open == 0) start_group(s, x[0], t);
    for (size_t i = 0; i < n; i++) s->step0[s->open + i] = (x[i] - s->base) * t->rate;
    const group step0 = load_group(s->step0);
    const group step1 = step_over(step0, later1(step0), t->keep);
    const group step2 = step_over(step1, later2(step1), t->keep2);
    const group v = step_over(step2, later4(step2), t->keep4);
    store_group(s->step1, step1);
    store_group(s->step2, step2);
    store_group(result, result_of(v, load_group(t->q), s->base, s->excess));
    memcpy(out, result + s->open, n * sizeof *out);
    s->open = (s->open + n) % GROUP;
    if (s->open == 0) s->last = last_of_group(v);
}

/* What goes on from group to group. */
typedef struct {
    double base, excess, last;
} carry;

/* The scans of some whole groups side by side: they do not depend on each other, so that one's latency is hidden by the others'. */
INLINE void scan_groups(const double *x, const smooth_table *t, group *v, int count)
{
    for (int g = 0; g < count; g++) {
        v[g] = load_group(x + g * GROUP);
        for (int k = 0; k < GROUP_VECTORS; k++)
            v[g].part[k] = (v[g].part[k] - broadcast(x[g * GROUP])) * broadcast(t->rate);
    }
    for (int g = 0; g < count; g++) v[g] = step_over(v[g], later1(v[g]), t->keep);
    for (int g = 0; g < count; g++) v[g] = step_over(v[g], later2(v[g]), t->keep2);
    for (int g = 0; g < count; g++) v[g] = step_over(v[g], later4(v[g]), t->keep4);
}

/* Their results, by the one step that goes from group to group. */
INLINE carry finish_groups(carry c, const double *x, const group *v, double *out, const smooth_table *t, int count)
{
    const group q = load_group(t->q);
    for (int g = 0; g < count; g++) {
        const double excess = next_excess(c.excess, c.last, c.base, x[g * GROUP], t->q[GROUP - 1]);
        c = (carry){ x[g * GROUP], excess, last_of_group(v[g]) };
        store_group(out + g * GROUP, result_of(v[g], q, x[g * GROUP], excess));
    }
    return c;
}

/* While one lot is finished, which is a chain of small steps, the next is scanned. */
static void whole_groups(smooth_state *s, const double *restrict x, double *restrict out, size_t n,
                         const smooth_table *table)
{
    enum { ABREAST = LANES == 8 ? 8 : LANES == 4 ? 4 : 2, LOT = ABREAST * GROUP };
    const smooth_table t = *table;
    carry c = { s->base, s->excess, s->last };
    size_t i = 0;
    group v[ABREAST];
    if (n >= LOT) {
        scan_groups(x, &t, v, ABREAST);
        for (; i + 2 * LOT <= n; i += LOT) {
            group next[ABREAST];
            scan_groups(x + i + LOT, &t, next, ABREAST);
            c = finish_groups(c, x + i, v, out + i, &t, ABREAST);
            for (int g = 0; g < ABREAST; g++) v[g] = next[g];
        }
        c = finish_groups(c, x + i, v, out + i, &t, ABREAST);
        i += LOT;
    }
    for (; i < n; i += GROUP) {
        scan_groups(x + i, &t, v, 1);
        c = finish_groups(c, x + i, v, out + i, &t, 1);
    }
    s->base = c.base;
    s->excess = c.excess;
    s->last = c.last;
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
        whole_seed(s, x, out, count);
        i = count;
    }
    for (; i < step->n && s->seeded < count; i++) out[i] = seed(s, x[i], step->node);
    if (s->open && i < step->n) {
        const size_t rest = GROUP - s->open, m = rest < step->n - i ? rest : step->n - i;
        part_of_group(s, x + i, out + i, m, t);
        i += m;
    }
    const size_t whole = (step->n - i) / GROUP * GROUP;
    if (whole) whole_groups(s, x + i, out + i, whole, t);
    i += whole;
    if (i < step->n) part_of_group(s, x + i, out + i, step->n - i, t);
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
    .state_size = sizeof(smooth_state),
    .warm_up = warm_up,
    .settling = settling,
    .valid = valid,
    .advance = smooth,
    .one = smooth_one,
};
