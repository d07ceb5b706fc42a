/* plan_layout.h: what a plan consists of, for the files that make it (plan.c, arena.c) and run it (advance.c, bulk.c). */
#ifndef BW_PLAN_LAYOUT_H
#define BW_PLAN_LAYOUT_H

#include "plan.h"

typedef struct {
    size_t history; /* older values that its users look back */
    size_t margin;  /* room for them, in whole cache lines */
    size_t offset;  /* in the arena: of the first of margin + capacity doubles */
    bool is_kept;   /* read later than at the bar itself, so it must be on its tape */
    bool is_read;   /* by another node, or by the caller */
} bw_tape;

/* A node, bound to the kernel and to its places in the arena. */
typedef struct {
    const bw_node *node;
    void (*advance)(const bw_step *);
    bool (*advance_and_tell)(const bw_step *);
    void (*one)(const bw_step *, size_t i);
    const double *table;
    size_t state;      /* offset in the arena */
    size_t told_state; /* its size, where the step is a teller */
    size_t work;       /* the values that it may look at for each bar: it hardly takes more nanoseconds */
    size_t view;       /* if not 0: the output lies so many values before the input's, and nothing is computed */
    uint32_t pointers; /* where its inputs' and then its outputs' addresses begin in the list of all */
    bool is_stateful, ends_tell, keeps_present;
} bw_plan_step;

/* Who brings near what the next block reads: a step that computes for long, and the engine between steps what that leaves; the engine, unless
 * a step that reads columns does as it goes; the engine alone. */
typedef enum { BW_BY_STEP, BW_UNLESS_AHEAD, BW_BETWEEN_STEPS } bw_fetching;

/* A teller with a state must be undone if something is missing after all, so the state is small. */
enum { BW_MOST_TOLD_STATE = 1024 };

struct bw_plan {
    const bw_kernel *kernel;
    bw_node *node;
    double *constant;
    bw_plan_step *step;
    bw_tape *tape;
    bw_series *output;
    size_t *first;               /* of each output: bars before its first value */
    uint32_t column[BW_COLUMNS]; /* of step k, whose series is k: the inputs come first */
    uint32_t inputs, steps, series, outputs, constants, pointers;
    uint32_t
        tellers, /* the steps next to them, one a column at most: they tell whether anything is missing in what they read */
        later_tellers;      /* and next to these, those that also read what tellers make */
    size_t chunk, capacity; /* values on a tape beyond its margin */
    size_t first_chunk;     /* of a series that is longer than a block */
    bool is_stream;
    bool is_single_pass; /* nothing but tellers: what they read is read once, and what they make is not read again */
    bool has_groups;     /* a step takes values in groups of eight … */
    size_t phase;        /* … of which one starts so many bars after the beginning, modulo eight */
    bw_fetching fetching;
    size_t tapes_at, scratch_at, presence_at, compact_at, size;
};

/* At the start of an arena. */
typedef struct {
    uint64_t position;
} bw_arena_head;

static inline bool bw_is_column(const bw_plan *p, uint32_t series)
{
    return series < p->inputs;
}

/* Columns and all tellers, which come first. */
static inline uint32_t bw_told_steps(const bw_plan *p)
{
    return p->inputs + p->tellers + p->later_tellers;
}

static inline double *bw_tape_start(const bw_plan *p, void *arena, uint32_t series)
{
    return (double *)((char *)arena + p->tape[series].offset);
}

/* In the arena's scratch: the address of each series' new values, and of each step's inputs and outputs. */
static inline double **bw_series_addresses(const bw_plan *p, void *arena)
{
    return (double **)((char *)arena + p->scratch_at);
}

/* Beside them: what is known of the values of each series' block. */
typedef enum { BW_NOT_LOOKED_AT, BW_ALL_PRESENT, BW_MISSING_AT_START, BW_SOME_MISSING } bw_presence;

static inline uint8_t *bw_presence_of_series(const bw_plan *p, void *arena)
{
    return (uint8_t *)arena + p->presence_at;
}

static inline size_t bw_larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Places all that a run needs, once it is known what each series keeps; false when out of memory. */
bool bw_lay_out_arena(bw_plan *p);

/* The address of each series' new values at the run's position; slides the tapes when n more bars would not fit. */
double **bw_place_tapes(const bw_plan *p, void *arena, size_t n);

/* Lets outputs that nobody looks back on be computed where output k is to go: at out[k] + first. */
void bw_place_outputs(const bw_plan *p, double **now, double *const *out, size_t first);

/* Runs steps from … to - 1, but for the inputs, over n bars that lie at their addresses. Bit k of `told`: teller k has run. `next`: the bars
 * to be read then, or null. */
void bw_run_steps(const bw_plan *p, void *arena, double **now, uint32_t from, uint32_t to, size_t n, uint64_t told,
                  bw_next_bars *next);

/* Notes what is known of the results of a teller that has found nothing missing. */
void bw_note_told(const bw_plan *p, void *arena, const bw_plan_step *step, const bw_step *s);

/* Copies the outputs that were computed elsewhere. */
void bw_copy_outputs(const bw_plan *p, double **now, double *const *out, size_t first, size_t n);

#endif
