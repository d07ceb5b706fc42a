/* mean(x) - x over a window: how far the mean lies from the newest value, with no rounding of the level of x.
 *
 * A sum of x loses the small differences of large values: beside 1e8, a deviation of 1 keeps half of its digits. So it is
 * differences from the newest value that are summed, D(h)[t] = sum of x[j] - x[t] over the newest h bars, by powers of two:
 *
 *   D(2h)[t] = D(h)[t] + (D(h)[t-h] + h * (x[t-h] - x[t]))
 *
 * and a window joins the powers in its length, smallest part first, the same way. A flat window gives exactly 0. */
#include "numerics.h"
#include "operator.h"
#include "levels.h"
#include "vector.h"

enum { SOURCE, PARTS }; /* inputs; a part of one bar has D = 0 and no input */

static size_t source_history(const bw_node *node, uint32_t input)
{
    (void)input;
    return bw_level_bars(node->levels - 1) / 2;
}

static void first_difference(const double *restrict x, double *restrict out, size_t n)
{
    for (size_t i = 0; i < n; i++) out[i] = x[(ptrdiff_t)i - 1] - x[i];
}

/* out = newer + (older + bars * (x then - x now)), where older and x then are of `bars` ago */
static void append_older(const double *restrict newer, const double *restrict older, const double *restrict x,
                         size_t ago, double bars, double *restrict out, size_t n)
{
    const double *restrict then = x - ago;
    older -= ago;
    for (size_t i = 0; i < n; i++) out[i] = newer[i] + (older[i] + bars * (then[i] - x[i]));
}

static void difference_levels(const bw_step *s)
{
    const double *x = s->in[SOURCE];
    first_difference(x, s->out[0], s->n);
    for (uint32_t k = 1; k < s->node->levels; k++) {
        const size_t half = bw_level_bars(k) / 2;
        append_older(s->out[k - 1], s->out[k - 1], x, half, (double)half, s->out[k], s->n);
    }
}

static void difference_levels_one(const bw_step *s, size_t i)
{
    const double *x = s->in[SOURCE] + i, now = *x;
    double *level = s->out[0] + i, newer = *level = x[-1] - now;
    for (uint32_t k = 1; k < s->node->levels; k++) {
        const size_t half = bw_level_bars(k) / 2;
        double *next = s->out[k] + i;
        *next = newer = newer + (*(level - half) + (double)(uint32_t)half * (*(x - half) - now));
        level = next;
    }
}

const bw_operator BW_ROW(difference_levels) = {
    .name = "difference_levels",
    .outputs = BW_LEVELS,
    .history = source_history,
    .own_history = levels_own_history,
    .warm_up = levels_warm_up,
    .advance = difference_levels,
    .one = difference_levels_one,
};

/* Setting 0: window, setting 1: 1 / window. */
static size_t window_of(const bw_node *node)
{
    return (size_t)node->setting[0];
}

/* An odd window starts with a part of one bar, which has no input. */
static uint32_t part_of_input(const bw_node *node, uint32_t input)
{
    return input - PARTS + (window_of(node) & 1);
}

static size_t part_history(const bw_node *node, uint32_t input)
{
    if (input >= PARTS) return bw_newer_bars(window_of(node), part_of_input(node, input));
    return part_history(node, node->inputs - 1);
}

typedef struct {
    const double *older; /* D of the part, at its own newest bar */
    size_t ago;          /* how far back that is */
    double bars;         /* how many the part has */
} window_part;

/* All parts but the newest, whose D needs no correction and is returned: null for 0, of a single bar. */
static const double *parts_of(const bw_step *s, window_part *part, uint32_t *parts)
{
    const size_t window = window_of(s->node);
    uint32_t input = window & 1 ? PARTS : PARTS + 1;
    for (*parts = 0; input < s->node->inputs; input++) {
        const size_t ago = part_history(s->node, input);
        part[(*parts)++] =
            (window_part){ s->in[input] - ago, ago, (double)bw_part_bars(window, part_of_input(s->node, input)) };
    }
    return window & 1 ? NULL : s->in[PARTS];
}

/* `count` vectors side by side hide latency. */
INLINE void join(const bw_step *s, const double *newest, const window_part *part, uint32_t parts, size_t i, int count)
{
    const double *x = s->in[SOURCE] + i;
    const vec factor = broadcast(s->node->setting[1]);
    vec now[2], sum[2];
    for (int v = 0; v < count; v++) {
        now[v] = load(x + v * LANES);
        sum[v] = newest ? load(newest + i + v * LANES) : broadcast(0);
    }
    for (uint32_t k = 0; k < parts; k++)
        for (int v = 0; v < count; v++) {
            vec then = load(x - part[k].ago + v * LANES), older = load(part[k].older + i + v * LANES);
            sum[v] = sum[v] + (older + broadcast(part[k].bars) * (then - now[v]));
        }
    for (int v = 0; v < count; v++) store(s->out[0] + i + v * LANES, sum[v] * factor);
}

static void mean_offset(const bw_step *s)
{
    window_part part[BW_NODE_INPUTS];
    uint32_t parts;
    const double *newest = parts_of(s, part, &parts);
    size_t i = 0;
    for (; i + 2 * LANES <= s->n; i += 2 * LANES) join(s, newest, part, parts, i, 2);
    for (; i < s->n; i += LANES) join(s, newest, part, parts, i = within(i, s->n), 1);
}

static void mean_offset_one(const bw_step *s, size_t i)
{
    bw_window_part part = bw_first_part((uint32_t)s->node->setting[0]);
    const double *const *in = s->in + PARTS, *x = s->in[SOURCE] + i;
    double sum = part.bars == 1 ? 0 : (*in++)[i];
    while (part = bw_next_part(part), part.bars)
        sum = sum + ((*in++)[i - part.ago] + (double)part.bars * (*(x - part.ago) - *x));
    s->out[0][i] = sum * s->node->setting[1];
}

const bw_operator BW_ROW(mean_offset) = {
    .name = "mean_offset",
    .outputs = 1,
    .history = part_history,
    .advance = mean_offset,
    .one = mean_offset_one,
};
