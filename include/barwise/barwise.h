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
    BW_MARKET_COLUMNS,       /* how many columns of the market there are */
    BW_HL2 = BW_MARKET_COLUMNS, /* (high + low) / 2 */
    BW_HLC3,                 /* (high + low + close) / 3 */
    BW_OHLC4,                /* (open + high + low + close) / 4 */
    BW_HLCC4,                /* (high + low + 2 close) / 4 */
    BW_SOURCES,
    BW_GIVEN = BW_SOURCES,   /* an array that is given for this input */
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
    const char *name;    /* as in bw_cci */
    const char *title;   /* as on a chart */
    const char *formula; /* in one line, over the names of inputs and parameters */
    const char *origin;  /* author, work, year; NULL where nobody claims it */
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
    const double *parameters;    /* all of them, in the order of the declaration; NULL: the defaults */
    const bw_source *sources;    /* for each input: its source, or BW_GIVEN; NULL: given if it has a column, else the default */
    const char *kernel;          /* NULL or "auto": the best of this machine, or the one that BARWISE_KERNEL names */
    size_t n;                    /* bars */
    const bw_column *columns;    /* BW_COLUMNS of them: open, high, low, close, volume, then those given for input 0, 1 … */
    double *const *outputs;
} bw_request;

BW_API bw_status bw_run(const bw_request *request);

/* Checks everything about a request but its columns, n and outputs: what can be said before there are bars. */
BW_API bw_status bw_check(const bw_request *request);

/* The bars an output looks back: the index of its first defined value on bars without gaps.
 * Uses the indicator and parameters of the request. */
BW_API bw_status bw_lookback(const bw_request *request, size_t output, size_t *bars);

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
