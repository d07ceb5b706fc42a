/* barwise.h: technical indicators over price bars.
 *
 * The header is a staircase. Most programs need the first step only: the typed calls of indicators.h, included at the end,
 * such as
 *
 *     double cci[1000];
 *     bw_status status = bw_cci(hlc3, 1000, 20, cci);
 *     if (status != BW_OK) fprintf(stderr, "%s\n", bw_last_error()->message);
 *
 * In all of the library:
 *
 *   - an output has as many values as the input has bars; those before the first defined one are NaN. A series that is
 *     shorter than the indicator needs, or empty, is not an error.
 *   - a NaN in the input (±Inf is read as one) stays contained: a windowed result is NaN while its window touches it; a
 *     recursive one is NaN at that bar and goes on from its state as if the bar had not been there.
 *   - the same bars and parameters give the same bits, whatever the processor, the compiler or the form of the call.
 *   - nothing is written to an output before all arguments are known to be good.
 *   - every function may be called from any number of threads at once. The library prints nothing and keeps no setting. */
#ifndef BARWISE_H
#define BARWISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BW_VERSION_MAJOR 0
#define BW_VERSION_MINOR 1
#define BW_VERSION_PATCH 0

#if defined __GNUC__
#define BW_API __attribute__((visibility("default")))
#else
#define BW_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- errors -------------------------------------------------------------------------------------------------------- */

typedef enum {
    BW_OK,
    BW_UNKNOWN_NAME, /* no such indicator, parameter, input, source or kernel */
    BW_BAD_VALUE,    /* a value out of its range, of the wrong kind, or an array that will not do */
    BW_MISSING,      /* an input or output that the indicator needs was not given */
    BW_UNSUPPORTED,  /* a kernel that this machine does not have */
    BW_NO_MEMORY,
    BW_INTERRUPTED, /* by the watch of a bw_execution */
    BW_BAD_STATE,   /* a saved state that is damaged or of another program, or a stream that cannot do this */
} bw_status;

typedef struct {
    bw_status status;
    char argument[32]; /* the name of the argument at fault, "" if none is */
    char message[480]; /* says which argument, what it was and what is allowed */
} bw_error;

/* The error of this thread's latest call that failed. */
BW_API const bw_error *bw_last_error(void);

/* ---- the catalogue ------------------------------------------------------------------------------------------------- */

/* Where the values of an input come from: a column of the bars, a mean of some, or an array of the caller's. */
typedef enum {
    BW_OPEN,
    BW_HIGH,
    BW_LOW,
    BW_CLOSE,
    BW_VOLUME,
    BW_MARKET_COLUMNS,          /* how many columns of the market there are */
    BW_HL2 = BW_MARKET_COLUMNS, /* (high + low) / 2 */
    BW_HLC3,                    /* (high + low + close) / 3 */
    BW_OHLC4,                   /* (open + high + low + close) / 4 */
    BW_HLCC4,                   /* (high + low + 2 close) / 4 */
    BW_SOURCES,
    BW_GIVEN = BW_SOURCES, /* an array that is given for this input */
} bw_source;

/* "open", "high", … "hlcc4"; "" for anything else. */
BW_API const char *bw_source_name(bw_source source);

/* The source of that name (ASCII, any case), or BW_GIVEN if there is none. */
BW_API bw_source bw_source_named(const char *name);

typedef enum {
    BW_OVERLAP,
    BW_MOMENTUM,
    BW_TREND,
    BW_VOLATILITY,
    BW_VOLUME_FAMILY,
    BW_CYCLE,
    BW_STATISTICS,
    BW_MATH,
    BW_PRICE,
    BW_PATTERN,
    BW_FAMILIES,
} bw_family;

BW_API const char *bw_family_name(bw_family family);

enum { BW_PERIOD_MAX = 100000 };

/* An input is a column of the market if it has that column's name; any other name is a free source, with a default. */
typedef struct {
    const char *name;
    bw_source source;
} bw_input;

typedef enum { BW_INTEGER, BW_REAL, BW_CHOICE } bw_parameter_type;

/* All values travel as doubles: an integer exactly, a choice as its place in the list. */
typedef struct {
    const char *name;
    bw_parameter_type type;
    double value; /* the default */
    double min, max;
    const char *const *choices; /* of a BW_CHOICE, closed by NULL */
    const char *meaning;        /* one line */
    const char *at_most;        /* the parameter than which it may not be greater, such as "slow_period"; or NULL */
} bw_parameter;

typedef enum { BW_PRICE_PANE, BW_OWN_PANE } bw_pane;
typedef enum { BW_LINE, BW_HISTOGRAM, BW_BAND, BW_DOTS, BW_SIGNAL, BW_WHOLE_NUMBER } bw_output_kind;

typedef struct {
    const char *name;
    bw_output_kind kind;
    bw_pane pane;
    const double *range;  /* {least, greatest} of all possible values, or NULL */
    const double *levels; /* customary levels, closed by NaN, or NULL */
} bw_output;

typedef struct bw_graph bw_graph;
typedef struct {
    uint32_t index;
} bw_series;

/* One indicator: what it is called and takes, and how it is wired. Lists are closed by an element without a name. */
typedef struct bw_indicator {
    const char *name;           /* as in bw_cci */
    const char *title;          /* as on a chart */
    const char *formula;        /* in one line, over the names of inputs and parameters */
    const char *origin;         /* author, work, year; NULL where nobody claims it */
    const char *const *aliases; /* what other libraries call it, closed by NULL; or NULL */
    bw_family family;
    const bw_input *inputs;
    const bw_parameter *parameters;
    const bw_output *outputs;
    void (*build)(bw_graph *graph, const bw_series *input, const double *parameter, bw_series *output);
} bw_indicator;

/* All indicators by name, in alphabetical order. */
BW_API size_t bw_indicator_count(void);
BW_API const bw_indicator *bw_indicator_at(size_t index);

/* By its name or one of its aliases (ASCII, any case); NULL, with an error that names the nearest, if there is none. */
BW_API const bw_indicator *bw_find_indicator(const char *name);

BW_API size_t bw_input_count(const bw_indicator *indicator);
BW_API size_t bw_parameter_count(const bw_indicator *indicator);
BW_API size_t bw_output_count(const bw_indicator *indicator);

/* Is this input free, so that any source or array can be given for it? */
BW_API bool bw_input_is_free(const bw_input *input);

/* ---- calls by name ------------------------------------------------------------------------------------------------- */

typedef struct {
    const char *name; /* of a column of the market, or of an input of the indicator */
    const double *data;
} bw_named_array;

typedef struct {
    const char *name;
    double value;
    const char *text; /* instead of the value: one of a choice's names, or the source of an input of that name */
} bw_named_value;

/* Computes `name` over n bars.
 *
 * inputs: arrays of n values, closed by a NULL name. A free input that is not given is made from its default source.
 * parameters: those that differ from their defaults, closed by a NULL name; or NULL.
 * outputs: one array of n doubles for each output, in the order of the declaration; none may overlap an input. */
BW_API bw_status bw_compute(const char *name, size_t n, const bw_named_array *inputs, const bw_named_value *parameters,
                            double *const *outputs);

/* ---- calls with everything in hand --------------------------------------------------------------------------------- */

/* One column of bars. Doubles that lie side by side are read where they are; anything else is read in blocks by `read`,
 * so that no column is ever copied as a whole. */
typedef struct bw_column {
    const void *data; /* NULL: not given */
    ptrdiff_t stride; /* bytes from one value to the next, negative too */
    /* Writes values first … first + n - 1 to `to`; NULL: they are doubles in the machine's byte order. */
    void (*read)(const struct bw_column *column, size_t first, size_t n, double *to);
    const void *context; /* for `read` */
} bw_column;

enum { BW_FREE_INPUTS = 4, BW_COLUMNS = BW_MARKET_COLUMNS + BW_FREE_INPUTS };

typedef struct {
    const bw_indicator *indicator;
    const double *parameters; /* all of them, in the order of the declaration; NULL: the defaults */
    const bw_source
        *sources;       /* for each input: its source, or BW_GIVEN; NULL: given if it has a column, else the default */
    const char *kernel; /* NULL or "auto": the best of this machine, or the one that BARWISE_KERNEL names */
    size_t n;           /* bars */
    const bw_column
        *columns; /* BW_COLUMNS of them: open, high, low, close, volume, then those given for input 0, 1 … */
    double *const *outputs;
} bw_request;

BW_API bw_status bw_run(const bw_request *request);

/* Checks everything about a request but its columns, n and outputs: what can be said before there are bars. */
BW_API bw_status bw_check(const bw_request *request);

/* The bars an output looks back: the index of its first defined value on bars without gaps.
 * Uses the indicator and parameters of the request. */
BW_API bw_status bw_lookback(const bw_request *request, size_t output, size_t *bars);

/* ---- graphs: formulas of one's own --------------------------------------------------------------------------------- */

/* What is to be computed: indicators and operations wired to each other, by bars that come later. Equal parts are computed
 * once. A graph that ran out of memory says so when a program is made of it. Not for several threads at a time. */
BW_API bw_graph *bw_graph_new(void);
BW_API void bw_graph_delete(bw_graph *graph);

/* A column of the market or a mean of some; the k-th array that is given, k < BW_FREE_INPUTS; the same value at every bar. */
BW_API bw_series bw_graph_source(bw_graph *graph, bw_source source);
BW_API bw_series bw_graph_given(bw_graph *graph, uint32_t k);
BW_API bw_series bw_graph_constant(bw_graph *graph, double value);

/* Bar by bar. NaN where either is NaN; comparisons give 1 or 0. */
typedef enum {
    BW_ADD,
    BW_SUBTRACT,
    BW_MULTIPLY,
    BW_DIVIDE,
    BW_LESS,
    BW_LESS_OR_EQUAL,
    BW_EQUAL,
    BW_NOT_EQUAL,
    BW_GREATER,
    BW_GREATER_OR_EQUAL,
    BW_GREATER_OF,
    BW_LESS_OF,
    BW_OPERATIONS,
} bw_operation;
BW_API bw_series bw_graph_operation(bw_graph *graph, bw_operation operation, bw_series a, bw_series b);

/* The value of `bars` bars ago. */
BW_API bw_series bw_graph_shift(bw_graph *graph, bw_series series, uint32_t bars);

/* An indicator: one series for each input, all parameters (NULL: the defaults), and room for one series for each output. */
BW_API bw_status bw_graph_indicator(bw_graph *graph, const bw_indicator *indicator, const bw_series *inputs,
                                    const double *parameters, bw_series *outputs);

/* ---- programs: what to compute, made ready for any number of runs -------------------------------------------------- */

/* Never changes once made, so any number of threads may use one at a time. Release what was made or retained. */
typedef struct bw_program bw_program;

BW_API bw_status bw_program_of_graph(const bw_graph *graph, const bw_series *outputs, size_t count, const char *kernel,
                                     bw_program **program);
BW_API bw_status bw_program_of_request(const bw_request *request, bw_program **program);
BW_API bw_program *bw_program_retain(bw_program *program);
BW_API void bw_program_release(bw_program *program);

BW_API size_t bw_program_output_count(const bw_program *program);
BW_API uint32_t bw_program_columns(const bw_program *program); /* bit c: column c is read */

/* The index of an output's first defined value on bars without gaps. */
BW_API size_t bw_program_lookback(const bw_program *program, size_t output);

/* The index from which on it matters at most by `tolerance`, of the start's own difference, that there were no bars before
 * the first: the look-back, and the decay of what is recursive; SIZE_MAX / 2 where nothing can be said of that, as of a trend
 * that was turned. 0 < tolerance < 1. */
BW_API size_t bw_program_converged(const bw_program *program, size_t output, double tolerance);

/* Names what is computed, alike on every machine; changes with every change of a result. */
BW_API uint64_t bw_program_identity(const bw_program *program);

/* columns: BW_COLUMNS of them, as in bw_request; each output's values go to outputs[k][0 .. n). */
BW_API bw_status bw_program_run(const bw_program *program, size_t n, const bw_column *columns, double *const *outputs);

/* ---- many runs at once: series, sweeps, threads -------------------------------------------------------------------- */

/* One run of a program. Outputs are written output_stride bytes apart (0: side by side), and may be woven into each other. */
typedef struct {
    const bw_program *program;
    size_t n;
    bw_column columns[BW_COLUMNS];
    double *const *outputs;
    ptrdiff_t output_stride;
} bw_task;

typedef struct {
    /* 0: as many as pay, at most BARWISE_THREADS or else the cores. Those beside the calling thread wait up to a second for the work
     * of another call. None is left when the process forks or ends, or the library is unloaded. */
    unsigned threads;
    /* Called now and then, at least every 0.1 s, by the calling thread with the share that is done; false ends the call soon
     * with BW_INTERRUPTED, and outputs hold what had been computed. A call shorter than that may not call it at all. */
    bool (*watch)(void *context, double done);
    void *context;
} bw_execution;

/* Runs tasks 0 … count - 1, in any order and by any thread. `describe` is called twice for each: first by the calling thread,
 * one task after the other, when all are checked before anything is written; then by the thread that runs it. It must describe
 * the same both times. What the check does not see is whether the outputs of two tasks overlap. Without an execution it is as
 * with one that is all 0. */
BW_API bw_status bw_run_tasks(size_t count, void (*describe)(void *context, size_t index, bw_task *task), void *context,
                              const bw_execution *execution);

/* A sweep: rows of outputs over the same bars, which share what they have in common. `build` wires one row. Rows are held in
 * programs of as many as fit a core's cache. */
typedef struct bw_sweep bw_sweep;

typedef bw_status bw_build_row(void *context, size_t row, bw_graph *graph, bw_series *outputs);
BW_API bw_status bw_sweep_new(size_t rows, size_t outputs, bw_build_row *build, void *context, const char *kernel,
                              bw_sweep **sweep);

/* Of an indicator: rows × parameters values. The request gives the indicator, sources and kernel. */
BW_API bw_status bw_sweep_of_request(const bw_request *request, size_t rows, const double *parameters,
                                     bw_sweep **sweep);
BW_API void bw_sweep_delete(bw_sweep *sweep);
BW_API uint32_t bw_sweep_columns(const bw_sweep *sweep);

/* Rows first … first + rows - 1; the outputs of each row, one row after the other. Rows that are not asked for are not
 * computed. Everything is checked before anything is written. */
BW_API bw_status bw_sweep_run(const bw_sweep *sweep, size_t first, size_t rows, size_t n, const bw_column *columns,
                              double *const *outputs, const bw_execution *execution);

/* ---- streams: bars as they come ------------------------------------------------------------------------------------ */

/* A run of a program that waits for its next bars. Equal to the run over all its bars at once, bit for bit, however they were
 * cut. One thread at a time may use one. */
typedef struct bw_stream bw_stream;

enum { BW_AMENDABLE = 1 }; /* keeps what bw_stream_amend needs, which costs a few ns a bar */

BW_API bw_status bw_stream_open(bw_program *program, unsigned flags, bw_stream **stream);

/* The same in memory of the caller's, on a multiple of 64, which must stay until the close. A size of 0: out of memory. */
BW_API size_t bw_stream_size(const bw_program *program, unsigned flags);
BW_API bw_status bw_stream_open_in(void *memory, size_t size, bw_program *program, unsigned flags, bw_stream **stream);
BW_API void bw_stream_close(bw_stream *stream);

/* One bar: columns[c] is column c's value (BW_COLUMNS, those not read do not matter), outputs has room for each output. */
BW_API void bw_stream_update(bw_stream *stream, const double *columns, double *outputs);

/* What update would give, without the bar. */
BW_API void bw_stream_peek(bw_stream *stream, const double *columns, double *outputs);

/* Puts another bar in the newest one's place. An error without BW_AMENDABLE or before the first bar. */
BW_API bw_status bw_stream_amend(bw_stream *stream, const double *columns, double *outputs);

/* n bars; outputs as in bw_program_run. */
BW_API bw_status bw_stream_extend(bw_stream *stream, size_t n, const bw_column *columns, double *const *outputs);

BW_API bw_status bw_stream_copy(const bw_stream *stream, bw_stream **copy);
BW_API void bw_stream_reset(bw_stream *stream);
BW_API uint64_t bw_stream_bars(const bw_stream *stream);
BW_API const bw_program *bw_stream_program(const bw_stream *stream);

/* The state, in a form that is the same on every machine. The size is that of what save would write now. */
BW_API size_t bw_stream_saved_size(const bw_stream *stream);
BW_API void bw_stream_save(const bw_stream *stream, void *bytes);

/* Into a stream of the same program; an error, and no change, unless the bytes are whole and of that program. The newest bar can
 * be amended afterwards if it could be in both streams. */
BW_API bw_status bw_stream_load(bw_stream *stream, const void *bytes, size_t size);

/* ---- kernels and version ------------------------------------------------------------------------------------------- */

/* The instruction sets that this machine can run, best first, closed by NULL. All give the same bits. */
BW_API const char *const *bw_kernels(void);

/* The one that "auto" means. */
BW_API const char *bw_default_kernel(void);

BW_API const char *bw_version(void);

/* Raised with every change of any bit of any result. */
BW_API int bw_numerics(void);

#ifdef __cplusplus
}
#endif

/* Inside the library, what generates that header is built before it exists. */
#ifndef BW_WITHOUT_INDICATORS
#include "indicators.h"
#endif

#endif
