/* A recursive section of order 1 or 2, of which filters of any order are made:
 *
 *   y = gain u + sum y[t-1] - product y[t-2]        sum and product of its two poles, of which one may be 0
 *
 * where u is the mean of x and x[t-1], the first or the second difference of x (setting 0). A mean is what y tends to, so its gain is
 * 1 - sum + product. The first values, as many as setting 1 says, are those of the second input; before them all is as the first of them
 * says, or, if there are none, 0. Setting 2: how far the poles are from the unit circle.
 *
 * Values are taken in groups of eight counted from the first that is computed. With base = the group's first mean, or 0 for differences,
 * excess = the y before the group minus base, step = that y minus the one before it:
 *
 *   v[i] = (gain (u[i] - base) + sum v[i-1]) - product v[i-2]          with nothing before the group
 *   y[i] = base + ((v[i] + excess kept[i]) + step swing[i])
 *
 * and only excess and step go on from group to group. Deviations from the base make a constant exactly constant and keep the error small
 * for poles near 1. An excess or a step below 2^-960 becomes 0. */
#include "numerics.h"
#include "operator.h"
#include "section_table.h"
#include "smooth_group.h"

enum { SOURCE, FIRST }; /* inputs */

typedef struct {
    uint64_t given, open; /* values that were given; values in the open group */
    double older[2];      /* x[t-1], x[t-2] */
    double base, excess, step;
    double v[2]; /* of the latest two values of a group */
} section_state;

static bw_section_kind kind_of(const bw_node *node)
{
    return (bw_section_kind)node->setting[0];
}

static uint64_t given_values(const bw_node *node)
{
    return (uint64_t)node->setting[1];
}

/* Of a first difference there is one pole: its product and so all that follows from a step are 0. */
INLINE bool has_two_poles(bw_section_kind kind)
{
    return kind != SECTION_FIRST_DIFFERENCE;
}

INLINE double result_one(bw_section_kind kind, double base, double v, double excess, double step)
{
    return base + (has_two_poles(kind) ? (v + excess) + step : v + excess);
}

INLINE vec result(bw_section_kind kind, vec base, vec v, vec excess, vec step)
{
    return base + (has_two_poles(kind) ? (v + excess) + step : v + excess);
}

typedef struct {
    double excess, step;
} carry;

/* From a group to the next: `to_base` leads from what is left of its own v to the new base; `last_step` is the last one of v. */
INLINE carry next_carry(carry c, double to_base, double last_step, bw_section_kind kind, const bw_section_table *t)
{
    if (!has_two_poles(kind)) return (carry){ dropped_if_least((c.excess + to_base) - c.excess * t->lost), 0 };
    const double excess = ((c.excess + to_base) + c.step * t->swing[GROUP - 1]) - c.excess * t->lost;
    const double step = (last_step + c.step * t->swing_at_last) - c.excess * t->lost_at_last;
    return (carry){ dropped_if_least(excess), dropped_if_least(step) };
}

static double input_of(bw_section_kind kind, double x, double x1, double x2)
{
    return kind == SECTION_MEAN ? (x + x1) * 0.5 : kind == SECTION_FIRST_DIFFERENCE ? x - x1 : (x - x1) - (x1 - x2);
}

static double one_value(section_state *s, double x, bw_section_kind kind, const bw_section_table *t)
{
    const uint64_t i = s->open;
    const double u = input_of(kind, x, s->older[0], s->older[1]);
    if (i == 0) {
        const double base = kind == SECTION_MEAN ? u : 0;
        const carry c =
            next_carry((carry){ s->excess, s->step }, s->v[0] + (s->base - base), s->v[0] - s->v[1], kind, t);
        s->base = base;
        s->excess = c.excess;
        s->step = c.step;
    }
    double v = (u - s->base) * t->gain;
    if (i >= 1) v = v + s->v[0] * t->sum;
    if (i >= 2 && has_two_poles(kind)) v = v - s->v[1] * t->product;
    s->v[1] = s->v[0];
    s->v[0] = v;
    s->older[1] = s->older[0];
    s->older[0] = x;
    s->open = (i + 1) % GROUP;
    return result_one(kind, s->base, v, s->excess * t->kept[i], s->step * t->swing[i]);
}

/* As if a group had just ended on it. */
static double given_value(section_state *s, double x, double first)
{
    const bool is_first = s->given == 0;
    s->older[1] = is_first ? x : s->older[0];
    s->older[0] = x;
    s->v[1] = is_first ? 0 : s->base - first;
    s->base = first;
    s->given++;
    return first;
}

INLINE vec input(bw_section_kind kind, vec x, vec x1, vec x2)
{
    if (kind == SECTION_MEAN) return (x + x1) * broadcast(0.5);
    return kind == SECTION_FIRST_DIFFERENCE ? x - x1 : (x - x1) - (x1 - x2);
}

/* What a lot leaves to the next: its last values, its bases, and its last two v. */
typedef struct {
    vec x1, x2, base, v1, v2;
} lot_end;

/* A lot on its way: v and base of its groups, and what leads to each from the group before. */
typedef struct {
    vec v[GROUP], base, to_base, last_step;
} section_lot;

INLINE lot_end scan_lot(const double *x, lot_end before, bw_section_kind kind, const bw_section_table *t,
                        section_lot *lot)
{
    const groups g = load_groups(x);
    vec x1 = earlier(before.x1, g.at[GROUP - 1], 1), x2 = earlier(before.x2, g.at[GROUP - 2], 1), base = { 0 },
        *v = lot->v;
    for (int i = 0; i < GROUP; i++) {
        const vec u = input(kind, g.at[i], x1, x2);
        if (i == 0 && kind == SECTION_MEAN) base = u;
        v[i] = (u - base) * broadcast(t->gain);
        if (i >= 1) v[i] = v[i] + v[i - 1] * broadcast(t->sum);
        if (i >= 2 && has_two_poles(kind)) v[i] = v[i] - v[i - 2] * broadcast(t->product);
        x2 = x1;
        x1 = g.at[i];
    }
    const vec v1 = earlier(before.v1, v[GROUP - 1], 1);
    lot->base = base;
    lot->to_base = v1 + (earlier(before.base, base, 1) - base);
    lot->last_step = v1 - earlier(before.v2, v[GROUP - 2], 1);
    return (lot_end){ g.at[GROUP - 1], g.at[GROUP - 2], base, v[GROUP - 1], v[GROUP - 2] };
}

/* What the groups of a lot start from. */
typedef struct {
    vec excess, step;
} lot_carry;

INLINE lot_carry carry_through(carry *c, const section_lot *lot, bw_section_kind kind, const bw_section_table *t)
{
    double excess[LANES], step[LANES];
    for (int g = 0; g < LANES; g++) {
        *c = next_carry(*c, lot->to_base[g], lot->last_step[g], kind, t);
        excess[g] = c->excess;
        step[g] = c->step;
    }
    return (lot_carry){ from_lanes(excess), from_lanes(step) };
}

INLINE void finish_lot(const section_lot *lot, lot_carry c, bw_section_kind kind, const bw_section_table *t,
                       double *out)
{
    groups y;
    for (int k = 0; k < GROUP; k++)
        y.at[k] = result(kind, lot->base, lot->v[k], c.excess * broadcast(t->kept[k]), c.step * broadcast(t->swing[k]));
    store_groups(out, &y);
}

static lot_end end_of(const section_state *s)
{
    return (lot_end){ broadcast(s->older[0]), broadcast(s->older[1]), broadcast(s->base), broadcast(s->v[0]),
                      broadcast(s->v[1]) };
}

/* In the order of smooth_course.h: while what one lot starts from is found, the lot after the next is scanned and the one before is
 * finished. */
INLINE void whole_lots(section_state *s, const double *restrict x, double *restrict out, size_t n, bw_section_kind kind,
                       const bw_section_table *table)
{
    enum { LOTS_IN_FLIGHT = 4 };
    const bw_section_table t = *table;
    const size_t lots = n / LOT;
    section_lot lot[LOTS_IN_FLIGHT];
    carry c = { s->excess, s->step };
    lot_carry known = { { 0 }, { 0 } };
    lot_end end = scan_lot(x, end_of(s), kind, &t, &lot[0]);
    if (lots > 1) end = scan_lot(x + LOT, end, kind, &t, &lot[1]);
    for (size_t i = 0; i < lots; i++) {
        const lot_carry before = known;
        known = carry_through(&c, &lot[i % LOTS_IN_FLIGHT], kind, &t);
        if (i + 2 < lots) end = scan_lot(x + (i + 2) * LOT, end, kind, &t, &lot[(i + 2) % LOTS_IN_FLIGHT]);
        if (i > 0) finish_lot(&lot[(i - 1) % LOTS_IN_FLIGHT], before, kind, &t, out + (i - 1) * LOT);
    }
    finish_lot(&lot[(lots - 1) % LOTS_IN_FLIGHT], known, kind, &t, out + (lots - 1) * LOT);
    *s = (section_state){ .given = s->given,
                          .older = { end.x1[LANES - 1], end.x2[LANES - 1] },
                          .base = end.base[LANES - 1],
                          .excess = c.excess,
                          .step = c.step,
                          .v = { end.v1[LANES - 1], end.v2[LANES - 1] } };
}

/* Fewer values than a lot. */
INLINE void part_of_lot(section_state *s, const double *x, double *out, size_t n, bw_section_kind kind,
                        const bw_section_table *t)
{
    double room[LOT], rows[LOT];
    section_lot lot;
    carry c = { s->excess, s->step };
    scan_lot(fill_lot(room, x, n), end_of(s), kind, t, &lot);
    const lot_carry all = carry_through(&c, &lot, kind, t);
    const size_t lane = (n - 1) / GROUP, at = (n - 1) % GROUP;
    for (int k = 0; k < GROUP; k++) store(rows + k * LANES, lot.v[k]);
    *s = (section_state){ .given = s->given,
                          .open = (at + 1) % GROUP,
                          .older = { x[n - 1], n >= 2 ? x[n - 2] : s->older[0] },
                          .base = lot.base[lane],
                          .excess = all.excess[lane],
                          .step = all.step[lane],
                          .v = { rows[at * LANES + lane], at ? rows[(at - 1) * LANES + lane] : 0 } };
    finish_lot(&lot, all, kind, t, room);
    memcpy(out, room, n * sizeof *out);
}

INLINE void section_of(const bw_step *step, bw_section_kind kind)
{
    section_state *s = step->state;
    const bw_section_table *t = (const bw_section_table *)step->table;
    const double *x = step->in[SOURCE];
    double *out = step->out[0];
    size_t i = 0;
    for (; i < step->n && s->given < given_values(step->node); i++) out[i] = given_value(s, x[i], step->in[FIRST][i]);
    for (; i < step->n && s->open; i++) out[i] = one_value(s, x[i], kind, t);
    const size_t whole = (step->n - i) / LOT * LOT;
    if (whole) whole_lots(s, x + i, out + i, whole, kind, t);
    i += whole;
    if (i < step->n) part_of_lot(s, x + i, out + i, step->n - i, kind, t);
}

static void section(const bw_step *s)
{
    switch (kind_of(s->node)) {
    case SECTION_MEAN: section_of(s, SECTION_MEAN); return;
    case SECTION_FIRST_DIFFERENCE: section_of(s, SECTION_FIRST_DIFFERENCE); return;
    case SECTION_SECOND_DIFFERENCE: section_of(s, SECTION_SECOND_DIFFERENCE); return;
    }
}

static void section_one(const bw_step *step, size_t i)
{
    section_state *s = step->state;
    const double x = step->in[SOURCE][i];
    step->out[0][i] = s->given < given_values(step->node)
                          ? given_value(s, x, step->in[FIRST][i])
                          : one_value(s, x, kind_of(step->node), (const bw_section_table *)step->table);
}

/* Two poles near to each other fade later than one, by a factor that grows with the bars. */
static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
    const double rate = node->setting[2];
    return given_values(node) + settling_bars(rate, tolerance / (64 * (double)settling_bars(rate, tolerance)));
}

static bool valid(const bw_node *node, const void *state)
{
    const section_state *s = state;
    return s->given <= given_values(node) && s->open < GROUP && (s->open == 0 || s->given == given_values(node));
}

const bw_operator BW_ROW(section) = {
    .name = "section",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(section_state),
    .warm_up = bw_no_warm_up,
    .settling = settling,
    .valid = valid,
    .advance = section,
    .one = section_one,
};
