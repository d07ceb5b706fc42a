/* Sums over a window from sums over powers of two (powers.h, levels.h), smallest part first, times a factor.
 *
 * No running sum: nothing drifts, a NaN is gone when its window is, and the result depends on nothing but the window. The
 * error is at most log2(window) + 1 roundings. With the factor 1 / window it is the mean. In a flat window rounding must
 * not show: it is the value times another factor, 1 for the mean. */
#include "numerics.h"
#include "flat.h"
#include "levels.h"
#include "operator.h"
#include "window_parts.h"

INLINE vec sum(vec newer, vec older)
{
    return newer + older;
}

INLINE double sum_one(double newer, double older)
{
    return newer + older;
}

enum { RUN_OUTPUT, FIRST_LEVEL }; /* outputs */

static bool runs_are_read(const bw_node *node)
{
    return !(node->unread >> RUN_OUTPUT & 1);
}

static size_t sum_levels_own_history(const bw_node *node, uint32_t output)
{
    if (output == RUN_OUTPUT) return runs_are_read(node);
    return output + 1 < node->levels ? bw_level_bars(output - FIRST_LEVEL) : 0;
}

static size_t sum_levels_warm_up(const bw_node *node, uint32_t output)
{
    (void)node;
    return output == RUN_OUTPUT ? 0 : bw_level_bars(output - FIRST_LEVEL) - 1;
}

static bool sum_levels_and_tell(const bw_step *s)
{
    level_set set;
    set_levels(&set, s, FIRST_LEVEL, runs_are_read(s->node) ? s->out[RUN_OUTPUT] : NULL);
    return combine_levels(&set, s->n, sum);
}

static void sum_levels(const bw_step *s)
{
    sum_levels_and_tell(s);
}

static void sum_levels_one(const bw_step *s, size_t i)
{
    const double *x = s->in[0] + i;
    double *run = s->out[RUN_OUTPUT] + i;
    if (runs_are_read(s->node)) *run = next_run(x[0], x[-1], run[-1]);
    combine_levels_of_one(s, FIRST_LEVEL, i, sum_one);
}

/* Output 0: the runs of equal values (run.h), which every mean needs and which come for free; then the sums of 2, 4, 8 … bars. */
const bw_operator BW_ROW(sum_levels) = {
    .name = "sum_levels",
    .outputs = FIRST_LEVEL + BW_LEVELS,
    .history = levels_history,
    .own_history = sum_levels_own_history,
    .warm_up = sum_levels_warm_up,
    .advance = sum_levels,
    .advance_and_tell = sum_levels_and_tell,
    .one = sum_levels_one,
};

enum { SOURCE, RUN, PARTS }; /* inputs */

/* Setting 0: window, setting 1: factor, setting 2: factor of a flat window's value, setting 3: the run from which it is flat. */
static size_t window_of(const bw_node *node)
{
    return (size_t)node->setting[0];
}

static size_t part_history(const bw_node *node, uint32_t input)
{
    return input < PARTS ? 0 : bw_newer_bars(window_of(node), input - PARTS);
}

typedef struct {
    window_parts parts;
    const double *run, *earlier; /* earlier: what the mean is taken from, or NULL */
    vec factor, flat_from;
    double *out;
} joining;

INLINE void join_vector(const joining *j, uint32_t parts, size_t i, bool is_less)
{
    const vec mean = joined_at(&j->parts, parts, i) * j->factor;
    store(j->out + i, is_less ? load(j->earlier + i) - mean : mean);
}

/* Of a few parts the addresses stay in registers: `j` is out of the way of the stores. */
INLINE bool join_parts(const joining *given, uint32_t parts, size_t n, bool is_less)
{
    joining j;
    for (uint32_t k = 0; k < parts; k++) j.parts.part[k] = given->parts.part[k];
    j.run = given->run;
    j.earlier = given->earlier;
    j.factor = given->factor;
    j.flat_from = given->flat_from;
    j.out = given->out;
    size_t i = second_vector(&j.parts, parts);
    join_vector(&j, parts, 0, is_less);
    for (; i + LANES <= n; i += LANES) join_vector(&j, parts, i, is_less);
    if (i < n) join_vector(&j, parts, within(i, n), is_less);
    return any_run_may_fill(j.run, n, j.flat_from[0]);
}

INLINE bool join_sum(const joining *j, uint32_t parts, size_t n)
{
    return join_parts(j, parts, n, false);
}

INLINE bool join_earlier_less(const joining *j, uint32_t parts, size_t n)
{
    return join_parts(j, parts, n, true);
}

INLINE void join_plainly(const window_parts *given, uint32_t parts, double *out, size_t n)
{
    const window_parts w = *given;
    size_t i = second_vector(&w, parts);
    store(out, joined_at(&w, parts, 0));
    for (; i + LANES <= n; i += LANES) store(out + i, joined_at(&w, parts, i));
    if (i < n) store(out + n - LANES, joined_at(&w, parts, n - LANES));
}

static void set_joining(joining *j, const bw_step *s)
{
    j->run = s->in[RUN];
    j->factor = broadcast(s->node->setting[1]);
    j->flat_from = broadcast(s->node->setting[3]);
    j->out = s->out[0];
    find_parts(&j->parts, s->in + PARTS, window_of(s->node));
}

static void window_sum(const bw_step *s)
{
    joining j;
    set_joining(&j, s);
    j.earlier = NULL;
    if (BY_PARTS(join_sum, &j, j.parts.parts, s->n))
        keep_flat(s->in[SOURCE], s->in[RUN], s->out[0], s->n, s->node->setting[3], s->node->setting[2]);
}

static void window_sum_one(const bw_step *s, size_t i)
{
    const double *setting = s->node->setting;
    s->out[0][i] = s->in[RUN][i] >= setting[3] ? s->in[SOURCE][i] * setting[2]
                                               : join_at(s->in + PARTS, (uint32_t)setting[0], i) * setting[1];
}

const bw_operator BW_ROW(window_sum) = {
    .name = "window_sum",
    .outputs = 1,
    .history = part_history,
    .advance = window_sum,
    .one = window_sum_one,
};

/* The same from the parts alone, where a flat window needs no care. Setting 0: window. */
static size_t plain_part_history(const bw_node *node, uint32_t input)
{
    return bw_newer_bars(window_of(node), input);
}

static void window_total(const bw_step *s)
{
    window_parts w;
    find_parts(&w, s->in, window_of(s->node));
    BY_PARTS(join_plainly, &w, w.parts, s->out[0], s->n);
}

static void window_total_one(const bw_step *s, size_t i)
{
    s->out[0][i] = join_at(s->in, (uint32_t)s->node->setting[0], i);
}

const bw_operator BW_ROW(window_total) = {
    .name = "window_total",
    .outputs = 1,
    .history = plain_part_history,
    .advance = window_total,
    .one = window_total_one,
};

/* The value of some bars ago less the mean, without storing that. Settings: as of window_sum, but for setting 2: how many bars ago. */
static size_t bars_ago(const bw_node *node)
{
    return (size_t)node->setting[2];
}

static size_t earlier_history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? bars_ago(node) : part_history(node, input);
}

INLINE double earlier_less_mean_at(const bw_step *s, size_t i)
{
    const double *x = s->in[SOURCE] + i, *setting = s->node->setting;
    const double mean = s->in[RUN][i] >= setting[3] ? *x : join_at(s->in + PARTS, (uint32_t)setting[0], i) * setting[1];
    return *(x - bars_ago(s->node)) - mean;
}

static void earlier_less_mean(const bw_step *s)
{
    joining j;
    set_joining(&j, s);
    j.earlier = s->in[SOURCE] - bars_ago(s->node);
    if (!BY_PARTS(join_earlier_less, &j, j.parts.parts, s->n)) return;
    for (size_t i = 0; i < s->n; i++)
        if (s->in[RUN][i] >= s->node->setting[3]) s->out[0][i] = earlier_less_mean_at(s, i);
}

static void earlier_less_mean_one(const bw_step *s, size_t i)
{
    s->out[0][i] = earlier_less_mean_at(s, i);
}

const bw_operator BW_ROW(earlier_less_mean) = {
    .name = "earlier_less_mean",
    .outputs = 1,
    .history = earlier_history,
    .advance = earlier_less_mean,
    .one = earlier_less_mean_one,
};
