/* Exponential smoothings in stages, each of what the one before gives (smooth.c), and of the stages one sum, such as 2 e1 - e2.
 *
 * Once each stage has its seed, values are taken in groups of eight. With base = the group's first x and excess[k] = stage k before the
 * group minus base, which all that follows is linear in:
 *
 *   result[i] = base + (sum of (x[j] - base) * by_value[j][i] + sum of excess[k] * by_excess[k][i])
 *   end[k] = sum of (x[j] - base) * to_stage[j][k]
 *   next excess[k] = (excess[k] + (end[k] + (base - next base))) - sum of excess[j] * lost[j][k]
 *
 * So no stage waits for the one before, and none is stored. Sums of values are in their order, of excesses in pairs. Deviations from the
 * base make a constant series exactly constant. An excess below 2^-960 becomes 0, as in smooth.c.
 *
 * An infinity, or what overflows, leaves no number in the excess for ever: of a call after which there is none, bars are taken one by one,
 * so that those before it have their results. */
#define MOST_VECTOR_BYTES 32 /* of wider ones half would be products with 0 */
#include "numerics.h"
#include "cascade_table.h"
#include "smooth_start.h"

enum { STAGE_VECTORS = (MOST_STAGES + LANES - 1) / LANES, STAGE_ROOM = 8, START_BARS = 128 };

typedef struct {
    uint64_t is_underway; /* has each stage its seed? */
    uint64_t open;        /* values of the group so far, 0 after a complete one */
    double base;
    double excess[STAGE_ROOM], end[STAGE_ROOM];
    double sum[GROUP],
        rest[GROUP]; /* of each of the group's results: from its values so far, and from what was before */
} cascade_state;

/* A value of each stage. */
typedef struct {
    vec part[STAGE_VECTORS];
} by_stage;

/* What the values of a group come to, but for the excess. */
typedef struct {
    vec base;
    group sum;
    by_stage end;
} group_sums;

/* The excess of a group, and what it adds to the results. */
typedef struct {
    by_stage excess;
    group rest;
} group_excess;

INLINE int stage_vectors(int stages)
{
    return (stages + LANES - 1) / LANES;
}

INLINE by_stage load_stages(const double *p, int stages)
{
    by_stage v = { { { 0 } } };
    for (int k = 0; k < stage_vectors(stages); k++) v.part[k] = load(p + k * LANES);
    return v;
}

/* The lanes beyond the last stage have no meaning, and differ from machine to machine. */
INLINE void store_stages(double *p, const by_stage *v, int stages)
{
    for (int k = 0; k < stages; k++) p[k] = v->part[k / LANES][k % LANES];
}

/* In pairs, the sum of excess[j] * row[j] of the stages from 0 up to `last`, in the lanes of one vector. */
INLINE vec sum_over_stages(const vec *excess, const double (*row)[GROUP], int lane, int last)
{
    vec sum = excess[0] * load(row[0] + lane);
    if (last >= 1) sum += excess[1] * load(row[1] + lane);
    for (int j = 2; j <= last; j += 2) {
        vec pair = excess[j] * load(row[j] + lane);
        if (j + 1 <= last) pair += excess[j + 1] * load(row[j + 1] + lane);
        sum += pair;
    }
    return sum;
}

INLINE size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

INLINE void broadcast_stages(const by_stage *v, int stages, vec *each)
{
    for (int k = 0; k < stages; k++) each[k] = broadcast(v->part[k / LANES][k % LANES]);
}

INLINE vec least_dropped(vec v)
{
    const vec size = magnitude(v), least = broadcast(LEAST_CARRIED);
    return __builtin_expect(any_less(size, least), 0) ? only_where(size >= least, v) : v;
}

/* Of the group that begins with `base`, after the group of `before`. */
INLINE void next_excess_of(group_excess *e, const group_sums *before, vec base, const cascade_table *t, int stages)
{
    const vec between = before->base - base;
    vec each[MOST_STAGES];
    broadcast_stages(&e->excess, stages, each);
    for (int k = 0; k < stage_vectors(stages); k++) {
        const vec lost = sum_over_stages(each, t->lost, k * LANES, (int)least_of((k + 1) * LANES, stages) - 1);
        e->excess.part[k] = least_dropped((e->excess.part[k] + (before->end.part[k] + between)) - lost);
    }
    broadcast_stages(&e->excess, stages, each);
    for (int k = 0; k < GROUP_VECTORS; k++)
        e->rest.part[k] = sum_over_stages(each, t->by_excess, k * LANES, stages - 1);
}

/* Value j of the group, as far as it is from the base. */
INLINE void take_value(group_sums *g, int j, vec apart, const cascade_table *t, int stages)
{
    for (int k = 0; k < GROUP_VECTORS; k++)
        if ((k + 1) * LANES > j) g->sum.part[k] += apart * load(t->by_value[j] + k * LANES);
    for (int k = 0; k < stage_vectors(stages); k++) g->end.part[k] += apart * load(t->to_stage[j] + k * LANES);
}

INLINE group_sums sums_from(double base)
{
    return (group_sums){ .base = broadcast(base) };
}

/* + 0: without a sign if it is 0, since the sum may have either. */
INLINE group results(const group_sums *g, const group_excess *e)
{
    group y;
    for (int k = 0; k < GROUP_VECTORS; k++) y.part[k] = (g->base + 0.0) + (g->sum.part[k] + e->rest.part[k]);
    return y;
}

INLINE group_sums sums_in(const cascade_state *s, int stages)
{
    return (group_sums){ .base = broadcast(s->base), .end = load_stages(s->end, stages), .sum = load_group(s->sum) };
}

INLINE group_excess excess_in(const cascade_state *s, int stages)
{
    return (group_excess){ .excess = load_stages(s->excess, stages), .rest = load_group(s->rest) };
}

INLINE void keep(cascade_state *s, const group_sums *g, const group_excess *e, size_t taken, int stages)
{
    s->open = taken % GROUP;
    s->base = g->base[0];
    for (int k = 0; k < stages; k++) s->end[k] = g->end.part[k / LANES][k % LANES] + 0.0;
    for (int k = 0; k < GROUP_VECTORS; k++) store(s->sum + k * LANES, g->sum.part[k] + 0.0);
    store_stages(s->excess, &e->excess, stages);
    store_group(s->rest, e->rest);
}

INLINE double one_value_more(cascade_state *s, double x, const cascade_table *t, int stages)
{
    const int j = (int)s->open;
    group_sums g = sums_in(s, stages);
    group_excess e = excess_in(s, stages);
    if (j == 0) {
        next_excess_of(&e, &g, broadcast(x), t, stages);
        g = sums_from(x);
    }
    const vec apart = broadcast(x) - g.base;
    for (int k = 0; k < GROUP_VECTORS; k++) g.sum.part[k] += apart * load(t->by_value[j] + k * LANES);
    for (int k = 0; k < stage_vectors(stages); k++) g.end.part[k] += apart * load(t->to_stage[j] + k * LANES);
    keep(s, &g, &e, s->open + 1, stages);
    double y[GROUP];
    store_group(y, results(&g, &e));
    return y[j];
}

INLINE bool has_numbers(const group_sums *g, const group_excess *e, int stages)
{
    vec none = broadcast(0);
    for (int k = 0; k < stage_vectors(stages); k++) none += (e->excess.part[k] + g->end.part[k]) * 0.0;
    return !any(none != none);
}

/* Of a whole group. Value 0 is the base, and not apart from it. */
INLINE group_sums sums_of(const double *x, const cascade_table *t, int stages)
{
    const vec base = broadcast(x[0]);
    group apart = load_group(x);
    group_sums g = { .base = base };
    for (int k = 0; k < GROUP_VECTORS; k++) apart.part[k] -= base;
    const vec first = broadcast(apart.part[1 / LANES][1 % LANES]);
    for (int k = 0; k < GROUP_VECTORS; k++) g.sum.part[k] = first * load(t->by_value[1] + k * LANES);
    for (int k = 0; k < stage_vectors(stages); k++) g.end.part[k] = first * load(t->to_stage[1] + k * LANES);
    for (int j = 2; j < GROUP; j++) take_value(&g, j, broadcast(apart.part[j / LANES][j % LANES]), t, stages);
    return g;
}

/* The last group, if it is not whole, is filled up with its first value, which adds nothing. */
INLINE void fill_group(double *room, const double *x, size_t n)
{
    for (size_t i = 0; i < GROUP; i++) room[i] = x[i < n ? i : 0];
}

/* From the start of a group on. The sums of a group are made before the excess of the one before is known, which is a chain of small
 * steps: machines do not look so far ahead by themselves. */
INLINE void take_groups(cascade_state *s, const double *restrict x, double *restrict out, size_t n,
                        const cascade_table *t, int stages)
{
    const size_t last = (n - 1) / GROUP * GROUP;
    double last_x[GROUP], last_y[GROUP];
    fill_group(last_x, x + last, n - last);
    group_sums before = sums_in(s, stages), now = sums_of(last ? x : last_x, t, stages);
    group_excess e = excess_in(s, stages);
    for (size_t i = 0; i < last; i += GROUP) {
        const group_sums next = sums_of(i + GROUP < last ? x + i + GROUP : last_x, t, stages);
        next_excess_of(&e, &before, now.base, t, stages);
        store_group(out + i, results(&now, &e));
        before = now;
        now = next;
    }
    next_excess_of(&e, &before, now.base, t, stages);
    store_group(last_y, results(&now, &e));
    if (__builtin_expect(!has_numbers(&now, &e, stages), 0)) {
        for (size_t i = 0; i < n; i++) out[i] = one_value_more(s, x[i], t, stages);
        return;
    }
    for (size_t i = last; i < n; i++) out[i] = last_y[i - last];
    keep(s, &now, &e, n, stages);
}

/* From the seed of the last stage on. */
INLINE void take_bars(cascade_state *s, const double *x, double *out, size_t n, const cascade_table *t, int stages)
{
    size_t i = 0;
    for (; i < n && s->open; i++) out[i] = one_value_more(s, x[i], t, stages);
    if (i < n) take_groups(s, x + i, out + i, n - i, t, stages);
}

#define WITH_CONSTANT_STAGES(stages, take) \
    switch (stages) {                      \
    case 2: take(2); break;                \
    case 3: take(3); break;                \
    case 4: take(4); break;                \
    case 5: take(5); break;                \
    default: take(6); break;               \
    }

static void go_on(cascade_state *s, const double *x, double *out, size_t n, const cascade_table *t)
{
    t = __builtin_assume_aligned(t, BW_CACHE_LINE);
#define TAKE_BARS(stages) take_bars(s, x, out, n, t, stages)
    WITH_CONSTANT_STAGES((int)t->stages, TAKE_BARS)
}

static void go_on_one(cascade_state *s, double x, double *out, const cascade_table *t)
{
    t = __builtin_assume_aligned(t, BW_CACHE_LINE);
#define TAKE_ONE(stages) *out = one_value_more(s, x, t, stages)
    WITH_CONSTANT_STAGES((int)t->stages, TAKE_ONE)
}

/* ---- the start, in which the stages are smoothed one by one ---- */

static size_t size_of_stage(const bw_node *node)
{
    return smooth_state_size((uint32_t)node->setting[FIRST_SEED] | (uint32_t)node->setting[LATER_SEED]);
}

/* Is each seed the first value? Then all stages start there, and have no state of their own. */
INLINE bool has_single_values(const bw_node *node)
{
    return node->setting[FIRST_SEED] == 1 && node->setting[LATER_SEED] == 1 && node->setting[LATER_WAITS] == 0;
}

static size_t size_of_one(const bw_node *node)
{
    return sizeof(cascade_state) + (has_single_values(node) ? 0 : (size_t)node->setting[STAGES] * size_of_stage(node));
}

static size_t state_room(const bw_node *node)
{
    return node->levels * size_of_one(node);
}

static uint32_t waits_of(const bw_node *node, uint32_t stage)
{
    return stage ? (uint32_t)node->setting[LATER_WAITS] : 0;
}

static uint32_t seed_of(const bw_node *node, uint32_t stage)
{
    return (uint32_t)node->setting[stage ? LATER_SEED : FIRST_SEED];
}

/* Its state lies behind that of the cascade. */
static smoothing stage_of(const bw_node *node, cascade_state *s, const cascade_table *t, uint32_t stage)
{
    return (smoothing){ .s = (smooth_state *)((char *)(s + 1) + stage * size_of_stage(node)),
                        .table = stage ? &t->later : &t->first,
                        .waits = waits_of(node, stage),
                        .seed = seed_of(node, stage),
                        .is_running = node->setting[HAS_MEAN_SO_FAR] != 0 };
}

/* How many values it takes until it gives the first. */
static size_t values_before(const smoothing *of)
{
    return of->is_running || !missing_values(of) ? 0 : missing_values(of) - 1;
}

/* How many bars it takes until each stage has its seed: a stage has its first value before, if the mean so far is wanted. */
static size_t missing_bars(const bw_node *node, cascade_state *s, const cascade_table *t)
{
    size_t bars = 0, before = 0;
    for (uint32_t k = 0; k < (uint32_t)t->stages; k++) {
        const smoothing of = stage_of(node, s, t, k);
        const size_t needed = before + missing_values(&of);
        bars = needed > bars ? needed : bars;
        before += values_before(&of);
    }
    return bars;
}

/* From bar `first` on they have results: those of the last stage, and how much further the others are, by their shares. */
static void add_up_stages(const double (*stage)[START_BARS], size_t first, size_t n, const cascade_table *t,
                          double *out)
{
    const int last = (int)t->stages - 1;
    for (size_t i = 0; i < first; i++) out[i] = BW_NAN;
    for (size_t i = first; i < n; i++) {
        out[i] = stage[last][i];
        for (int k = 0; k < last; k++) out[i] += t->share[k] * (stage[k][i] - stage[last][i]);
    }
}

/* The next n bars of each stage; gives at which of them the last one has its first value. */
static size_t smooth_stages(const bw_node *node, cascade_state *s, const double *x, size_t n, const cascade_table *t,
                            double (*stage)[START_BARS])
{
    size_t first = 0;
    for (uint32_t k = 0; k < (uint32_t)t->stages; k++) {
        smoothing of = stage_of(node, s, t, k);
        const size_t from = first;
        of.x = (k ? stage[k - 1] : x) + from;
        of.out = stage[k] + from;
        first = least_of(n, from + values_before(&of));
        if (from + 1 == n) BW_ROW(begin_smoothing_bar)(&of);
        else if (from < n) BW_ROW(begin_smoothing)(&of, n - from);
    }
    return first;
}

/* As if a group had just ended. */
static void get_underway(cascade_state *s, const double (*stage)[START_BARS], size_t i, const cascade_table *t)
{
    s->is_underway = 1;
    s->base = stage[0][i];
    for (int k = 0; k < (int)t->stages; k++) s->end[k] = stage[k][i] - s->base;
}

/* Gives how many of the n bars belong to the start. */
static size_t start(const bw_node *node, cascade_state *s, const double *x, double *out, size_t n,
                    const cascade_table *t)
{
    double stage[MOST_STAGES][START_BARS];
    if (has_single_values(node)) {
        s->is_underway = 1;
        s->base = out[0] = x[0];
        return 1;
    }
    const size_t missing = missing_bars(node, s, t), all = least_of(missing, n);
    for (size_t taken = 0, bars; taken < all; taken += bars) {
        bars = least_of(all - taken, START_BARS);
        const size_t first = smooth_stages(node, s, x + taken, bars, t, stage);
        add_up_stages(stage, first, bars, t, out + taken);
        if (taken + bars == missing) get_underway(s, stage, bars - 1, t);
    }
    return all;
}

INLINE cascade_state *state_of(const bw_step *step, uint32_t k)
{
    return (cascade_state *)((char *)step->state + (k ? k * size_of_one(step->node) : 0));
}

INLINE const cascade_table *table_of(const bw_step *step)
{
    return (const cascade_table *)__builtin_assume_aligned(step->table, BW_CACHE_LINE);
}

static void advance_cascade(const bw_step *step)
{
    const cascade_table *t = table_of(step);
    for (uint32_t k = 0; k < step->node->levels; k++) {
        cascade_state *s = state_of(step, k);
        const size_t started = s->is_underway ? 0 : start(step->node, s, step->in[k], step->out[k], step->n, t);
        if (started < step->n) go_on(s, step->in[k] + started, step->out[k] + started, step->n - started, t);
    }
}

static void advance_one(const bw_step *step, size_t i)
{
    const cascade_table *t = table_of(step);
    for (uint32_t k = 0; k < step->node->levels; k++) {
        cascade_state *s = state_of(step, k);
        if (s->is_underway) go_on_one(s, step->in[k][i], &step->out[k][i], t);
        else start(step->node, s, &step->in[k][i], &step->out[k][i], 1, t);
    }
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    if (node->setting[HAS_MEAN_SO_FAR] != 0) return 0;
    return (seed_of(node, 0) - 1) + ((size_t)node->setting[STAGES] - 1) * (waits_of(node, 1) + seed_of(node, 1) - 1);
}

static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
    return settling_bars(node->setting[FIRST_RATE], tolerance)
           + ((size_t)node->setting[STAGES] - 1) * settling_bars(node->setting[LATER_RATE], tolerance);
}

static bool valid_one(const bw_node *node, const cascade_state *s)
{
    bool is_valid = s->is_underway <= 1 && s->open < (s->is_underway ? GROUP : 1);
    if (has_single_values(node)) return is_valid;
    bool has_seeds = true;
    for (uint32_t k = 0; k < (uint32_t)node->setting[STAGES]; k++) {
        const smooth_state *of = (const smooth_state *)((const char *)(s + 1) + k * size_of_stage(node));
        const uint64_t count = waits_of(node, k) + seed_of(node, k);
        is_valid &= is_valid_start(of, count);
        has_seeds &= of->taken == count;
    }
    return is_valid && has_seeds == s->is_underway;
}

static bool valid(const bw_node *node, const void *state)
{
    bool is_valid = true;
    for (uint32_t k = 0; k < node->levels; k++)
        is_valid &= valid_one(node, (const cascade_state *)((const char *)state + k * size_of_one(node)));
    return is_valid;
}

const bw_operator BW_ROW(cascade) = {
    .name = "cascade",
    .outputs = MOST_CASCADES,
    .stateful = true,
    .last_tells = true,
    .ends_tell = true,
    .state_room = state_room,
    .warm_up = warm_up,
    .settling = settling,
    .valid = valid,
    .advance = advance_cascade,
    .one = advance_one,
};
