/* Smoothing with a rate of each bar, y += rate[t] * (x - y). Inputs: x, rate, and what y was before the first bar, of which only that
 * bar's value is looked at; without it, the first x.
 *
 * Values are taken in groups of eight, as deviations from the group's first x, as in smooth.c. With keep = 1 - rate, base = the
 * group's first x and excess = the y before the group minus base:
 *
 *   v[0] = 0,        v[i] = rate[i] * (x[i] - base) + keep[i] * v[i - 1]
 *   q[0] = rate[0],  q[i] = rate[i] + keep[i] * q[i - 1]        1 - the product of the keeps
 *   y[i] = base + ((excess + v[i]) - excess * q[i])
 *   next excess = (excess + (v[7] + (base - next base))) - excess * q[7] */
#include "numerics.h"
#include "far_memory.h"
#include "groups.h"
#include "smooth_group.h"
#include "operator.h"

enum { SOURCE, RATE, START }; /* inputs */
enum { LOTS_IN_FLIGHT = 4 };

typedef struct {
    uint64_t is_started, open; /* open: values in the open group, 0 after a complete one */
    double base, excess, v, q; /* of the group of the newest value, and its v and q */
} smooth_by_state;

static void start(smooth_by_state *s, const bw_step *step, size_t i)
{
    s->base = step->in[step->node->inputs > START ? START : SOURCE][i];
    s->is_started = 1; /* as if a group had just ended on it */
}

static double one_value(smooth_by_state *s, double x, double rate)
{
    const bool is_first = s->open == 0;
    s->open = (s->open + 1) % GROUP;
    if (is_first) {
        s->excess = next_excess(s->excess, s->v, s->base, x, s->q);
        s->base = x;
        s->v = 0;
        s->q = rate;
    } else {
        const double keep = 1 - rate;
        s->v = (x - s->base) * rate + s->v * keep;
        s->q = rate + s->q * keep;
    }
    return s->base + ((s->excess + s->v) - s->excess * s->q);
}

/* Of the groups of a lot, the base and the last v and q: what the next lot's first group starts from. */
typedef struct {
    vec base, v, q;
} lot_end;

/* v and q of a lot of groups, in rows of which each has one value of all groups; in place of the first v, which is 0, their base. */
INLINE lot_end scan_lot(const double *x, const double *rate, double *v_row, double *q_row)
{
    const groups g = load_groups(x), r = load_groups(rate);
    const vec base = g.at[0];
    vec v = broadcast(0), q = r.at[0];
    store(v_row, base);
    store(q_row, q);
    for (int i = 1; i < GROUP; i++) {
        const vec keep = broadcast(1) - r.at[i];
        v = (g.at[i] - base) * r.at[i] + v * keep;
        q = r.at[i] + q * keep;
        store(v_row + i * LANES, v);
        store(q_row + i * LANES, q);
    }
    return (lot_end){ base, v, q };
}

INLINE vec step_between(lot_end before, lot_end now)
{
    return earlier(before.v, now.v, 1) + (earlier(before.base, now.base, 1) - now.base);
}

/* From the rows, of which those of v may be where the results go. */
INLINE void finish_lot(const double *v_row, const double *q_row, double *out, vec excess)
{
    groups y;
    const vec base = load(v_row);
    y.at[0] = base + (excess - excess * load(q_row));
    for (int i = 1; i < GROUP; i++)
        y.at[i] = base + ((excess + load(v_row + i * LANES)) - excess * load(q_row + i * LANES));
    store_groups(out, &y);
}

/* A series in the course of all_groups: its last lot, which has rooms of its own if it is not full, filled up with its last values; the
 * rows of q of the lots in flight. */
typedef struct {
    const double *x, *rate, *last_x, *last_rate;
    double *out, *last_out;
    double q[LOTS_IN_FLIGHT][LOT];
    lot_end end;
    vec step, last_q; /* of the latest lot */
} course;

INLINE void scan_next(course *c, size_t i, size_t last)
{
    const bool is_last = i == last;
    const lot_end next = scan_lot(is_last ? c->last_x : c->x + i * LOT, is_last ? c->last_rate : c->rate + i * LOT,
                                  is_last ? c->last_out : c->out + i * LOT, c->q[i % LOTS_IN_FLIGHT]);
    c->step = step_between(c->end, next);
    c->last_q = earlier(c->end.q, next.q, 1);
    c->end = next;
}

/* In the order of smooth.c. */
INLINE void all_groups(smooth_by_state *s, const double *restrict x, const double *restrict rate, double *restrict out,
                       size_t n, const bw_next_bars *next)
{
    const size_t last = (n - 1) / LOT, rest = n - last * LOT, lane = (rest - 1) / GROUP, at = (rest - 1) % GROUP;
    double room[3][LOT];
    course c;
    c.x = x;
    c.rate = rate;
    c.out = out;
    c.last_x = rest < LOT ? fill_lot(room[0], x + last * LOT, rest) : x + last * LOT;
    c.last_rate = rest < LOT ? fill_lot(room[1], rate + last * LOT, rest) : rate + last * LOT;
    c.last_out = rest < LOT ? room[2] : out + last * LOT;
    c.end = (lot_end){ broadcast(s->base), broadcast(s->v), broadcast(s->q) };
    scan_next(&c, 0, last);
    vec step = c.step, last_q = c.last_q, excess = broadcast(0);
    if (last >= 1) scan_next(&c, 1, last);
    double carried = s->excess;
    for (size_t i = 0; i < last; i++) {
        const vec known = excess;
        fetch_next(next, i * LOT, LOT);
        excess = excess_of_groups(&carried, step, last_q);
        step = c.step;
        last_q = c.last_q;
        if (i + 2 <= last) scan_next(&c, i + 2, last);
        if (i >= 1) finish_lot(out + (i - 1) * LOT, c.q[(i - 1) % LOTS_IN_FLIGHT], out + (i - 1) * LOT, known);
    }
    if (last >= 1) finish_lot(out + (last - 1) * LOT, c.q[(last - 1) % LOTS_IN_FLIGHT], out + (last - 1) * LOT, excess);
    excess = excess_of_groups(&carried, step, last_q);
    const double *q = c.q[last % LOTS_IN_FLIGHT];
    *s = (smooth_by_state){ .is_started = s->is_started,
                            .open = (at + 1) % GROUP,
                            .base = c.last_out[lane],
                            .excess = excess[lane],
                            .v = at ? c.last_out[at * LANES + lane] : 0,
                            .q = q[at * LANES + lane] };
    finish_lot(c.last_out, q, c.last_out, excess);
    if (rest < LOT) copy_values(out + last * LOT, c.last_out, rest);
}

/* On its own, so that the other stays as small as it is. */
static __attribute__((noinline)) void all_groups_while_fetching(const bw_step *step, size_t i, const bw_next_bars *next)
{
    all_groups(step->state, step->in[SOURCE] + i, step->in[RATE] + i, step->out[0] + i, step->n - i, next);
}

static void smooth_by(const bw_step *step)
{
    smooth_by_state *s = step->state;
    const double *x = step->in[SOURCE], *rate = step->in[RATE];
    double *out = step->out[0];
    size_t i = 0;
    if (step->n && !s->is_started) start(s, step, 0);
    for (; i < step->n && s->open; i++) out[i] = one_value(s, x[i], rate[i]);
    if (i == step->n) return;
    const bw_next_bars *next = next_to_fetch(step);
    if (next) all_groups_while_fetching(step, i, next);
    else all_groups(s, x + i, rate + i, out + i, step->n - i, NULL);
}

static void smooth_by_one(const bw_step *step, size_t i)
{
    smooth_by_state *s = step->state;
    if (!s->is_started) start(s, step, i);
    step->out[0][i] = one_value(s, step->in[SOURCE][i], step->in[RATE][i]);
}

/* Setting 0: the least that a rate can be. */
static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
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
    .ends_tell = true,
    .fetches_next = true,
    .state_size = sizeof(smooth_by_state),
    .settling = settling,
    .valid = valid,
    .advance = smooth_by,
    .one = smooth_by_one,
};
