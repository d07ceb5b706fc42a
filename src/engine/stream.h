/* stream.h: what a stream consists of, for the files that run it (stream.c) and save it (saved_state.c).
 *
 * All of it lies in one block of memory: the handle, what it binds, and the arena of the program's stream plan. Addresses are
 * in the handle's part only, so a copy of the block becomes a stream when they are bound again. */
#ifndef BW_STREAM_H
#define BW_STREAM_H

#include "plan_layout.h"
#include "program.h"

/* A column, and where position 0 of its tape is. */
typedef struct {
    uint32_t column;
    double *tape;
} bw_stream_input;

/* A tape that somebody looks back on, which therefore has to be slid. */
typedef struct {
    double *start;
    size_t margin;
} bw_stream_margin;

/* A step with the addresses of position 0 on its tapes, so that bar i of a call is position i. */
typedef struct {
    bw_step step; /* first: an address of it is one of the whole */
    void (*one)(const bw_step *, size_t i);
    void (*advance)(const bw_step *);
    double **address; /* of its inputs, then of its outputs */
    uint32_t outputs;
    uint32_t guarded; /* inputs whose NaN it must not see */
    size_t state_size;
} bw_stream_step;

struct bw_stream {
    bw_program *program;
    const bw_plan *plan;
    bw_arena_head *arena;
    bw_stream_input *input;
    double **output; /* position 0 of their tapes */
    bw_stream_margin *margin;
    bw_stream_step *step;
    void *spare;   /* room for the largest state */
    void *earlier; /* all states from before the newest bar; null if the stream is not amendable */
    uint64_t bars;
    size_t size;
    uint32_t margins, steps;
    unsigned flags;
    bool has_earlier; /* `earlier` and the tapes allow the newest bar to be taken back */
    bool owns_memory;
};

/* The states of all nodes lie side by side in the arena. */
static inline void *bw_stream_states(const bw_stream *stream)
{
    return stream->arena + 1;
}

static inline size_t bw_plan_states_size(const bw_plan *p)
{
    return p->tapes_at - sizeof(bw_arena_head);
}

#endif
