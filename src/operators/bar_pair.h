/* bar_pair.h: operators that look at a bar and at the one before, from one rule over vectors of them.
 *
 * Inputs: high, low, close. Setting ALONE: does a bar count that has none before it, as the first has not? Then the rule for such a
 * bar gives its values; else they are missing. */
#ifndef BW_BAR_PAIR_H
#define BW_BAR_PAIR_H

#include "missing_values.h"
#include "operator.h"
#include "telling.h"

enum { HIGH, LOW, CLOSE, BAR_INPUTS, PAIR_OUTPUTS = 3, ALONE = 3 };

typedef struct {
    vec high, low, close;
} bar_vectors;

typedef struct {
    bar_vectors now, before;
    bool is_whole; /* known to be: nothing is missing */
} bar_pair;

/* x, but NaN where something is missing. */
INLINE vec missing_with(const bar_pair *p, missing_lanes missing, vec x)
{
    return p->is_whole ? x : nan_where(missing, x);
}

/* The outputs of a pair of bars, NaN where anything is NaN that they are made of; and those of a bar alone. */
typedef void pair_rule(const bar_pair *p, const double *setting, vec *out);
typedef double alone_rule(double high, double low);

/* Which prices of the bar before are looked at. */
enum { HIGH_BEFORE = 1 << HIGH, LOW_BEFORE = 1 << LOW, CLOSE_BEFORE = 1 << CLOSE, ALL_BEFORE = (1 << BAR_INPUTS) - 1 };

static size_t pair_warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return node->setting[ALONE] == 0;
}

/* The first bar may be alone. */
static size_t pair_settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output, (void)tolerance;
    return node->setting[ALONE] != 0;
}

/* The values before those of a vector at x. A load that spans two cache lines costs twice, and of vectors as long as a line that would be
 * every one: then they are put together from this vector and the one before, of which `latest` holds the one and gets the other. */
INLINE vec values_before(const double *x, vec now, vec *latest)
{
    if (LANES < GROUP) return load(x - 1);
    const vec before = earlier(*latest, now, 1);
    *latest = now;
    return before;
}

/* What `values_before` needs before the vector at i. */
INLINE void look_back(const double *const *in, ptrdiff_t i, uint32_t looked_at, vec *latest)
{
    for (uint32_t k = 0; k < BAR_INPUTS && LANES == GROUP; k++)
        if (looked_at >> k & 1) latest[k] = load(in[k] + i - LANES);
}

/* Adds what is read to `read`, if that is not null; then it is taken to be whole. `far`: the step, if it is to fetch the next block. */
INLINE void pair_at(const double *const *in, double *const *to, const double *setting, size_t i, uint32_t looked_at,
                    vec *latest, uint32_t outputs, pair_rule *rule, vec *read, const bw_step *far, way_of_pass way)
{
    vec now[BAR_INPUTS], before[BAR_INPUTS] = { { 0 } }, out[PAIR_OUTPUTS];
    for (uint32_t k = 0; k < BAR_INPUTS; k++) {
        if (far) fetch_of_next_block(far, in[k] + i);
        now[k] = load_for(way, in[k] + i);
        if (looked_at >> k & 1) before[k] = values_before(in[k] + i, now[k], &latest[k]);
        else now[k] = loaded_once(now[k]);
        if (read) read[k] += now[k];
    }
    const bar_pair pair = { { now[HIGH], now[LOW], now[CLOSE] }, { before[HIGH], before[LOW], before[CLOSE] }, read };
    rule(&pair, setting, out);
    for (uint32_t k = 0; k < outputs; k++) store_for(way, to[k] + i, out[k]);
}

/* Whether all that is read is finite, if that is to be told. */
INLINE bool all_pairs(const bw_step *s, uint32_t looked_at, uint32_t outputs, pair_rule *rule, bool tells,
                      way_of_pass way)
{
    const double *const in[] = { s->in[HIGH], s->in[LOW], s->in[CLOSE] };
    const double setting[] = { s->node->setting[0], s->node->setting[1] };
    const size_t n = s->n;
    const bw_step *far = tells ? fetching_step(s) : NULL;
    double *to[PAIR_OUTPUTS];
    vec latest[BAR_INPUTS], sum[BAR_INPUTS] = { { 0 } }, *read = tells ? sum : NULL;
    for (uint32_t k = 0; k < outputs; k++) to[k] = s->out[k];
    look_back(in, 0, looked_at, latest);
    for (uint32_t k = 0; k < BAR_INPUTS; k++)
        if (looked_at >> k & 1) sum[k] = broadcast(in[k][-1]);
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) pair_at(in, to, setting, i, looked_at, latest, outputs, rule, read, far, way);
    if (i < n) {
        i = within(i, n);
        look_back(in, (ptrdiff_t)i, looked_at, latest);
        pair_at(in, to, setting, i, looked_at, latest, outputs, rule, read, NULL, WHOLE_VECTORS);
    }
    return all_are_finite((sum[HIGH] + sum[LOW]) + sum[CLOSE]);
}

INLINE bool pairs(const bw_step *s, uint32_t looked_at, uint32_t outputs, pair_rule *rule, bool tells)
{
    const uint32_t fewer = outputs > 1 ? outputs - 1 : 1;
    if (s->node->unread >> fewer & 1) return all_pairs(s, looked_at, fewer, rule, tells, WHOLE_VECTORS);
    if (outputs == 1 && tells && is_written_far(s)) return all_pairs(s, looked_at, outputs, rule, tells, WRITTEN_FAR);
    return all_pairs(s, looked_at, outputs, rule, tells, WHOLE_VECTORS);
}

INLINE bool is_bar(const bw_step *s, size_t i)
{
    const double all = (s->in[HIGH][i] + s->in[LOW][i]) + s->in[CLOSE][i];
    return all == all;
}

/* Bars that are there, but without what they need of the one before. */
INLINE void bars_alone(const bw_step *s, size_t i, size_t n, uint32_t outputs, alone_rule *rule)
{
    for (; i < n; i++)
        if (is_bar(s, i) && s->out[0][i] != s->out[0][i])
            for (uint32_t k = 0; k < outputs; k++) s->out[k][i] = rule(s->in[HIGH][i], s->in[LOW][i]);
}

INLINE void one_pair(const bw_step *s, size_t i, uint32_t looked_at, uint32_t outputs, pair_rule *rule)
{
    vec now[BAR_INPUTS], before[BAR_INPUTS] = { { 0 } }, out[PAIR_OUTPUTS];
    for (uint32_t k = 0; k < BAR_INPUTS; k++) {
        now[k] = broadcast(s->in[k][i]);
        if (looked_at >> k & 1) before[k] = broadcast(s->in[k][(ptrdiff_t)i - 1]);
    }
    const bar_pair pair = { { now[HIGH], now[LOW], now[CLOSE] }, { before[HIGH], before[LOW], before[CLOSE] }, false };
    rule(&pair, s->node->setting, out);
    for (uint32_t k = 0; k < outputs; k++) s->out[k][i] = out[k][0];
}

/* The same wherever a result is missing: as a rule that is the first bar, if any. */
INLINE void all_bars_alone(const bw_step *s, uint32_t outputs, alone_rule *rule)
{
    const double *out = s->out[0];
    const size_t first = out[0] != out[0];
    bars_alone(s, 0, first, outputs, rule);
    if (any_is_nan(out + first, s->n - first)) bars_alone(s, first, s->n, outputs, rule);
}

/* What an operator of so many outputs consists of. The last output is not computed where nobody reads it. */
#define BAR_PAIR(row, outputs, looked_at, rule, rule_alone)                                                                   \
    static size_t row##_history(const bw_node *node, uint32_t input)                                                          \
    {                                                                                                                         \
        (void)node;                                                                                                           \
        return (looked_at) >> input & 1 ? GROUP : 0; /* a bar would do; whole vectors are read */                             \
    }                                                                                                                         \
                                                                                                                              \
    static bool row##_telling(const bw_step *s)                                                                               \
    {                                                                                                                         \
        return pairs(s, looked_at, outputs, rule, true);                                                                      \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_advance(const bw_step *s)                                                                               \
    {                                                                                                                         \
        pairs(s, looked_at, outputs, rule, false);                                                                            \
        if (s->node->setting[ALONE]) all_bars_alone(s, outputs, rule_alone);                                                  \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        one_pair(s, i, looked_at, outputs, rule);                                                                             \
        if (s->node->setting[ALONE]) bars_alone(s, i, i + 1, outputs, rule_alone);                                            \
    }

#define BAR_PAIR_OPERATOR(row, count)                                                                                         \
    {                                                                                                                         \
        .name = #row, .outputs = count, .keeps_present = true, .history = row##_history, .warm_up = pair_warm_up,             \
        .settling = pair_settling, .advance = row##_advance, .advance_and_tell = row##_telling, .one = row##_one              \
    }

#endif
