/* operator.h: the contract between the engine and everything that computes.
 *
 * An operator is written once and compiled once per kernel (instruction set) into that kernel's table. All but the
 * functions `advance` and `one` is the same in every table. */
#ifndef BW_OPERATOR_H
#define BW_OPERATOR_H

#include "graph.h"

enum { BW_BLOCK = 1024 }; /* bars at a time in bulk: few enough for all tapes of an indicator to stay near */

/* Does this processor take vectors of 64 bytes in two halves? Known from when the kernels are. */
extern _Atomic bool bw_halves_wide_vectors;

/* Columns that no cache holds, from the bar after a call's last on. */
typedef struct {
    const double *column[BW_COLUMNS];
    uint32_t columns;
    bool is_fetched_ahead; /* by a step that reads columns, as it goes */
    bool is_fetched;       /* by one that computes for long, meanwhile */
} bw_next_bars;

/* One call's work: n new bars of every input and output.
 *
 *   in[k][0 .. n)             new values of input k
 *   in[k][-history .. -1]     older ones; NaN before the series began
 *   out[k][0 .. n)            to be written
 *   out[k][-history .. -1]    older ones of its own, for an operator with own_history
 *
 * Nothing outside these bounds may be touched. The result must not depend on how bars are cut into calls: the same bits for
 * 10,000 at once and one by one. Inputs and outputs never overlap. */
typedef struct {
    size_t n;
    const double *const *in;
    double *const *out;
    const bw_node *node;
    const double *table; /* the node's constants, on a cache line */
    void *state; /* bw_state_size bytes, all 0 at the start; no pointers inside: it is copied and saved as bytes */
    bool is_far; /* the inputs are columns that no cache holds */
    bool is_written_far; /* the outputs go where no cache holds them, and no step reads them */
    bw_next_bars *next;  /* who computes for long on what is near brings these near meanwhile; null: none */
} bw_step;

typedef struct {
    const char *name;
    uint32_t outputs;

    /* A stateful operator remembers more than its tapes show. It never sees NaN: the engine hands it only the bars that are
     * present in all inputs, and writes NaN for the others. Its in[k][-1] is no older bar. */
    bool stateful;

    /* Where it gives NaN, as before its seed is complete, it gives NaN up to the first bar or up to the last of any call: if these are
     * present, so are all between. */
    bool ends_tell;

    /* The newest value of output k is finite only if all is that it has read of input k since its start. */
    bool last_tells;

    /* Of numbers that are finite it makes none that is NaN. It looks a few bars back at most. */
    bool keeps_present;

    /* Its output is its input of so many bars ago as it looks back: where nobody wants more than to read it, it is not copied. */
    bool is_older_input;

    /* It brings the next bars near while it computes (bw_next_bars). In plans without such a step the engine does so between steps. */
    bool fetches_next;

    size_t state_size;                     /* in bytes, a multiple of 8 */
    size_t (*state_room)(const bw_node *); /* beyond that, as the settings want it, a multiple of 8 too; null: none */

    /* How many older values it reads of an input, and of its own outputs; null: none. */
    size_t (*history)(const bw_node *, uint32_t input);
    size_t (*own_history)(const bw_node *, uint32_t output);

    /* How many bars of defined inputs go by before an output is defined; null: the greatest history. */
    size_t (*warm_up)(const bw_node *, uint32_t output);

    /* How many bars it takes until the start matters at most by `tolerance` to an output, BW_NEVER if nothing can be said; null: none, the
     * result is of the window alone. */
    size_t (*settling)(const bw_node *, uint32_t output, double tolerance);

    /* Could this be its state? Null: any could. Asked of what comes from outside. */
    bool (*valid)(const bw_node *, const void *state);

    /* All n bars, of which there are at least BW_LEAST_ADVANCE; and bar i alone, with the same operations in the same order.
     * Without the latter, the former takes any n. */
    void (*advance)(const bw_step *);
    /* The same for new values that are likely to be finite; says whether all are. If not, it is as if it had not been called. */
    bool (*advance_and_tell)(const bw_step *);
    void (*one)(const bw_step *, size_t i);
} bw_operator;

#define BW_NEVER (SIZE_MAX / 2)

/* Of an operator that gives a value from its first bar on. */
static inline size_t bw_no_warm_up(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 0;
}

/* Of an operator that may remember its start for any time. */
static inline size_t bw_never_settles(const bw_node *node, uint32_t output, double tolerance)
{
    (void)node, (void)output, (void)tolerance;
    return BW_NEVER;
}

static inline size_t bw_state_size(const bw_operator *o, const bw_node *node)
{
    return o->state_size + (o->state_room ? o->state_room(node) : 0);
}

enum { BW_LEAST_ADVANCE = 8 }; /* as many as the widest vector holds */

/* What can be wrong with the values of a block. */
enum { BW_HAS_NAN = 1, BW_HAS_INFINITY = 2 };

/* All that is compiled for one instruction set. */
typedef struct {
    const bw_operator *const *operators;                                /* by opcode */
    unsigned (*missing)(const double *x, size_t n);                     /* which of BW_HAS_… hold among the n values */
    bool (*has_nan)(const double *x, size_t n);                         /* that alone, which is quicker */
    unsigned (*copy)(double *to, const double *x, size_t n);            /* gives what `missing` does */
    void (*copy_past_caches)(double *to, const double *from, size_t n); /* what is not soon read again */
    void (*fence)(void); /* other threads see these copies from then on */
} bw_kernel;

#endif
