/* smooth_course.h: a smoothing at one rate from the start of a group on (smooth.c has the formulas). */
#ifndef BW_SMOOTH_COURSE_H
#define BW_SMOOTH_COURSE_H

#include "choice.h"
#include "far_memory.h"
#include "groups.h"
#include "smooth_group.h"
#include "smooth_lot.h"

/* Of the newest value: how many there are in its group, 0 after a complete one; the group's base and excess; its sum. */
typedef struct {
    uint64_t open;
    double base, excess, sum;
} group_chain;

/* Without jumps, since the machine would guess wrong where groups begin. */
static inline double one_value(group_chain *s, double x, const smooth_table *t)
{
    static const int64_t first[2 * GROUP] = { -1 };
    const uint64_t i = s->open;
    lane_bits is_first;
    memcpy(&is_first, first + i, sizeof is_first);
    s->open = (i + 1) % GROUP;
    s->excess = by_mask(is_first, next_excess(s->excess, s->sum * t->kept[GROUP - 1], s->base, x, t->lost), s->excess);
    s->base = by_mask(is_first, x, s->base);
    s->sum = by_mask(is_first, -0.0, s->sum) + (x - s->base) * t->gain[i];
    return s->base + (s->sum + s->excess * t->keep) * t->kept[i];
}

/* After the lot of these rows, of which the newest value is `at` in the group of that lane. */
INLINE group_chain chain_after(const double *row, vec excess, size_t lane, size_t at)
{
    return (group_chain){
        .open = (at + 1) % GROUP, .base = row[lane], .excess = excess[lane], .sum = at ? row[at * LANES + lane] : -0.0
    };
}

/* The results in the place of the rows. */
INLINE void store_lot(double *row, vec excess, const lot_table *t)
{
    const groups y = finished_lot(row, excess, t);
    store_groups(row, &y);
}

/* A series in the course of all_groups: its last lot, which has a room of its own if it is not full, filled up with its last value. */
typedef struct {
    const double *x, *last_x;
    double *out, *last_out;
    lot_end end;
    vec next_step; /* of the latest lot */
} course;

/* Lot i, whose rows wait where its results go. */
INLINE void scan_next(course *c, size_t i, size_t last, const lot_table *t)
{
    const groups g = load_groups(i < last ? c->x + i * LOT : c->last_x);
    const lot_end next = scan_lot(&g, i < last ? c->out + i * LOT : c->last_out, t);
    c->next_step = step_between(c->end, next);
    c->end = next;
}

/* While the excess of one lot is found, which is a chain of small steps, the lot after the next is scanned and the one before is finished:
 * machines do not find so much to do in between by themselves. */
INLINE void all_groups(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                       const smooth_table *restrict table, const bw_next_bars *next)
{
    const lot_table wide = in_lanes(table), *t = &wide;
    const vec lost = broadcast(table->lost);
    const size_t last = (n - 1) / LOT, rest = n - last * LOT, lane = (rest - 1) / GROUP, at = (rest - 1) % GROUP;
    double room[2][LOT], carried = chain->excess;
    course c = { .x = x,
                 .last_x = rest < LOT ? fill_lot(room[0], x + last * LOT, rest) : x + last * LOT,
                 .out = out,
                 .last_out = rest < LOT ? room[1] : out + last * LOT,
                 .end = { broadcast(chain->base), broadcast(chain->sum * table->kept[GROUP - 1]) } };
    scan_next(&c, 0, last, t);
    vec step = c.next_step, excess = broadcast(0);
    if (last >= 1) scan_next(&c, 1, last, t);
    for (size_t i = 0; i < last; i++) {
        const vec known = excess;
        fetch_next(next, i * LOT, LOT);
        excess = excess_of_groups(&carried, step, lost);
        step = c.next_step;
        if (i + 2 <= last) scan_next(&c, i + 2, last, t);
        if (i >= 1) store_lot(out + (i - 1) * LOT, known, t);
    }
    const vec known = excess;
    excess = excess_of_last_groups(&carried, step, lost, lane);
    if (last >= 1) store_lot(out + (last - 1) * LOT, known, t);
    *chain = chain_after(c.last_out, excess, lane, at);
    store_lot(c.last_out, excess, t);
    if (rest < LOT) copy_values(out + last * LOT, c.last_out, rest);
}

/* Compiled twice, so that without anything to fetch nothing is asked in the loop. */
INLINE void groups_and_fetches(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                               const smooth_table *t, const bw_next_bars *next)
{
    if (next) all_groups(x, out, chain, n, t, next);
    else all_groups(x, out, chain, n, t, NULL);
}

/* The same by vectors of four at most (smooth_narrow.c): of few values there are so few lots of the widest vectors that one waits for
 * each, and a processor that takes these in halves has nothing of them but longer lots. */
void BW_ROW(narrow_groups)(const double *restrict x, double *restrict out, group_chain *chain, size_t n,
                           const smooth_table *t, const bw_next_bars *next);

/* Is that quicker? */
INLINE bool is_quicker_narrow(size_t n)
{
    const size_t lanes = LANES, narrow_lanes = 4, few = 160;
    return lanes > narrow_lanes && (n <= few || bw_halves_wide_vectors);
}

#endif
