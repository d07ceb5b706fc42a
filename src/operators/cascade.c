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
 * The start, until each stage has its seed, is the same with one group of all its values, if these are few and the mean so far is not
 * wanted. Else the stages are smoothed one by one.
 *
 * An infinity, or what overflows, leaves no number in the excess for ever: of a call after which there is none, bars are taken one by one,
 * so that those before it have their results. */
#define MOST_VECTOR_BYTES 32 /* of wider ones half would be products with 0 */
#include "numerics.h"
#include "cascade_groups.h"
#include "operator.h"
#include "smooth_start.h"

enum { START_BARS = 128 };

/* Those of 4 and 5 stages would be compiled for nobody: they are taken as 6, of which the last add nothing. */
#define WITH_CONSTANT_STAGES(stages, take)                                                                                    \
    switch (stages) {                                                                                                         \
    case 2: take(2); break;                                                                                                   \
    case 3: take(3); break;                                                                                                   \
    default: take(6); break;                                                                                                  \
    }

/* Compiled twice, so that without anything to fetch nothing is asked in the loop. */
static void go_on(cascade_state *s, const double *x, double *out, size_t n, const cascade_table *t,
                  const bw_next_bars *fetched)
{
    t = __builtin_assume_aligned(t, BW_CACHE_LINE);
#define TAKE_BARS(stages) take_bars(s, x, out, n, t, stages, NULL)
#define TAKE_BARS_AND_FETCH(stages) take_bars(s, x, out, n, t, stages, fetched)
    if (fetched) WITH_CONSTANT_STAGES((int)t->stages, TAKE_BARS_AND_FETCH)
    else WITH_CONSTANT_STAGES((int)t->stages, TAKE_BARS)
}

static void go_on_one(cascade_state *s, double x, double *out, const cascade_table *t)
{
    t = __builtin_assume_aligned(t, BW_CACHE_LINE);
#define TAKE_ONE(stages) *out = one_value_more(s, x, t, stages)
    WITH_CONSTANT_STAGES((int)t->stages, TAKE_ONE)
}

/* ---- a short start ---- */

/* Of so many levels, one or two, whose sums are chains that go side by side. */
INLINE void take_start(cascade_state *const *s, const bw_step *step, size_t from, int levels, size_t n,
                       const cascade_table *t, int stages)
{
    by_stage end[MOST_CASCADES];
    vec base[MOST_CASCADES];
    const double (*weight)[GROUP] = t->start + s[0]->started;
    for (int l = 0; l < levels; l++) {
        end[l] = load_stages(s[l]->end, stages);
        base[l] = broadcast(s[l]->base);
    }
    for (size_t i = 0; i < n; i++)
        for (int l = 0; l < levels; l++)
            for (int k = 0; k < stage_vectors(stages); k++)
                end[l].part[k] += (broadcast(step->in[l][from + i]) - base[l]) * load(weight[i] + k * LANES);
    for (int l = 0; l < levels; l++) store_stages(s[l]->end, &end[l], stages);
}

INLINE double first_result(const cascade_state *s, const cascade_table *t)
{
    double result = 0;
    for (int k = 0; k < (int)t->stages; k++) result += t->share[k] * s->end[k];
    return s->base + result;
}

INLINE size_t weighted_start(cascade_state *const *s, const bw_step *step, size_t from, size_t end, int levels,
                             const cascade_table *t)
{
    const uint32_t start = (uint32_t)t->start_bars;
    const size_t started = s[0]->started, bars = least_of(start - started, end - from);
    for (int l = 0; l < levels && !started; l++) s[l]->base = step->in[l][from];
#define TAKE_START(stages) take_start(s, step, from, levels, bars, t, stages)
    t = __builtin_assume_aligned(t, BW_CACHE_LINE);
    WITH_CONSTANT_STAGES((int)t->stages, TAKE_START)
    for (int l = 0; l < levels; l++) {
        double *out = step->out[l] + from;
        for (size_t i = 0; i < bars; i++) out[i] = BW_NAN;
        s[l]->started += bars;
        if (s[l]->started == start) out[bars - 1] = first_result(s[l], t);
    }
    return bars;
}

/* Gives how many of the bars from `from` to the one before `end` belong to it. */
static size_t weighted_start_of_one(cascade_state *const *s, const bw_step *step, size_t from, size_t end,
                                    const cascade_table *t)
{
    return weighted_start(s, step, from, end, 1, t);
}

static size_t weighted_start_of_both(cascade_state *const *s, const bw_step *step, size_t from, size_t end,
                                     const cascade_table *t)
{
    return weighted_start(s, step, from, end, MOST_CASCADES, t);
}

/* ---- a long one, in which the stages are smoothed one by one ---- */

static size_t size_of_stage(const bw_node *node)
{
    return smooth_state_size((uint32_t)node->setting[FIRST_SEED] | (uint32_t)node->setting[LATER_SEED]);
}

static size_t size_of_one(const bw_node *node)
{
    const size_t stages = bw_has_weighted_start(node->setting) ? 0 : (size_t)node->setting[STAGES];
    return sizeof(cascade_state) + stages * size_of_stage(node);
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

/* That of the last stage, and how much further the others are, by their shares. */
static double result_at(const double (*stage)[START_BARS], size_t i, const cascade_table *t)
{
    const int last = (int)t->stages - 1;
    double result = stage[last][i];
    for (int k = 0; k < last; k++) result += t->share[k] * (stage[k][i] - stage[last][i]);
    return result;
}

static void smooth_stages(const bw_node *node, cascade_state *s, const double *x, size_t n, const cascade_table *t,
                          double (*stage)[START_BARS])
{
    size_t first = 0; /* at which the stage has its first value */
    for (uint32_t k = 0; k < (uint32_t)t->stages; k++) {
        smoothing of = stage_of(node, s, t, k);
        const size_t from = first;
        of.x = (k ? stage[k - 1] : x) + from;
        of.out = stage[k] + from;
        first = least_of(n, from + values_before(&of));
        for (size_t i = 0; i < from; i++) stage[k][i] = BW_NAN;
        if (from + 1 == n) BW_ROW(begin_smoothing_bar)(&of);
        else if (from < n) BW_ROW(begin_smoothing)(&of, n - from);
    }
}

/* Gives how many of the n bars belong to it. Then it is as if a group had just ended. */
static size_t smoothed_start(const bw_node *node, cascade_state *s, const double *x, double *out, size_t n,
                             const cascade_table *t, uint32_t start)
{
    double stage[MOST_STAGES][START_BARS];
    const size_t bars = least_of(least_of(start - s->started, n), START_BARS);
    smooth_stages(node, s, x, bars, t, stage);
    s->started += bars;
    const size_t first = node->setting[HAS_MEAN_SO_FAR] != 0 ? 0 : bars - (s->started == start);
    for (size_t i = 0; i < bars; i++) out[i] = i < first ? BW_NAN : result_at(stage, i, t);
    if (s->started < start) return bars;
    s->base = stage[0][bars - 1];
    for (int k = 0; k < (int)t->stages; k++) s->end[k] = stage[k][bars - 1] - s->base;
    return bars;
}

/* ---- both ---- */

INLINE const cascade_table *table_of(const bw_step *step)
{
    return (const cascade_table *)__builtin_assume_aligned(step->table, BW_CACHE_LINE);
}

INLINE void find_states(cascade_state **s, const bw_step *step)
{
    s[0] = step->state;
    for (uint32_t k = 1; k < step->node->levels; k++)
        s[k] = (cascade_state *)((char *)s[k - 1] + size_of_one(step->node));
}

/* Some of the start from bar i to the one before `end`, if it is not over; gives how many of the bars. All levels are at the same bar. */
INLINE size_t take_some(cascade_state *const *s, const bw_step *step, size_t i, size_t end, const cascade_table *t)
{
    const uint32_t start = (uint32_t)t->start_bars;
    size_t taken = 0;
    if (s[0]->started == start) return 0;
    if (start > 1 && bw_has_weighted_start(step->node->setting))
        return step->node->levels < MOST_CASCADES ? weighted_start_of_one(s, step, i, end, t)
                                                  : weighted_start_of_both(s, step, i, end, t);
    for (uint32_t k = 0; k < step->node->levels; k++) {
        const double *x = step->in[k] + i;
        double *out = step->out[k] + i;
        if (start > 1) {
            taken = smoothed_start(step->node, s[k], x, out, end - i, t, start);
            continue;
        }
        taken = s[k]->started = 1;
        s[k]->base = out[0] = x[0];
    }
    return taken;
}

static void advance_cascade(const bw_step *step)
{
    const cascade_table *t = table_of(step);
    cascade_state *s[MOST_CASCADES];
    size_t i = 0, taken;
    find_states(s, step);
    while (i < step->n && (taken = take_some(s, step, i, step->n, t)) > 0) i += taken;
    for (uint32_t k = 0; k < step->node->levels && i < step->n; k++)
        go_on(s[k], step->in[k] + i, step->out[k] + i, step->n - i, t, next_to_fetch(step));
}

static void advance_one(const bw_step *step, size_t i)
{
    const cascade_table *t = table_of(step);
    cascade_state *s[MOST_CASCADES];
    find_states(s, step);
    if (take_some(s, step, i, i + 1, t)) return;
    for (uint32_t k = 0; k < step->node->levels; k++) go_on_one(s[k], step->in[k][i], &step->out[k][i], t);
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return node->setting[HAS_MEAN_SO_FAR] != 0 ? 0 : bw_cascade_start(node->setting) - 1;
}

static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
    return settling_bars(node->setting[FIRST_RATE], tolerance)
           + ((size_t)node->setting[STAGES] - 1) * settling_bars(node->setting[LATER_RATE], tolerance);
}

/* Of the states of the stages: each has taken what there was, and no more than its seed needs. */
static bool valid_one(const bw_node *node, const cascade_state *s)
{
    const uint32_t start = bw_cascade_start(node->setting);
    bool is_valid = s->started <= start && s->open < (s->started == start ? GROUP : 1);
    bool has_seeds = true;
    if (bw_has_weighted_start(node->setting)) return is_valid;
    for (uint32_t k = 0; k < (uint32_t)node->setting[STAGES]; k++) {
        const smooth_state *of = (const smooth_state *)((const char *)(s + 1) + k * size_of_stage(node));
        const uint64_t count = waits_of(node, k) + seed_of(node, k);
        is_valid &= is_valid_start(of, count);
        has_seeds &= of->taken == count;
    }
    return is_valid && (has_seeds || s->started < start);
}

static bool valid(const bw_node *node, const void *state)
{
    const cascade_state *first = state;
    bool is_valid = true;
    for (uint32_t k = 0; k < node->levels; k++) {
        const cascade_state *s = (const cascade_state *)((const char *)state + k * size_of_one(node));
        is_valid &= valid_one(node, s) && s->started == first->started;
    }
    return is_valid;
}

const bw_operator BW_ROW(cascade) = {
    .name = "cascade",
    .outputs = MOST_CASCADES,
    .stateful = true,
    .last_tells = true,
    .ends_tell = true,
    .fetches_next = true,
    .state_room = state_room,
    .warm_up = warm_up,
    .settling = settling,
    .valid = valid,
    .advance = advance_cascade,
    .one = advance_one,
};
