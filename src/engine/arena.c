/* Where a plan's states, tapes and addresses lie in the arena of a run. */
#include "plan_layout.h"
#include "numerics.h"
#include <stdlib.h>
#include <string.h>

/* Beyond whole pages, so that what is written of one series and what is read of another do not look like the same place, of which the
 * machine compares the lower bits of addresses first. */
enum { APART = 17 * BW_CACHE_LINE };

/* Tapes are slid when they are full, at a cost of their margins. In bulk, where a block comes at a time, a capacity of an
 * eighth of the longest keeps that small beside the work. In a stream as much again as the longest does, and the last line's
 * last place is for a bar that is peeked at. */
static void set_capacity(bw_plan *p)
{
    size_t longest = 0;
    for (uint32_t s = 0; s < p->series; s++) longest = bw_larger(longest, p->tape[s].margin);
    p->capacity =
        p->is_stream ? longest + BW_CACHE_LINE_VALUES - 1 : bw_round_up(bw_larger(p->chunk, longest / 8), p->chunk);
}

static void place_states(bw_plan *p)
{
    size_t at = sizeof(bw_arena_head);
    for (uint32_t i = 0; i < p->steps; i++) {
        p->step[i].state = at;
        at += bw_state_size(p->kernel->operators[p->node[i].op], &p->node[i]);
    }
    p->tapes_at = bw_round_up(at, BW_CACHE_LINE);
}

/* The step after which a series that nobody looks back on is no longer needed. A teller may run again after the others, and only then
 * are columns read that it reads. */
static void find_last_uses(const bw_plan *p, uint32_t *last_use)
{
    for (uint32_t i = 0; i < p->steps; i++) {
        const uint32_t use = (uint32_t)bw_larger(i + 1, bw_told_steps(p)) - 1;
        for (uint32_t k = 0; k < p->node[i].inputs; k++) last_use[p->node[i].input[k].index] = use;
        for (uint32_t k = 0; k < p->node[i].outputs; k++) last_use[p->node[i].first_output + k] = use;
    }
    for (uint32_t k = 0; k < p->outputs; k++) last_use[p->output[k].index] = p->steps;
}

/* A series' place is free after step i, if nobody needs it later. */
static void vacate(const bw_plan *p, uint32_t *last_use, uint32_t series, uint32_t i, uint32_t *vacant,
                   uint32_t *vacancies)
{
    if (p->tape[series].is_kept || last_use[series] != i) return;
    vacant[(*vacancies)++] = series;
    last_use[series] = UINT32_MAX; /* a step may read it twice */
}

/* Series that are kept have a tape of their own; the others share places, each free again after the last use, with a line in front where
 * what is not yet copied of an output waits (bulk.c). */
static bool place_tapes(bw_plan *p)
{
    uint32_t *last_use = calloc(2 * (size_t)p->series + 1, sizeof *last_use),
             *vacant = last_use ? last_use + p->series : NULL;
    if (!last_use) return false;
    uint32_t vacancies = 0;
    size_t at = p->tapes_at;
    const size_t place = bw_round_up(p->capacity, BW_CACHE_LINE_VALUES) * sizeof(double) + (p->is_stream ? 0 : APART);
    find_last_uses(p, last_use);
    for (uint32_t i = 0; i < p->steps; i++) {
        for (uint32_t s = p->node[i].first_output; s < p->node[i].first_output + p->node[i].outputs; s++) {
            bw_tape *t = &p->tape[s];
            if (!t->is_kept && vacancies) {
                t->offset = p->tape[vacant[--vacancies]].offset;
            } else {
                t->offset = at + (t->is_kept ? 0 : BW_CACHE_LINE);
                at = t->offset + t->margin * sizeof(double) + place;
            }
        }
        for (uint32_t s = 0; i + 1 == bw_told_steps(p) && s < p->series; s++)
            vacate(p, last_use, s, i, vacant, &vacancies);
        for (uint32_t k = 0; k < p->node[i].inputs; k++)
            vacate(p, last_use, p->node[i].input[k].index, i, vacant, &vacancies);
        for (uint32_t k = 0; k < p->node[i].outputs; k++)
            vacate(p, last_use, p->node[i].first_output + k, i, vacant, &vacancies);
    }
    free(last_use);
    p->scratch_at = at;
    return true;
}

/* Scratch: addresses, and room to compact the inputs and outputs of the widest stateful step. */
static void place_scratch(bw_plan *p)
{
    uint32_t widest = 0;
    for (uint32_t i = 0; i < p->steps; i++) {
        p->step[i].pointers = p->series + p->pointers;
        p->pointers += p->node[i].inputs + p->node[i].outputs;
        if (p->step[i].is_stateful) widest = (uint32_t)bw_larger(widest, p->node[i].inputs + p->node[i].outputs);
    }
    p->presence_at = p->scratch_at + (p->series + p->pointers) * sizeof(double *);
    p->compact_at = bw_round_up(p->presence_at + p->series, BW_CACHE_LINE);
    p->size = bw_round_up(p->compact_at + (widest ? widest + 1 : 0) * p->chunk * sizeof(double), BW_CACHE_LINE);
}

bool bw_lay_out_arena(bw_plan *p)
{
    set_capacity(p);
    place_states(p);
    if (!place_tapes(p)) return false;
    place_scratch(p);
    return true;
}

size_t bw_arena_size(const bw_plan *p)
{
    return p->size;
}

size_t bw_arena_state_size(const bw_plan *p)
{
    return p->scratch_at;
}

/* States start as 0; of the tapes only the margins matter, which are whole lines. */
void bw_arena_start(const bw_plan *p, void *arena)
{
    static const double missing[] = { BW_NAN, BW_NAN, BW_NAN, BW_NAN, BW_NAN, BW_NAN, BW_NAN, BW_NAN };
    _Static_assert(sizeof missing == BW_CACHE_LINE_VALUES * sizeof *missing, "one line");
    memset(arena, 0, p->tapes_at);
    for (uint32_t s = 0; s < p->series; s++)
        for (size_t i = 0; i < p->tape[s].margin; i += BW_CACHE_LINE_VALUES)
            memcpy(bw_tape_start(p, arena, s) + i, missing, sizeof missing);
}
