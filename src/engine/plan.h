/* plan.h: a graph made ready to run, and the memory of one run.
 *
 * Every series has a tape: the newest values in one piece, with as many older ones before them as its users look back. All
 * tapes and operator states of a run lie in one block, the arena, at offsets that the plan fixes; there is no pointer inside,
 * so copying a run is copying bytes. All tapes stand at the same position: bars since they were last slid to their start.
 *
 * Bars come in columns: open, high, low, close, volume, then those given for input 0, 1 … (BW_COLUMNS of barwise.h). */
#ifndef BW_PLAN_H
#define BW_PLAN_H

#include "operator.h"
#include "threads.h"

typedef struct bw_plan bw_plan;

/* chunk: the most bars that one advance will bring, or 0 to leave that to the plan. The graph is copied. Null when out of memory. */
bw_plan *bw_plan_new(const bw_graph *g, const bw_series *outputs, uint32_t count, const bw_kernel *kernel,
                     size_t chunk);
/* The same for a run whose bars come one by one: every series has a tape, at least as long again as what is looked back, and
 * one place more for a bar that is only peeked at. */
bw_plan *bw_plan_new_for_stream(const bw_graph *g, const bw_series *outputs, uint32_t count, const bw_kernel *kernel);
void bw_plan_free(bw_plan *p);

/* The bytes that it takes, without arenas. */
size_t bw_plan_size(const bw_plan *p);

/* Bit c: column c is read. */
uint32_t bw_plan_columns(const bw_plan *p);

/* The index of an output's first defined value, on bars without gaps. */
size_t bw_plan_first(const bw_plan *p, uint32_t output);

/* The index from which on the start matters at most by the tolerance: the longest of all paths to the output. */
size_t bw_plan_converged(const bw_plan *p, uint32_t output, double tolerance);

/* The arena's size, a multiple of 64; it must lie on a multiple of 64. Its first bw_arena_state_size bytes are the run;
 * what follows is scratch. */
size_t bw_arena_size(const bw_plan *p);
size_t bw_arena_state_size(const bw_plan *p);
void bw_arena_start(const bw_plan *p, void *arena);

/* Brings n ≤ chunk bars: in[c] points to column c's new values, out[k] to where output k's go. */
void bw_advance(const bw_plan *p, void *arena, const double *const *in, double *const *out, size_t n);

/* What a run over whole series reads and writes: BW_COLUMNS columns, and each output's values, output_stride bytes apart. */
typedef struct {
    size_t n;
    const bw_column *columns;
    double *const *outputs;
    ptrdiff_t output_stride;
} bw_arrays;

/* How many bytes of columns and outputs the caches of common machines hold. Nobody but tests changes it. */
extern size_t bw_cached_bytes;

/* Whole series from their start, block by block: columns are read in place where they can be, and outputs written there.
 * False if the pulse, which may be null, ended it early. */
bool bw_bulk(const bw_plan *p, void *arena, const bw_arrays *arrays, bw_pulse *pulse);

/* The same from wherever the arena stands, for a run that goes on: afterwards its tapes hold what comes next needs. */
void bw_bulk_and_go_on(const bw_plan *p, void *arena, const bw_column *columns, double *const *out, size_t n);

/* Values first … first + n - 1 of any column, as they are. */
void bw_read_column(const bw_column *column, size_t first, size_t n, double *to);

#endif
