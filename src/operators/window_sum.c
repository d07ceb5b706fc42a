/* Sums over a window from sums over powers of two (powers.h, levels.h), smallest part first, times a factor.
 *
 * No running sum: nothing drifts, a NaN is gone when its window is, and the result depends on nothing but the window. The
 * error is at most log2(window) + 1 roundings. With the factor 1 / window it is the mean. In a flat window rounding must
 * not show: it is the value times another factor, 1 for the mean. */
#include "numerics.h"
#include "flat.h"
#include "levels.h"
#include "operator.h"

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

static void sum_levels(const bw_step *s)
{
    level_set set;
    set_levels(&set, s, FIRST_LEVEL, runs_are_read(s->node) ? s->out[RUN_OUTPUT] : NULL);
    combine_levels(&set, s->n, sum);
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
    const double *part[BW_NODE_INPUTS];
    const double *run;
    vec factor, flat_from;
    double *out;
} joining;

INLINE vec joined_at(const joining *j, uint32_t parts, size_t i)
{
    vec sum = load(j->part[0] + i);
    for (uint32_t k = 1; k < parts; k++) sum = sum + load(j->part[k] + i);
    return sum;
}

/* Joins one vector; gives where it is flat. */
INLINE vec_bits join_at(const joining *j, uint32_t parts, size_t i)
{
    store(j->out + i, joined_at(j, parts, i) * j->factor);
    return load(j->run + i) >= j->flat_from;
}

/* Of a few parts the addresses stay in registers: `j` is out of the way of the stores. */
INLINE bool join_parts(const joining *given, uint32_t parts, size_t n)
{
    joining j;
    for (uint32_t k = 0; k < parts; k++) j.part[k] = given->part[k];
    j.run = given->run;
    j.factor = given->factor;
    j.flat_from = given->flat_from;
    j.out = given->out;
    vec_bits flat = { 0 };
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) flat |= join_at(&j, parts, i);
    if (i < n) flat |= join_at(&j, parts, within(i, n));
    return any(flat);
}

INLINE bool join_plainly(const joining *given, uint32_t parts, size_t n)
{
    const joining j = *given;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) store(j.out + i, joined_at(&j, parts, i));
    if (i < n) store(j.out + within(i, n), joined_at(&j, parts, within(i, n)));
    return false;
}

#define BY_PARTS(f, j, parts, n)                                                                                              \
    ((parts) == 1   ? f(j, 1, n)                                                                                              \
     : (parts) == 2 ? f(j, 2, n)                                                                                              \
     : (parts) == 3 ? f(j, 3, n)                                                                                              \
     : (parts) == 4 ? f(j, 4, n)                                                                                              \
     : (parts) == 5 ? f(j, 5, n)                                                                                              \
     : (parts) == 6 ? f(j, 6, n)                                                                                              \
     : (parts) == 7 ? f(j, 7, n)                                                                                              \
     : (parts) == 8 ? f(j, 8, n)                                                                                              \
                    : f(j, parts, n))

static void window_sum(const bw_step *s)
{
    const size_t window = window_of(s->node);
    joining j;
    j.run = s->in[RUN];
    j.factor = broadcast(s->node->setting[1]);
    j.flat_from = broadcast(s->node->setting[3]);
    j.out = s->out[0];
    for (uint32_t k = PARTS; k < s->node->inputs; k++) j.part[k - PARTS] = s->in[k] - bw_newer_bars(window, k - PARTS);
    const uint32_t parts = s->node->inputs - PARTS;
    if (BY_PARTS(join_parts, &j, parts, s->n))
        keep_flat(s->in[SOURCE], s->in[RUN], s->out[0], s->n, s->node->setting[3], s->node->setting[2]);
}

static void window_sum_one(const bw_step *s, size_t i)
{
    bw_window_part part = bw_first_part((uint32_t)s->node->setting[0]);
    const double *const *in = s->in + PARTS;
    double sum = (*in)[i];
    while (part = bw_next_part(part), part.bars) sum += (*++in)[i - part.ago];
    const double *setting = s->node->setting;
    s->out[0][i] = s->in[RUN][i] >= setting[3] ? s->in[SOURCE][i] * setting[2] : sum * setting[1];
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
    const uint32_t parts = s->node->inputs;
    joining j;
    j.out = s->out[0];
    for (uint32_t k = 0; k < parts; k++) j.part[k] = s->in[k] - bw_newer_bars(window_of(s->node), k);
    BY_PARTS(join_plainly, &j, parts, s->n);
}

static void window_total_one(const bw_step *s, size_t i)
{
    bw_window_part part = bw_first_part((uint32_t)s->node->setting[0]);
    const double *const *in = s->in;
    double sum = (*in)[i];
    while (part = bw_next_part(part), part.bars) sum += (*++in)[i - part.ago];
    s->out[0][i] = sum;
}

const bw_operator BW_ROW(window_total) = {
    .name = "window_total",
    .outputs = 1,
    .history = plain_part_history,
    .advance = window_total,
    .one = window_total_one,
};
