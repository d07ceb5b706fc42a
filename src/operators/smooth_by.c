/* Smoothing with a rate of each bar, y += rate[t] * (x - y). Inputs: x, rate, and what y was before the first bar, of which only that
 * bar's value is looked at; without it, the first x.
 *
 * Values are taken in groups of eight, as deviations from the group's first x, as in smooth.c. With excess = the y before the group
 * minus base, every value is a pair (v, q), at first (rate * (x - base), rate), where q is 1 - the product of the keeps so far. Pairs
 * of neighbouring stretches are joined by a scan in three steps, over distances 1, 2 and 4:
 *
 *   keep = 1 - q,  v = v + keep * earlier v,  q = q + keep * earlier q
 *   y[i] = base + ((excess + v[i]) - excess * q[i])
 *
 * The state keeps the open group's partial pairs, so that a single value costs O(1), with the same bits. */
#include "numerics.h"
#include "smooth_group.h"
#include "operator.h"

enum { SOURCE, RATE, START }; /* inputs */

/* Pairs of a group, and of all its values the pairs after the steps over distances 0, 1 and 2. */
typedef struct {
    group v, q;
} pairs;

typedef struct {
    double v[GROUP], q[GROUP];
} open_pairs;

typedef struct {
    uint64_t open, is_started;           /* values in the open group */
    double base, excess, last_v, last_q; /* last: of the latest complete group */
    open_pairs step[3];
} smooth_by_state;

static void start(smooth_by_state *s, const bw_step *step, size_t i)
{
    s->base = step->in[step->node->inputs > START ? START : SOURCE][i];
    s->is_started = 1; /* as if a group had just ended on it */
}

static void start_group(smooth_by_state *s, double x)
{
    s->excess = next_excess(s->excess, s->last_v, s->base, x, s->last_q);
    s->base = x;
}

static void end_group(smooth_by_state *s, double last_v, double last_q)
{
    s->open = 0;
    s->last_v = last_v;
    s->last_q = last_q;
}

static double one_value(smooth_by_state *s, double x, double rate)
{
    const uint64_t i = s->open;
    if (i == 0) start_group(s, x);
    double v = (x - s->base) * rate, q = rate;
    for (unsigned k = 0; k < 3; k++) {
        const uint64_t distance = UINT64_C(1) << k;
        open_pairs *step = &s->step[k];
        const double keep = 1 - q;
        step->v[i] = v;
        step->q[i] = q;
        v = v + keep * (i >= distance ? step->v[i - distance] : 0);
        q = q + keep * (i >= distance ? step->q[i - distance] : 0);
    }
    s->open = i + 1;
    if (s->open == GROUP) end_group(s, v, q);
    return s->base + ((s->excess + v) - s->excess * q);
}

INLINE pairs first_pairs(const double *x, const double *rate, double base)
{
    pairs p = { load_group(x), load_group(rate) };
    for (int k = 0; k < GROUP_VECTORS; k++) p.v.part[k] = (p.v.part[k] - broadcast(base)) * p.q.part[k];
    return p;
}

INLINE pairs joined(pairs p, group earlier_v, group earlier_q)
{
    for (int k = 0; k < GROUP_VECTORS; k++) {
        const vec keep = broadcast(1) - p.q.part[k];
        p.v.part[k] = p.v.part[k] + keep * earlier_v.part[k];
        p.q.part[k] = p.q.part[k] + keep * earlier_q.part[k];
    }
    return p;
}

INLINE pairs over1(pairs p)
{
    return joined(p, later1(p.v), later1(p.q));
}

INLINE pairs over2(pairs p)
{
    return joined(p, later2(p.v), later2(p.q));
}

INLINE pairs over4(pairs p)
{
    return joined(p, later4(p.v), later4(p.q));
}

INLINE void store_pairs(open_pairs *to, pairs p)
{
    store_group(to->v, p.v);
    store_group(to->q, p.q);
}

/* Some more values of a group, up to its end. */
static void part_of_group(smooth_by_state *s, const double *x, const double *rate, double *out, size_t n)
{
    double result[GROUP];
    if (s->open == 0) start_group(s, x[0]);
    for (size_t i = 0; i < n; i++) {
        s->step[0].v[s->open + i] = (x[i] - s->base) * rate[i];
        s->step[0].q[s->open + i] = rate[i];
    }
    const pairs step0 = { load_group(s->step[0].v), load_group(s->step[0].q) };
    const pairs step1 = over1(step0), step2 = over2(step1), all = over4(step2);
    store_pairs(&s->step[1], step1);
    store_pairs(&s->step[2], step2);
    store_group(result, result_of(all.v, all.q, s->base, s->excess));
    memcpy(out, result + s->open, n * sizeof *out);
    s->open += n;
    if (s->open == GROUP) end_group(s, last_of_group(all.v), last_of_group(all.q));
}

/* What goes on from group to group. */
typedef struct {
    double base, excess, last_v, last_q;
} carry;

/* Some groups side by side, which hides latency; then the one step that goes from group to group. */
INLINE carry some_groups(carry c, const double *x, const double *rate, double *out, int count)
{
    pairs p[4];
    for (int g = 0; g < count; g++) p[g] = first_pairs(x + g * GROUP, rate + g * GROUP, x[g * GROUP]);
    for (int g = 0; g < count; g++) p[g] = over1(p[g]);
    for (int g = 0; g < count; g++) p[g] = over2(p[g]);
    for (int g = 0; g < count; g++) p[g] = over4(p[g]);
    for (int g = 0; g < count; g++) {
        const double base = x[g * GROUP], excess = next_excess(c.excess, c.last_v, c.base, base, c.last_q);
        c = (carry){ base, excess, last_of_group(p[g].v), last_of_group(p[g].q) };
        store_group(out + g * GROUP, result_of(p[g].v, p[g].q, base, excess));
    }
    return c;
}

static void whole_groups(smooth_by_state *s, const double *restrict x, const double *restrict rate,
                         double *restrict out, size_t n)
{
    enum { ABREAST = LANES == 8 ? 4 : LANES == 4 ? 2 : 1, LOT = ABREAST * GROUP };
    carry c = { s->base, s->excess, s->last_v, s->last_q };
    size_t i = 0;
    for (; i + LOT <= n; i += LOT) c = some_groups(c, x + i, rate + i, out + i, ABREAST);
    for (; i < n; i += GROUP) c = some_groups(c, x + i, rate + i, out + i, 1);
    s->base = c.base;
    s->excess = c.excess;
    end_group(s, c.last_v, c.last_q);
}

static void smooth_by(const bw_step *step)
{
    smooth_by_state *s = step->state;
    const double *x = step->in[SOURCE], *rate = step->in[RATE];
    double *out = step->out[0];
    size_t i = 0;
    if (step->n && !s->is_started) start(s, step, 0);
    if (s->open && step->n) {
        const size_t rest = GROUP - s->open;
        i = rest < step->n ? rest : step->n;
        part_of_group(s, x, rate, out, i);
    }
    const size_t whole = (step->n - i) / GROUP * GROUP;
    if (whole) whole_groups(s, x + i, rate + i, out + i, whole);
    i += whole;
    if (i < step->n) part_of_group(s, x + i, rate + i, out + i, step->n - i);
}

static void smooth_by_one(const bw_step *step, size_t i)
{
    smooth_by_state *s = step->state;
    if (!s->is_started) start(s, step, i);
    step->out[0][i] = one_value(s, step->in[SOURCE][i], step->in[RATE][i]);
}

/* Setting 0: the least that a rate can be. */
static size_t settling(const bw_node *node, double tolerance)
{
    return settling_bars(node->setting[0], tolerance);
}

static bool valid(const bw_node *node, const void *state)
{
    const smooth_by_state *s = state;
    (void)node;
    return s->open < GROUP && s->is_started <= 1;
}

const bw_operator BW_ROW(smooth_by) = {
    .name = "smooth_by",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(smooth_by_state),
    .settling = settling,
    .valid = valid,
    .advance = smooth_by,
    .one = smooth_by_one,
};
