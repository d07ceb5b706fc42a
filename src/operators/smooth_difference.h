/* smooth_difference.h: the difference of two smoothings of one series that start from its first value, y += rate * (x - y) at two
 * rates, each computed as in smooth.c: what the two have in common is done once, and neither is stored. */
#ifndef BW_SMOOTH_DIFFERENCE_H
#define BW_SMOOTH_DIFFERENCE_H

#include "operator.h"
#include "smooth_course.h"

enum { BOTH = 2, LOTS_IN_FLIGHT = 4 };

typedef struct {
    uint64_t is_started;
    group_chain chain[BOTH]; /* of each smoothing */
} difference_state;

INLINE const smooth_table *tables_of(const bw_step *step)
{
    return (const smooth_table *)step->table;
}

/* The first value, as if a group had just ended on it, has no difference. */
INLINE double difference_of_value(difference_state *s, double x, const smooth_table *t)
{
    if (s->is_started) {
        const double first = one_value(&s->chain[0], x, &t[0]);
        return first - one_value(&s->chain[1], x, &t[1]);
    }
    s->is_started = 1;
    for (int k = 0; k < BOTH; k++) s->chain[k].base = x;
    return 0;
}

/* Each smoothing's rows of the lots in flight, and of the latest how it ends and steps. */
typedef struct {
    double row[BOTH][LOTS_IN_FLIGHT][LOT];
    lot_end end[BOTH];
    vec step[BOTH], next_step[BOTH], excess[BOTH];
} lots_in_flight;

INLINE void scan_both(lots_in_flight *f, size_t lot, groups g, const lot_table *t)
{
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

/* Where values come from: each lot of them in turn, and at the end the rest, as many as a lot has at most, filled up. */
typedef groups next_lot(void *source, size_t from);
typedef groups last_lot(void *source, size_t from, size_t rest);

/* n values from the start of a group on, as in smooth.c. The source may write where results have yet to come. */
INLINE void difference_of_groups(difference_state *s, void *source, next_lot *take_lot, last_lot *take_rest,
                                 double *out, size_t n, const smooth_table *tables, const bw_next_bars *next)
{
    const lot_table t[BOTH] = { in_lanes(&tables[0]), in_lanes(&tables[1]) };
    const size_t last = (n - 1) / LOT, rest = n - last * LOT;
    double room[LOT], carried[BOTH] = { s->chain[0].excess, s->chain[1].excess };
    lots_in_flight f;
    for (int k = 0; k < BOTH; k++) {
        f.end[k] = (lot_end){ broadcast(s->chain[k].base), broadcast(s->chain[k].sum * tables[k].kept[GROUP - 1]) };
        f.excess[k] = broadcast(0);
    }
    scan_both(&f, 0, last ? take_lot(source, 0) : take_rest(source, 0, rest), t);
    for (int k = 0; k < BOTH; k++) f.step[k] = f.next_step[k];
    if (last >= 1) scan_both(&f, 1, last > 1 ? take_lot(source, LOT) : take_rest(source, LOT, rest), t);
    for (size_t i = 0; i < last; i++) {
        const vec known[BOTH] = { f.excess[0], f.excess[1] };
        fetch_next(next, i * LOT, LOT);
        for (int k = 0; k < BOTH; k++) {
            f.excess[k] = excess_of_groups(&carried[k], f.step[k], broadcast(tables[k].lost));
            f.step[k] = f.next_step[k];
        }
        if (i + 2 < last) scan_both(&f, i + 2, take_lot(source, (i + 2) * LOT), t);
        if (i + 2 == last) scan_both(&f, i + 2, take_rest(source, (i + 2) * LOT, rest), t);
        if (i >= 1) store_difference(&f, i - 1, known, out + (i - 1) * LOT, t);
    }
    if (last >= 1) store_difference(&f, last - 1, f.excess, out + (last - 1) * LOT, t);
    for (int k = 0; k < BOTH; k++) f.excess[k] = excess_of_groups(&carried[k], f.step[k], broadcast(tables[k].lost));
    for (int k = 0; k < BOTH; k++)
        s->chain[k] = chain_after(f.row[k][last % LOTS_IN_FLIGHT], f.excess[k], (rest - 1) / GROUP, (rest - 1) % GROUP);
    store_difference(&f, last, f.excess, rest < LOT ? room : out + last * LOT, t);
    if (rest < LOT) memcpy(out + last * LOT, room, rest * sizeof *out);
}

INLINE bool is_difference_state(const difference_state *s)
{
    return s->is_started <= 1 && s->chain[0].open < GROUP && s->chain[1].open == s->chain[0].open;
}

#endif
