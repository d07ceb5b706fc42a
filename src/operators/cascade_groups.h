/* cascade_groups.h: a cascade from the seed of its last stage on (cascade.c has the formulas). */
#ifndef BW_CASCADE_GROUPS_H
#define BW_CASCADE_GROUPS_H

#include "cascade_table.h"
#include "choice.h"
#include "far_memory.h"
#include "vector.h"

enum { STAGE_VECTORS = (MOST_STAGES + LANES - 1) / LANES, STAGE_ROOM = 8 };

typedef struct {
    uint64_t started; /* bars of the start so far */
    uint64_t open;    /* values of the group so far, 0 after a complete one */
    double base;
    double excess[STAGE_ROOM], end[STAGE_ROOM];
    double sum[GROUP], rest[GROUP]; /* what each of its results has from its values so far, and from before */
} cascade_state;

/* A value of each stage. */
typedef struct {
    vec part[STAGE_VECTORS];
} by_stage;

/* What the values of a group come to, but for the excess. */
typedef struct {
    vec base;
    group sum;
    by_stage end;
} group_sums;

/* The excess of a group, and what it adds to the results. */
typedef struct {
    by_stage excess;
    group rest;
} group_excess;

INLINE int stage_vectors(int stages)
{
    return (stages + LANES - 1) / LANES;
}

INLINE by_stage load_stages(const double *p, int stages)
{
    by_stage v = { { { 0 } } };
    for (int k = 0; k < stage_vectors(stages); k++) v.part[k] = load(p + k * LANES);
    return v;
}

/* The lanes beyond the last stage have no meaning, and differ from machine to machine. */
INLINE void store_stages(double *p, const by_stage *v, int stages)
{
    for (int k = 0; k < stages; k++) p[k] = v->part[k / LANES][k % LANES];
}

/* In pairs, the sum of excess[j] * row[j] of the stages from 0 up to `last`, in the lanes of one vector. */
INLINE vec sum_over_stages(const vec *excess, const double (*row)[GROUP], int lane, int last)
{
    vec sum = excess[0] * load(row[0] + lane);
    if (last >= 1) sum += excess[1] * load(row[1] + lane);
    for (int j = 2; j <= last; j += 2) {
        vec pair = excess[j] * load(row[j] + lane);
        if (j + 1 <= last) pair += excess[j + 1] * load(row[j + 1] + lane);
        sum += pair;
    }
    return sum;
}

INLINE size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

INLINE void broadcast_stages(const by_stage *v, int stages, vec *each)
{
    for (int k = 0; k < stages; k++) each[k] = broadcast(v->part[k / LANES][k % LANES]);
}

/* What is dropped in each lane; nothing in those beyond the last stage, where values by chance would lead to jumps by chance. */
INLINE vec least_of_stages(int lane, int stages)
{
    double least[LANES];
    for (int k = 0; k < LANES; k++) least[k] = lane + k < stages ? LEAST_CARRIED : 0;
    return from_lanes(least);
}

INLINE vec least_dropped(vec v, vec least)
{
    const vec size = magnitude(v);
    return __builtin_expect(any_less(size, least), 0) ? only_where(size >= least, v) : v;
}

/* Of the group that begins with `base`, after the group of `before`. */
INLINE void next_excess_of(group_excess *e, const group_sums *before, vec base, const cascade_table *t, int stages)
{
    const vec between = before->base - base;
    vec each[MOST_STAGES];
    broadcast_stages(&e->excess, stages, each);
    for (int k = 0; k < stage_vectors(stages); k++) {
        const vec lost = sum_over_stages(each, t->lost, k * LANES, (int)least_of((k + 1) * LANES, stages) - 1);
        e->excess.part[k] = least_dropped((e->excess.part[k] + (before->end.part[k] + between)) - lost,
                                          least_of_stages(k * LANES, stages));
    }
    broadcast_stages(&e->excess, stages, each);
    for (int k = 0; k < GROUP_VECTORS; k++)
        e->rest.part[k] = sum_over_stages(each, t->by_excess, k * LANES, stages - 1);
}

/* Value j of the group, as far as it is from the base. */
INLINE void take_value(group_sums *g, int j, vec apart, const cascade_table *t, int stages)
{
    for (int k = 0; k < GROUP_VECTORS; k++)
        if ((k + 1) * LANES > j) g->sum.part[k] += apart * load(t->by_value[j] + k * LANES);
    for (int k = 0; k < stage_vectors(stages); k++) g->end.part[k] += apart * load(t->to_stage[j] + k * LANES);
}

INLINE group_sums sums_from(double base)
{
    return (group_sums){ .base = broadcast(base) };
}

/* + 0: without a sign if it is 0, since the sum may have either. */
INLINE group results(const group_sums *g, const group_excess *e)
{
    group y;
    for (int k = 0; k < GROUP_VECTORS; k++) y.part[k] = (g->base + 0.0) + (g->sum.part[k] + e->rest.part[k]);
    return y;
}

INLINE group_sums sums_in(const cascade_state *s, int stages)
{
    return (group_sums){ .base = broadcast(s->base), .end = load_stages(s->end, stages), .sum = load_group(s->sum) };
}

INLINE group_excess excess_in(const cascade_state *s, int stages)
{
    return (group_excess){ .excess = load_stages(s->excess, stages), .rest = load_group(s->rest) };
}

INLINE void keep(cascade_state *s, const group_sums *g, const group_excess *e, size_t taken, int stages)
{
    s->open = taken % GROUP;
    s->base = g->base[0];
    for (int k = 0; k < stages; k++) s->end[k] = g->end.part[k / LANES][k % LANES] + 0.0;
    for (int k = 0; k < GROUP_VECTORS; k++) store(s->sum + k * LANES, g->sum.part[k] + 0.0);
    store_stages(s->excess, &e->excess, stages);
    store_group(s->rest, e->rest);
}

INLINE double one_value_more(cascade_state *s, double x, const cascade_table *t, int stages)
{
    const int j = (int)s->open;
    group_sums g = sums_in(s, stages);
    group_excess e = excess_in(s, stages);
    if (j == 0) {
        next_excess_of(&e, &g, broadcast(x), t, stages);
        g = sums_from(x);
    }
    const vec apart = broadcast(x) - g.base;
    take_value(&g, j, apart, t, stages);
    keep(s, &g, &e, s->open + 1, stages);
    double y[GROUP];
    store_group(y, results(&g, &e));
    return y[j];
}

INLINE bool has_numbers(const group_sums *g, const group_excess *e, int stages)
{
    vec none = broadcast(0);
    for (int k = 0; k < stage_vectors(stages); k++) none += (e->excess.part[k] + g->end.part[k]) * 0.0;
    return !any(none != none);
}

/* Of a whole group. Value 0 is the base, and not apart from it. */
INLINE group_sums sums_of(const double *x, const cascade_table *t, int stages)
{
    const vec base = broadcast(x[0]);
    group apart = load_group(x);
    group_sums g = { .base = base };
    for (int k = 0; k < GROUP_VECTORS; k++) apart.part[k] -= base;
    const vec first = broadcast(apart.part[1 / LANES][1 % LANES]);
    for (int k = 0; k < GROUP_VECTORS; k++) g.sum.part[k] = first * load(t->by_value[1] + k * LANES);
    for (int k = 0; k < stage_vectors(stages); k++) g.end.part[k] = first * load(t->to_stage[1] + k * LANES);
    for (int j = 2; j < GROUP; j++) take_value(&g, j, broadcast(apart.part[j / LANES][j % LANES]), t, stages);
    return g;
}

/* The last group, if it is not whole, is filled up with its first value, which adds nothing. */
INLINE void fill_group(double *room, const double *x, size_t n)
{
    for (size_t i = 0; i < GROUP; i++) room[i] = x[i < n ? i : 0];
}

/* From the start of a group on. The sums of a group are made before the excess of the one before is known, which is a chain of small
 * steps: machines do not look so far ahead by themselves. */
INLINE void take_groups(cascade_state *s, const double *restrict x, double *restrict out, size_t n,
                        const cascade_table *t, int stages, const bw_next_bars *fetched)
{
    const size_t last = (n - 1) / GROUP * GROUP;
    double last_x[GROUP], last_y[GROUP];
    fill_group(last_x, x + last, n - last);
    group_sums before = sums_in(s, stages), now = sums_of(last ? x : last_x, t, stages);
    group_excess e = excess_in(s, stages);
    for (size_t i = 0; i < last; i += GROUP) {
        fetch_next(fetched, i, GROUP);
        const group_sums next = sums_of(i + GROUP < last ? x + i + GROUP : last_x, t, stages);
        next_excess_of(&e, &before, now.base, t, stages);
        store_group(out + i, results(&now, &e));
        before = now;
        now = next;
    }
    next_excess_of(&e, &before, now.base, t, stages);
    store_group(last_y, results(&now, &e));
    if (__builtin_expect(!has_numbers(&now, &e, stages), 0)) {
        for (size_t i = 0; i < n; i++) out[i] = one_value_more(s, x[i], t, stages);
        return;
    }
    for (size_t i = last; i < n; i++) out[i] = last_y[i - last];
    keep(s, &now, &e, n, stages);
}

/* From the seed of the last stage on. */
INLINE void take_bars(cascade_state *s, const double *x, double *out, size_t n, const cascade_table *t, int stages,
                      const bw_next_bars *fetched)
{
    size_t i = 0;
    for (; i < n && s->open; i++) out[i] = one_value_more(s, x[i], t, stages);
    if (i < n) take_groups(s, x + i, out + i, n - i, t, stages, fetched);
}

#endif
