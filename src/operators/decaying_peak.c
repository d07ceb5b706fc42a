/* The latest peak as it decays, y = max(x, keep * y - fall): of Tulip's decay (keep 1) and edecay (fall 0).
 *
 * Values are taken in groups of eight from the first one on. Within a group the peaks v are a scan over distances 1, 2 and 4, in
 * which a value that lies d bars back counts keep^d * x - d * fall; the peak from before the group joins them the same way:
 *
 *   y[i] = max(v[i], keep^(i+1) * peak - (i+1) * fall)
 *
 * so that eight values cost one sequential step. A peak below 2^-960 in magnitude becomes 0, so that it does not end as a denormal
 * number, which does not decay and is slow. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

/* The node's table: what is kept and what falls over 1 … 8 bars. */
typedef struct {
    double keep[GROUP], fall[GROUP];
} decay_table;

typedef struct {
    double peak;      /* at the end of the latest complete group */
    uint64_t started; /* has there been a value? */
    uint64_t open;    /* values in the open group */
    double value[GROUP];
} peak_state;

static const double LEAST_PEAK = 0x1p-960;

/* Lanes of which `count` have no earlier value to look back on. */
INLINE group without_first(group v, int count)
{
    for (int k = 0; k < GROUP_VECTORS; k++)
        for (int lane = 0; lane < LANES; lane++)
            if (k * LANES + lane < count) v.part[k][lane] = -BW_INFINITY;
    return v;
}

INLINE group decay_over(group v, group older, int distance, const decay_table *t)
{
    const vec keep = broadcast(t->keep[distance - 1]), fall = broadcast(t->fall[distance - 1]);
    group aged = older;
    for (int k = 0; k < GROUP_VECTORS; k++) aged.part[k] = older.part[k] * keep - fall;
    aged = without_first(aged, distance);
    for (int k = 0; k < GROUP_VECTORS; k++) v.part[k] = greater_of(aged.part[k], v.part[k]);
    return v;
}

INLINE group peaks_within(const double *x, const decay_table *t)
{
    group v = load_group(x);
    v = decay_over(v, later1(v), 1, t);
    v = decay_over(v, later2(v), 2, t);
    return decay_over(v, later4(v), 4, t);
}

INLINE group join_peak(group v, double peak, const decay_table *t)
{
    const group keep = load_group(t->keep), fall = load_group(t->fall);
    for (int k = 0; k < GROUP_VECTORS; k++)
        v.part[k] = greater_of(broadcast(peak) * keep.part[k] - fall.part[k], v.part[k]);
    return v;
}

/* At a group's end, of the two that could be the greater one: the chain from group to group is as short as can be. */
INLINE double next_peak(double peak, double last, const decay_table *t)
{
    const double aged = peak * t->keep[GROUP - 1] - t->fall[GROUP - 1], next = aged > last ? aged : last;
    return __builtin_fabs(next) < LEAST_PEAK ? 0 : next;
}

static void start(peak_state *s)
{
    if (!s->started) s->peak = -BW_INFINITY;
    s->started = 1;
}

/* Some values of the open group, of which those after them do not matter. */
static void part_of_group(peak_state *s, const double *x, double *out, size_t n, const decay_table *t)
{
    double result[GROUP];
    memcpy(s->value + s->open, x, n * sizeof *x);
    const group v = peaks_within(s->value, t);
    store_group(result, join_peak(v, s->peak, t));
    memcpy(out, result + s->open, n * sizeof *out);
    s->open = (s->open + n) % GROUP;
    if (s->open == 0) s->peak = next_peak(s->peak, last_of_group(v), t);
}

static void decaying_peak(const bw_step *step)
{
    peak_state *s = step->state;
    const decay_table t = *(const decay_table *)step->table;
    const double *x = step->in[0];
    double *out = step->out[0];
    size_t i = 0;
    start(s);
    if (s->open) {
        const size_t rest = GROUP - s->open;
        i = rest < step->n ? rest : step->n;
        part_of_group(s, x, out, i, &t);
    }
    double peak = s->peak;
    for (; i + GROUP <= step->n; i += GROUP) {
        const group v = peaks_within(x + i, &t);
        store_group(out + i, join_peak(v, peak, &t));
        peak = next_peak(peak, last_of_group(v), &t);
    }
    s->peak = peak;
    if (i < step->n) part_of_group(s, x + i, out + i, step->n - i, &t);
}

static void decaying_peak_one(const bw_step *step, size_t i)
{
    start(step->state);
    part_of_group(step->state, step->in[0] + i, step->out[0] + i, 1, (const decay_table *)step->table);
}

static bool valid(const bw_node *node, const void *state)
{
    const peak_state *s = state;
    (void)node;
    return s->open < GROUP && s->started <= 1 && (s->started || !s->open);
}

const bw_operator BW_ROW(decaying_peak) = {
    .name = "decaying_peak",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(peak_state),
    .settling = bw_never_settles, /* a peak may stand for ever */
    .valid = valid,
    .advance = decaying_peak,
    .one = decaying_peak_one,
};
