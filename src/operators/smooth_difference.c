/* The difference of two smoothings of one series that start from its first value, y += rate * (x - y) at two rates, each computed as
 * in smooth.c: what the two have in common is done once, and neither is stored. */
#include "numerics.h"
#include "smooth_group.h"
#include "smooth_lot.h"
#include "operator.h"

enum { BOTH = 2, LOTS_IN_FLIGHT = 4 };

typedef struct {
    uint64_t is_started, open;      /* open: values in the open group, 0 after a complete one */
    double base;                    /* of the group of the newest value */
    double excess[BOTH], sum[BOTH]; /* of each smoothing */
} difference_state;

static const smooth_table *tables_of(const bw_step *step)
{
    return (const smooth_table *)step->table;
}

static double start(difference_state *s, double x)
{
    s->is_started = 1;
    s->base = x; /* as if a group had just ended on it */
    return 0;
}

/* The value of one smoothing, x being the i-th of its group. */
static double one_value(difference_state *s, int k, uint64_t i, double x, double base_before, const smooth_table *t)
{
    if (i == 0) {
        s->excess[k] = next_excess(s->excess[k], s->sum[k] * t->kept[GROUP - 1], base_before, x, t->lost);
        s->sum[k] = -0.0;
    }
    s->sum[k] += (x - s->base) * t->gain[i];
    return s->base + (s->sum[k] + s->excess[k] * t->keep) * t->kept[i];
}

static void smooth_difference_one(const bw_step *step, size_t i)
{
    difference_state *s = step->state;
    const double x = step->in[0][i], base_before = s->base;
    if (!s->is_started) {
        step->out[0][i] = start(s, x);
        return;
    }
    const uint64_t place = s->open;
    s->open = (place + 1) % GROUP;
    if (place == 0) s->base = x;
    const double first = one_value(s, 0, place, x, base_before, &tables_of(step)[0]);
    step->out[0][i] = first - one_value(s, 1, place, x, base_before, &tables_of(step)[1]);
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

/* What is left of the last lot, whose newest value is `at` in the group of that lane. */
static void keep_end(difference_state *s, const lots_in_flight *f, size_t lot, size_t lane, size_t at)
{
    const double *row = f->row[0][lot % LOTS_IN_FLIGHT];
    s->base = row[lane];
    s->open = (at + 1) % GROUP;
    for (int k = 0; k < BOTH; k++) {
        s->sum[k] = at ? f->row[k][lot % LOTS_IN_FLIGHT][at * LANES + lane] : -0.0;
        s->excess[k] = f->excess[k][lane];
    }
}

/* Groups from the start of one on, as in smooth.c. */
static void all_groups(difference_state *s, const double *restrict x, double *restrict out, size_t n,
                       const smooth_table *tables)
{
    const lot_table t[BOTH] = { in_lanes(&tables[0]), in_lanes(&tables[1]) };
    const size_t last = (n - 1) / LOT, rest = n - last * LOT;
    double room[LOT], carried[BOTH] = { s->excess[0], s->excess[1] };
    const double *last_x = rest < LOT ? fill_lot(room, x + last * LOT, rest) : x + last * LOT;
    lots_in_flight f;
    for (int k = 0; k < BOTH; k++) {
        f.end[k] = (lot_end){ broadcast(s->base), broadcast(s->sum[k] * tables[k].kept[GROUP - 1]) };
        f.excess[k] = broadcast(0);
    }
    scan_both(&f, 0, last ? x : last_x, t);
    for (int k = 0; k < BOTH; k++) f.step[k] = f.next_step[k];
    if (last >= 1) scan_both(&f, 1, last > 1 ? x + LOT : last_x, t);
    for (size_t i = 0; i < last; i++) {
        const vec known[BOTH] = { f.excess[0], f.excess[1] };
        for (int k = 0; k < BOTH; k++) {
            f.excess[k] = excess_of_groups(&carried[k], f.step[k], broadcast(tables[k].lost));
            f.step[k] = f.next_step[k];
        }
        if (i + 2 <= last) scan_both(&f, i + 2, i + 2 < last ? x + (i + 2) * LOT : last_x, t);
        if (i >= 1) store_difference(&f, i - 1, known, out + (i - 1) * LOT, t);
    }
    if (last >= 1) store_difference(&f, last - 1, f.excess, out + (last - 1) * LOT, t);
    for (int k = 0; k < BOTH; k++) f.excess[k] = excess_of_groups(&carried[k], f.step[k], broadcast(tables[k].lost));
    keep_end(s, &f, last, (rest - 1) / GROUP, (rest - 1) % GROUP);
    store_difference(&f, last, f.excess, rest < LOT ? room : out + last * LOT, t);
    if (rest < LOT) memcpy(out + last * LOT, room, rest * sizeof *out);
}

static void smooth_difference(const bw_step *step)
{
    difference_state *s = step->state;
    size_t i = 0;
    for (; i < step->n && (!s->is_started || s->open); i++) smooth_difference_one(step, i);
    if (i < step->n) all_groups(s, step->in[0] + i, step->out[0] + i, step->n - i, tables_of(step));
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
    return s->is_started <= 1 && s->open < GROUP;
}

const bw_operator BW_ROW(smooth_difference) = {
    .name = "smooth_difference",
    .outputs = 1,
    .stateful = true,
    .last_tells = true,
    .state_size = sizeof(difference_state),
    .warm_up = bw_no_warm_up,
    .settling = settling,
    .valid = valid,
    .advance = smooth_difference,
    .one = smooth_difference_one,
};
