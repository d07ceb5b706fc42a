/* cumulative.h: operators that add up a term of every bar, or multiply a factor of every bar, from the first one on.
 *
 * The first bar starts the total. From the second on terms are taken in groups of eight, v[i] being the sum of a group's terms up
 * to i (prefix.h):
 *
 *   y[i] = total + (rest + v[i])        after the group: rest += v[7]
 *
 * and after eight groups what has come together in the rest goes into the total, by an addition that keeps in the rest what it
 * rounds off. So the error does not grow with the total: it is a few roundings of what was added lately; and a term of 0
 * leaves y as it was, bit for bit. Of a product, y[i] = total * v[i], and a factor of 1 leaves it so.
 *
 * Settings: the total before the first bar; whether the first input counts as having risen at that bar. */
#ifndef BW_CUMULATIVE_H
#define BW_CUMULATIVE_H

#include "operator.h"
#include "prefix.h"
#include "telling.h"

enum { CUMULATIVE_INPUTS = 4, CUMULATIVE_TERMS = 2, VALUES_A_FOLD = 8 * GROUP };

/* The values of some bars: of the inputs; of the first two inputs at the bars before, the first of all having itself before it; and
 * the origin, which that first bar gave. */
typedef struct {
    vec a, b, c, d, a1, b1, origin;
} bar_vectors;
typedef vec bar_term(bar_vectors v);

/* What an operator adds up: a term, and a weight and an origin, or NULL. */

typedef struct {
    double total, rest;
    open_group open;
} cumulative_total;

typedef struct {
    uint64_t is_started, values; /* values: since the total last took in the rest */
    double origin, before[2];
    cumulative_total of[CUMULATIVE_TERMS];
} cumulative_state;

/* The total in all lanes. */
typedef struct {
    vec total, rest;
} wide_total;

/* What comes of a group's terms, and of a single value's, at that place of its group; the total moves on. Of the first value of all
 * the place is FIRST_VALUE. */
typedef group take_group(wide_total *t, const group *term, vec origin);
typedef double take_value(cumulative_total *t, uint64_t place, const double *term, double origin);
enum { FIRST_VALUE = GROUP };

INLINE double sum_of_values(double older, double newer)
{
    return older + newer;
}

INLINE vec sum_of_vectors(vec older, vec newer)
{
    return older + newer;
}

INLINE group add_group(wide_total *t, group term)
{
    const group v = prefixes(term, sum_of_vectors, 0);
    group y;
    for (int k = 0; k < GROUP_VECTORS; k++) y.part[k] = t->total + (t->rest + v.part[k]);
    t->rest = t->rest + last_in_all_lanes(v.part[GROUP_VECTORS - 1]);
    return y;
}

INLINE double add_value(cumulative_total *t, uint64_t place, double term)
{
    if (place == FIRST_VALUE) return t->total = t->total + term;
    const double v = next_prefix(&t->open, place, term, sum_of_values), y = t->total + (t->rest + v);
    if (place == GROUP - 1) t->rest = t->rest + v;
    return y;
}

/* Of what is but added up: */
INLINE group sum_of_group(wide_total *t, const group *term, vec origin)
{
    (void)origin;
    return add_group(t, term[0]);
}

INLINE double sum_of_value(cumulative_total *t, uint64_t place, const double *term, double origin)
{
    (void)origin;
    return add_value(t, place, term[0]);
}

/* total + rest as their sum and what that rounds off (Knuth). */
INLINE void fold(cumulative_total *t)
{
    const double sum = t->total + t->rest, added = sum - t->total;
    t->rest = (t->total - (sum - added)) + (t->rest - added);
    t->total = sum;
}

/* ---- the bars of a call -------------------------------------------------------------------------------------------- */

typedef struct {
    const double *a, *b, *c, *d;
} bar_columns;

INLINE bar_columns columns_of(const bw_step *s)
{
    const uint32_t inputs = s->node->inputs;
    return (bar_columns){ s->in[0], s->in[inputs > 1 ? 1 : 0], s->in[inputs > 2 ? 2 : 0], s->in[inputs > 3 ? 3 : 0] };
}

INLINE bar_vectors vectors_at(const bar_columns *x, size_t i, vec origin)
{
    return (bar_vectors){ load(x->a + i),     load(x->b + i),     load(x->c + i), load(x->d + i),
                          load(x->a + i - 1), load(x->b + i - 1), origin };
}

INLINE vec sum_of_inputs(int inputs, bar_vectors v)
{
    return inputs == 1 ? v.a : inputs == 2 ? v.a + v.b : inputs == 3 ? (v.a + v.b) + v.c : (v.a + v.b) + (v.c + v.d);
}

/* Gives the sum of what is read. */
INLINE double take_one(const bw_step *s, size_t i, int inputs, bar_term *term, bar_term *weight, bar_term *origin,
                       take_value *take)
{
    cumulative_state *state = s->state;
    const bar_columns x = columns_of(s);
    const double a = x.a[i], b = x.b[i];
    if (!state->is_started) {
        state->before[0] = s->node->setting[1] ? -__builtin_inf() : a;
        state->before[1] = b;
        state->of[0].total = s->node->setting[0];
    }
    bar_vectors v = {
        .a = broadcast(a),
        .b = broadcast(b),
        .c = broadcast(x.c[i]),
        .d = broadcast(x.d[i]),
        .a1 = broadcast(state->before[0]),
        .b1 = broadcast(state->before[1]),
    };
    if (origin && !state->is_started) state->origin = origin(v)[0];
    v.origin = broadcast(state->origin);
    const double terms[CUMULATIVE_TERMS] = { term(v)[0], weight ? weight(v)[0] : 0 };
    const uint64_t place = state->is_started ? state->values % GROUP : FIRST_VALUE;
    s->out[0][i] = take(state->of, place, terms, state->origin);
    state->values = (state->values + state->is_started) % VALUES_A_FOLD;
    if (state->is_started && state->values == 0)
        for (int k = 0; k < 1 + (weight != NULL); k++) fold(&state->of[k]);
    state->is_started = 1;
    state->before[0] = a;
    state->before[1] = b;
    return sum_of_inputs(inputs, v)[0];
}

INLINE wide_total widened(const cumulative_total *t)
{
    return (wide_total){ broadcast(t->total), broadcast(t->rest) };
}

INLINE void narrow(cumulative_total *t, wide_total wide)
{
    t->total = wide.total[0];
    t->rest = wide.rest[0];
}

/* Whole groups, the bars i … end - 1. The bar before the first of a call is not at hand but remembered. Gives the sum of all that is
 * read. */
INLINE vec take_groups(const bw_step *s, size_t i, size_t end, int inputs, bar_term *term, bar_term *weight,
                       take_group *take)
{
    cumulative_state *state = s->state;
    const bar_columns x = columns_of(s);
    double *restrict out = s->out[0];
    const vec origin = broadcast(state->origin);
    const int totals = 1 + (weight != NULL);
    double a[GROUP + 1] = { state->before[0] }, b[GROUP + 1] = { state->before[1] };
    memcpy(a + 1, x.a + i, GROUP * sizeof *a);
    memcpy(b + 1, x.b + i, GROUP * sizeof *b);
    bar_columns from = i ? x : (bar_columns){ a + 1, b + 1, x.c, x.d };
    wide_total t[CUMULATIVE_TERMS];
    for (int k = 0; k < totals; k++) t[k] = widened(&state->of[k]);
    vec read = { 0 };
    size_t values = state->values;
    for (; i < end; i += GROUP) {
        for (int k = 0; k < inputs && s->is_far; k++) {
            fetch_soon(s->in[k] + i);
            if (s->next) fetch_of_next_block(s, s->in[k] + i);
        }
        group terms[CUMULATIVE_TERMS];
        for (int k = 0; k < GROUP_VECTORS; k++) {
            const bar_vectors v = vectors_at(&from, i + k * LANES, origin);
            read += sum_of_inputs(inputs, v);
            terms[0].part[k] = term(v);
            if (weight) terms[1].part[k] = weight(v);
        }
        from = x;
        store_group(out + i, take(t, terms, origin));
        values += GROUP;
        if (values % VALUES_A_FOLD) continue;
        for (int k = 0; k < totals; k++) {
            narrow(&state->of[k], t[k]);
            fold(&state->of[k]);
            t[k] = widened(&state->of[k]);
        }
    }
    for (int k = 0; k < totals; k++) narrow(&state->of[k], t[k]);
    state->values = values % VALUES_A_FOLD;
    state->before[0] = x.a[end - 1];
    state->before[1] = x.b[end - 1];
    return read;
}

/* Whether all that is read is finite. */
INLINE bool take_bars(const bw_step *s, int inputs, bar_term *term, bar_term *weight, bar_term *origin,
                      take_group *group, take_value *value)
{
    const cumulative_state *state = s->state;
    size_t i = 0;
    vec read = { 0 };
    for (; i < s->n && (!state->is_started || state->values % GROUP); i++)
        read[0] += take_one(s, i, inputs, term, weight, origin, value);
    const size_t end = i + (s->n - i) / GROUP * GROUP;
    if (i < end) read += take_groups(s, i, end, inputs, term, weight, group);
    for (i = end; i < s->n; i++) read[0] += take_one(s, i, inputs, term, weight, origin, value);
    return all_are_finite(read);
}

static bool is_cumulative_state(const bw_node *node, const void *state)
{
    (void)node;
    const cumulative_state *s = state;
    return s->is_started <= 1 && s->values < VALUES_A_FOLD;
}

/* An operator's two functions, and its row's fields but for the name. */
#define CUMULATIVE(row, inputs, term, weight, origin, take_group, take_value)                                                 \
    TELLING_FUNCTIONS(row, take_bars(s, inputs, term, weight, origin, take_group, take_value), row##_and_tell(s))             \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        take_one(s, i, inputs, term, weight, origin, take_value);                                                                         \
    }
#define CUMULATIVE_FIELDS(row)                                                                                                \
    .outputs = 1, .stateful = true, .state_size = sizeof(cumulative_state), .warm_up = bw_no_warm_up,                            \
    .settling = bw_never_settles, .valid = is_cumulative_state, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one
/* Of one whose results, once they are NaN, stay so, as sums and products do. */
#define LASTING_FIELDS(row) CUMULATIVE_FIELDS(row), .ends_tell = true

#endif
