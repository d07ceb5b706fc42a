/* The difference of two smoothings of money_flow_sum (cumulative.c), bit for bit as if that were a step before: in one pass, so that bars
 * come from memory while the smoothings wait for their own results. Inputs: high, low, close, volume. */
#define MOST_VECTOR_BYTES 32 /* wider ones would have every lot wait for more groups, one after the other */
#include "numerics.h"
#include "money_flow.h"
#include "smooth_difference.h"

typedef struct {
    cumulative_state sum;
    difference_state difference;
} flow_difference_state;

/* The bars of a call from where lots are taken. */
typedef struct {
    bw_step step;
    size_t first, whole; /* the bar where they begin; how many bars are in lots that a rest comes after */
    vec read;
    _Alignas(BW_CACHE_LINE) double term[2][LOT]; /* of a lot, and of the one after it */
} flow_source;

/* As prefixes, of a group in each lane. */
INLINE void prefixes_in_lanes(groups *g)
{
    for (int half = 1; half < GROUP; half *= 2)
        for (int i = 0; i < GROUP; i++)
            if (i & half) g->at[i] = g->at[(i & -half) - 1] + g->at[i];
}

/* What add_group and fold make of its groups one after the other. Only whole lots came before, so that a fold ends one. */
INLINE void add_lot(cumulative_state *s, groups *term)
{
    cumulative_total *t = &s->of[0];
    const vec total = broadcast(t->total);
    double rest[LANES];
    prefixes_in_lanes(term);
    for (int k = 0; k < LANES; k++) {
        rest[k] = t->rest;
        t->rest = t->rest + term->at[GROUP - 1][k];
    }
    const vec rests = from_lanes(rest);
    for (int i = 0; i < GROUP; i++) term->at[i] = total + (rests + term->at[i]);
    s->values = (s->values + LOT) % VALUES_A_FOLD;
    if (s->values == 0) fold(t);
}

INLINE double *terms_of_lot(flow_source *f, size_t from)
{
    return f->term[from / LOT % 2];
}

INLINE void take_terms(flow_source *f, size_t from)
{
    const bar_columns x = columns_of(&f->step);
    double *term = terms_of_lot(f, from);
    vec read = f->read;
    for (size_t k = 0; k < LOT; k += LANES) {
        const size_t i = f->first + from + k;
        const bar_vectors v = { .a = load(x.a + i), .b = load(x.b + i), .c = load(x.c + i), .d = load(x.d + i) };
        read += sum_of_inputs(CUMULATIVE_INPUTS, v);
        store(term + k, money_flow(v));
    }
    f->read = read;
}

/* Its terms were taken a lot ago: to load what was stored a moment ago may have to wait. */
INLINE groups lot_of_flow(void *source, size_t from)
{
    flow_source *f = source;
    if (from + LOT < f->whole) take_terms(f, from + LOT);
    groups g = load_groups(terms_of_lot(f, from));
    add_lot(f->step.state, &g);
    return g;
}

/* By way of where the results will be. */
INLINE groups rest_of_flow(void *source, size_t from, size_t rest)
{
    flow_source *f = source;
    double room[LOT];
    const size_t first = f->first + from, end = first + rest / GROUP * GROUP;
    const double *sum = f->step.out[0] + first;
    if (first < end) f->read += take_groups(&f->step, first, end, CUMULATIVE_INPUTS, money_flow, NULL, sum_of_group);
    for (size_t i = end; i < first + rest; i++)
        f->read[0] += take_one(&f->step, i, CUMULATIVE_INPUTS, money_flow, NULL, NULL, sum_of_value);
    return load_groups(rest < LOT ? fill_lot(room, sum, rest) : sum);
}

INLINE double take_bar(const bw_step *step, size_t i)
{
    flow_difference_state *s = step->state;
    const double read = take_one(step, i, CUMULATIVE_INPUTS, money_flow, NULL, NULL, sum_of_value);
    step->out[0][i] = difference_of_value(&s->difference, step->out[0][i], tables_of(step));
    return read;
}

static void money_flow_difference_one(const bw_step *step, size_t i)
{
    take_bar(step, i);
}

static bool money_flow_difference_and_tell(const bw_step *step)
{
    flow_difference_state *s = step->state;
    flow_source source;
    size_t i = 0;
    source.step = *step;
    source.read = broadcast(0);
    for (; i < step->n && (!s->sum.is_started || s->sum.values % LOT); i++) source.read[0] += take_bar(step, i);
    if (i < step->n) {
        source.first = i;
        source.whole = (step->n - i - 1) / LOT * LOT;
        if (source.whole) take_terms(&source, 0);
        difference_of_groups(&s->difference, &source, lot_of_flow, rest_of_flow, step->out[0] + i, step->n - i,
                             tables_of(step), NULL);
    }
    return all_are_finite(source.read);
}

static void money_flow_difference(const bw_step *step)
{
    money_flow_difference_and_tell(step);
}

static bool valid(const bw_node *node, const void *state)
{
    const flow_difference_state *s = state;
    return is_cumulative_state(node, &s->sum) && is_difference_state(&s->difference)
           && s->sum.is_started == s->difference.is_started && s->sum.values % GROUP == s->difference.chain[0].open;
}

const bw_operator BW_ROW(money_flow_difference) = {
    .name = "money_flow_difference",
    .outputs = 1,
    .stateful = true,
    .ends_tell = true,
    .state_size = sizeof(flow_difference_state),
    .warm_up = bw_no_warm_up,
    .settling = bw_never_settles,
    .valid = valid,
    .advance = money_flow_difference,
    .advance_and_tell = money_flow_difference_and_tell,
    .one = money_flow_difference_one,
};
