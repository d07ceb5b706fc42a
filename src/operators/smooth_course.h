/* smooth_course.h: a smoothing of series side by side, at one rate, from the start of a group on (smooth.c has the formulas). */
#ifndef BW_SMOOTH_COURSE_H
#define BW_SMOOTH_COURSE_H

#include "groups.h"
#include "smooth_group.h"
#include "smooth_lot.h"

enum { MOST_SERIES = 2 }; /* side by side */

/* Of the newest value: how many there are in its group, 0 after a complete one; the group's base and excess; its v. */
typedef struct {
    uint64_t open;
    double base, excess, v;
} group_chain;

/* The results in the place of the rows. */
INLINE void store_lot(double *row, vec excess, const smooth_table *t)
{
    const groups y = finished_lot(row, excess, t);
    store_groups(row, &y);
}

/* A series in the course of all_groups: its last lot, which has a room of its own if it is not full, filled up with its last value. */
typedef struct {
    const double *x, *last_x;
    double *out, *last_out;
    lot_end end;
    vec step, next_step, excess;
    double carried;
} course;

/* Lot i, whose rows wait where its results go. */
INLINE void scan_next(course *c, size_t i, size_t last, const smooth_table *t)
{
    const groups g = load_groups(i < last ? c->x + i * LOT : c->last_x);
    const lot_end next = scan_lot(&g, i < last ? c->out + i * LOT : c->last_out, t);
    c->next_step = step_between(c->end, next);
    c->end = next;
}

/* Groups from the start of one on, of series side by side. While the excess of one lot is found, which is a chain of small steps, the lot
 * after the next is scanned and the one before is finished: machines do not find so much to do in between by themselves. */
INLINE void all_groups(course *c, group_chain *const *chain, int series, size_t n, const smooth_table *table)
{
    const smooth_table t = *table;
    const vec lost = broadcast(t.lost);
    const size_t last = (n - 1) / LOT, rest = n - last * LOT, lane = (rest - 1) / GROUP, at = (rest - 1) % GROUP;
    double room[MOST_SERIES][2][LOT];
    for (int k = 0; k < series; k++) {
        const double *last_x = c[k].x + last * LOT;
        c[k].last_x = rest < LOT ? fill_lot(room[k][0], last_x, rest) : last_x;
        c[k].last_out = rest < LOT ? room[k][1] : c[k].out + last * LOT;
        c[k].end = (lot_end){ broadcast(chain[k]->base), broadcast(chain[k]->v) };
        c[k].carried = chain[k]->excess;
        c[k].excess = broadcast(0);
        scan_next(&c[k], 0, last, &t);
        c[k].step = c[k].next_step;
        if (last >= 1) scan_next(&c[k], 1, last, &t);
    }
    for (size_t i = 0; i < last; i++) {
        vec known[MOST_SERIES];
        for (int k = 0; k < series; k++) {
            known[k] = c[k].excess;
            c[k].excess = excess_of_groups(&c[k].carried, c[k].step, lost);
            c[k].step = c[k].next_step;
        }
        for (int k = 0; k < series; k++) {
            if (i + 2 <= last) scan_next(&c[k], i + 2, last, &t);
            if (i >= 1) store_lot(c[k].out + (i - 1) * LOT, known[k], &t);
        }
    }
    for (int k = 0; k < series; k++) {
        const vec known = c[k].excess, excess = excess_of_last_groups(&c[k].carried, c[k].step, lost, lane);
        if (last >= 1) store_lot(c[k].out + (last - 1) * LOT, known, &t);
        *chain[k] = (group_chain){ .open = (at + 1) % GROUP,
                                   .base = c[k].last_out[lane],
                                   .excess = excess[lane],
                                   .v = at ? c[k].last_out[at * LANES + lane] : 0 };
        store_lot(c[k].last_out, excess, &t);
        if (rest < LOT) copy_values(c[k].out + last * LOT, c[k].last_out, rest);
    }
}

INLINE void all_groups_of_one(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                              const smooth_table *t)
{
    course c[1] = { { .x = x, .out = out } };
    all_groups(c, &chain, 1, n, t);
}

INLINE void all_groups_of_two(const double *restrict x0, const double *restrict x1, double *restrict out0,
                              double *restrict out1, group_chain *const *chain, size_t n, const smooth_table *t)
{
    course c[MOST_SERIES] = { { .x = x0, .out = out0 }, { .x = x1, .out = out1 } };
    all_groups(c, chain, 2, n, t);
}

/* The same by vectors of four at most (smooth_short.c): of few values there are so few lots of the widest vectors that one waits for
 * each. */
void BW_ROW(short_groups_of_one)(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                                 const smooth_table *t);
void BW_ROW(short_groups_of_two)(const double *restrict x0, const double *restrict x1, double *restrict out0,
                                 double *restrict out1, group_chain *const *chain, size_t n, const smooth_table *t);

/* Is that quicker? */
INLINE bool is_short(size_t n)
{
    enum { SHORT_LANES = 4, LONGEST_SHORT = 160 };
    return (int)LANES > SHORT_LANES && n <= LONGEST_SHORT;
}

#endif
