/* The difference of two smoothings of one series that start from its first value, y += rate * (x - y) at two rates, each computed as
 * in smooth.c: what the two have in common is done once, and neither is stored. */
#include "numerics.h"
#include "operator.h"
#include "smooth_course.h"

enum { BOTH = 2, LOTS_IN_FLIGHT = 4 };

typedef struct {
    uint64_t is_started;
    group_chain chain[BOTH]; /* of each smoothing */
} difference_state;

static const smooth_table *tables_of(const bw_step *step)
{
    return (const smooth_table *)step->table;
}

/* As if a group had just ended on it. */
static double start(difference_state *s, double x)
{
    s->is_started = 1;
    for (int k = 0; k < BOTH; k++) s->chain[k].base = x;
    return 0;
}

static void smooth_difference_one(const bw_step *step, size_t i)
{
    difference_state *s = step->state;
    const smooth_table *t = tables_of(step);
    const double x = step->in[0][i];
    if (!s->is_started) {
        step->out[0][i] = start(s, x);
        return;
    }
    const double first = one_value(&s->chain[0], x, &t[0]);
    step->out[0][i] = first - one_value(&s->chain[1], x, &t[1]);
}

/* Each smoothing's rows of the lots in flight, and of the latest how it ends and steps. */
typedef struct {
    double row[BOTH][LOTS_IN_FLIGHT][LOT];
    lot_end end[BOTH];
    vec step[BOTH], next_step[BOTH], excess[BOTH];
} lots_in_flight;

INLINE void scan_both(lots_in_flight *f, size_t lot, const double *x, const lot_table *t)
{
    const groups g = load_groups(x);
    for (int k = 0; k < BOTH; k++) {
        const lot_end next = scan_lot(&g, f->row[k][lot % LOTS_IN_FLIGHT], &t[k]);
        f->next_step[k] = step_between(f->end[k], next);
        f->end[k] = next;
    }
}

INLINE void store_difference(const lots_in_flight *f, size_t lot, const vec *excess, double *out, const lot_table *t)
{
    const groups first = finished_lot(f->row[0][lot % LOTS_IN_FLIGHT], excess[0], &t[0]);
    groups y = finished_lot(f->row[1][lot % LOTS_IN_FLIGHT], excess[1], &t[1]);
    for (int i = 0; i < GROUP; i++) y.at[i] = first.at[i] - y.at[i];
    store_groups(out, &y);
}

/* Groups from the start of one on, as in smooth.c. */
INLINE void groups_of_both(difference_state *s, const double *restrict x, double *restrict out, size_t n,
                           const smooth_table *tables, const bw_next_bars *next)
{
    const lot_table t[BOTH] = { in_lanes(&tables[0]), in_lanes(&tables[1]) };
    const size_t last = (n - 1) / LOT, rest = n - last * LOT;
    double room[LOT], carried[BOTH] = { s->chain[0].excess, s->chain[1].excess };
    const double *last_x = rest < LOT ? fill_lot(room, x + last * LOT, rest) : x + last * LOT;
    lots_in_flight f;
    for (int k = 0; k < BOTH; k++) {
        f.end[k] = (lot_end){ broadcast(s->chain[k].base), broadcast(s->chain[k].sum * tables[k].kept[GROUP - 1]) };
        f.excess[k] = broadcast(0);
    }
    scan_both(&f, 0, last ? x : last_x, t);
    for (int k = 0; k < BOTH; k++) f.step[k] = f.next_step[k];
    if (last >= 1) scan_both(&f, 1, last > 1 ? x + LOT : last_x, t);
    for (size_t i = 0; i < last; i++) {
        const vec known[BOTH] = { f.excess[0], f.excess[1] };
        fetch_next(next, i * LOT, LOT);
        for (int k = 0; k < BOTH; k++) {
            f.excess[k] = excess_of_groups(&carried[k], f.step[k], broadcast(tables[k].lost));
            f.step[k] = f.next_step[k];
        }
        if (i + 2 <= last) scan_both(&f, i + 2, i + 2 < last ? x + (i + 2) * LOT : last_x, t);
        if (i >= 1) store_difference(&f, i - 1, known, out + (i - 1) * LOT, t);
    }
    if (last >= 1) store_difference(&f, last - 1, f.excess, out + (last - 1) * LOT, t);
    for (int k = 0; k < BOTH; k++) f.excess[k] = excess_of_groups(&carried[k], f.step[k], broadcast(tables[k].lost));
    for (int k = 0; k < BOTH; k++)
        s->chain[k] = chain_after(f.row[k][last % LOTS_IN_FLIGHT], f.excess[k], (rest - 1) / GROUP, (rest - 1) % GROUP);
    store_difference(&f, last, f.excess, rest < LOT ? room : out + last * LOT, t);
    if (rest < LOT) memcpy(out + last * LOT, room, rest * sizeof *out);
}

static void smooth_difference(const bw_step *step)
{
    difference_state *s = step->state;
    size_t i = 0;
    for (; i < step->n && (!s->is_started || s->chain[0].open); i++) smooth_difference_one(step, i);
    if (i == step->n) return;
    const bw_next_bars *next = next_to_fetch(step);
    if (next) groups_of_both(s, step->in[0] + i, step->out[0] + i, step->n - i, tables_of(step), next);
    else groups_of_both(s, step->in[0] + i, step->out[0] + i, step->n - i, tables_of(step), NULL);
}

/* Settings: the rates. */
static size_t settling(const bw_node *node, uint32_t output, double tolerance)
{
    (void)output;
    const double *rate = node->setting;
    return settling_bars(rate[0] < rate[1] ? rate[0] : rate[1], tolerance);
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    const difference_state *s = state;
    return s->is_started <= 1 && s->chain[0].open < GROUP && s->chain[1].open == s->chain[0].open;
}

const bw_operator BW_ROW(smooth_difference) = {
    .name = "smooth_difference",
    .outputs = 1,
    .stateful = true,
    .last_tells = true,
    .fetches_next = true,
    .state_size = sizeof(difference_state),
    .warm_up = bw_no_warm_up,
    .settling = settling,
    .valid = valid,
    .advance = smooth_difference,
    .one = smooth_difference_one,
};
