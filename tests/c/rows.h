/* rows.h: the rows of the catalogue as tests need them: bars to feed them, parameters to try, one way to run them all. */
#ifndef ROWS_H
#define ROWS_H

#include "check.h"
#include <math.h>
#include <string.h>

enum { ROW_PARAMETERS = 24, ROW_OUTPUTS = 24, ROW_NAME = 160 };

/* A row with its parameters, and what to call it in a message. */
typedef struct {
    const bw_indicator *indicator;
    double parameter[ROW_PARAMETERS];
    char name[ROW_NAME];
} row_case;

static inline void name_case(row_case *c)
{
    int at = snprintf(c->name, ROW_NAME, "%s", c->indicator->name);
    for (size_t k = 0; c->indicator->parameters[k].name && at < ROW_NAME; k++)
        at += snprintf(c->name + at, (size_t)(ROW_NAME - at), " %s=%g", c->indicator->parameters[k].name,
                       c->parameter[k]);
}

static inline row_case default_case(const bw_indicator *indicator)
{
    row_case c = { .indicator = indicator };
    for (size_t k = 0; indicator->parameters[k].name; k++) c.parameter[k] = indicator->parameters[k].value;
    name_case(&c);
    return c;
}

/* Value number `which` that a parameter is tried at; NaN when there are no more. */
static inline double trial_value(const bw_parameter *p, size_t which)
{
    static const double whole[] = { 1, 2, 3, 7, 8, 9, 15, 16, 33, 100, 600 };
    if (p->type == BW_REAL)
        return which == 0 ? p->min : which == 1 ? (p->min + p->value) / 2 : which == 2 ? p->max : NAN;
    if (p->type == BW_CHOICE) return p->min + (double)which <= p->max ? p->min + (double)which : NAN;
    if (which == 0) return p->min;
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
        if (whole[k] > p->min && whole[k] <= p->max && !--which) return whole[k];
    return NAN;
}

static inline size_t trial_count(const bw_parameter *p)
{
    size_t count = 0;
    while (!isnan(trial_value(p, count))) count++;
    return count;
}

typedef void test_of_case(const row_case *c, void *context);

/* What a parameter may not be greater than is raised to it: a slow period at least as slow. */
static inline void put_in_order(row_case *c)
{
    const bw_parameter *p = c->indicator->parameters;
    for (size_t k = 0; p[k].name; k++)
        for (size_t j = 0; p[k].at_most && p[j].name; j++)
            if (!strcmp(p[j].name, p[k].at_most) && c->parameter[j] < c->parameter[k])
                c->parameter[j] = c->parameter[k];
}

static inline void test_other_value(const row_case *c, size_t parameter, size_t which, test_of_case *test,
                                    void *context)
{
    row_case other = *c;
    other.parameter[parameter] = trial_value(&c->indicator->parameters[parameter], which);
    put_in_order(&other);
    name_case(&other);
    if (other.parameter[parameter] != c->parameter[parameter]) test(&other, context);
}

/* Every row with its defaults, and then with each parameter on its own at other values. */
static inline void for_each_case(test_of_case *test, void *context)
{
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test(&c, context);
        for (size_t k = 0; c.indicator->parameters[k].name; k++)
            for (size_t which = 0; which < trial_count(&c.indicator->parameters[k]); which++)
                test_other_value(&c, k, which, test, context);
    }
}

/* The same, with each parameter at one other value: at another one in the next row. */
static inline void for_some_cases(test_of_case *test, void *context)
{
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test(&c, context);
        for (size_t k = 0; c.indicator->parameters[k].name; k++)
            test_other_value(&c, k, (i + k) % trial_count(&c.indicator->parameters[k]), test, context);
    }
}

/* All, but where a sanitizer or an emulator makes everything slow. */
static inline void for_usual_cases(test_of_case *test, void *context)
{
    if (build_is_slow()) for_some_cases(test, context);
    else for_each_case(test, context);
}

/* ---- bars ---------------------------------------------------------------------------------------------------------- */

/* Made from integers by exactly rounded operations only, so they are the same bits wherever a test runs. */
typedef enum {
    WALK,
    TICKS,
    FLAT_STRETCHES,
    CONSTANT,
    SIGNED_ZEROS,
    DENORMALS,
    HUGE_PRICES,
    LATE_START,
    GAPS,
    INFINITIES,
    BAR_KINDS
} bar_kind;

typedef struct {
    double *column[BW_MARKET_COLUMNS];
    size_t n;
} test_bars;

static inline uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static inline double price_of(bar_kind kind, size_t bar, uint64_t *random, int64_t *level)
{
    if (kind == FLAT_STRETCHES && bar % 100 >= 40) return (double)*level / 1000;
    *level += (int64_t)(next_random(random) % 2001) - 1000;
    if (*level < 1000) *level = 1000;
    switch (kind) {
    case TICKS: return (double)(*level / 2000) / 2;
    case CONSTANT: return 0.1;
    case SIGNED_ZEROS: return next_random(random) % 2 ? -0.0 : 0.0;
    case DENORMALS: return (double)*level * 0x1p-1074;
    case HUGE_PRICES: return (double)*level * 1e144;
    default: return (double)*level / 1000;
    }
}

static inline bool is_missing_at(bar_kind kind, size_t bar, uint64_t *random)
{
    switch (kind) {
    case LATE_START: return bar < 37;
    case GAPS: return next_random(random) % 60 == 0 || bar % 500 > 480;
    case INFINITIES: return next_random(random) % 150 == 0;
    default: return false;
    }
}

static inline test_bars make_bars(bar_kind kind, size_t n, uint64_t seed)
{
    test_bars bars = { .n = n };
    for (size_t c = 0; c < BW_MARKET_COLUMNS; c++) {
        uint64_t random = seed * 1000003 + c * 101 + kind;
        int64_t level = 100000;
        double *column = bars.column[c] = check_allocated(malloc((n + 1) * sizeof *column));
        for (size_t i = 0; i < n; i++) {
            column[i] = price_of(kind, i, &random, &level);
            if (is_missing_at(kind, i, &random))
                column[i] = kind != INFINITIES ? NAN : level % 2 ? INFINITY : -INFINITY;
        }
    }
    return bars;
}

static inline void free_bars(test_bars *bars)
{
    for (size_t c = 0; c < BW_MARKET_COLUMNS; c++) free(bars->column[c]);
}

/* ---- runs ---------------------------------------------------------------------------------------------------------- */

typedef struct {
    double *output[ROW_OUTPUTS];
    size_t outputs;
} row_results;

static inline row_results make_results(const bw_indicator *indicator, size_t n)
{
    row_results r = { .outputs = bw_output_count(indicator) };
    for (size_t k = 0; k < r.outputs; k++) r.output[k] = check_allocated(calloc(n + 1, sizeof(double)));
    return r;
}

static inline void free_results(row_results *r)
{
    for (size_t k = 0; k < r->outputs; k++) free(r->output[k]);
}

static inline bw_column column_of(const double *values)
{
    return (bw_column){ .data = values, .stride = sizeof *values };
}

/* The column of the market that stands in for column c: closes for the first free input, opens for the second … */
static inline size_t market_column(size_t c)
{
    return c < BW_MARKET_COLUMNS ? c : (BW_CLOSE + (c - BW_MARKET_COLUMNS)) % BW_VOLUME;
}

/* The market's columns, and others of it for the free inputs. */
static inline void set_columns(bw_column columns[BW_COLUMNS], double *const market[BW_MARKET_COLUMNS])
{
    for (size_t c = 0; c < BW_COLUMNS; c++) columns[c] = column_of(market[market_column(c)]);
}

static inline bw_status run_case(const row_case *c, const char *kernel, double *const market[BW_MARKET_COLUMNS],
                                 size_t n, double *const *outputs)
{
    bw_column columns[BW_COLUMNS];
    set_columns(columns, market);
    for (size_t k = bw_input_count(c->indicator); k < BW_FREE_INPUTS; k++)
        columns[BW_MARKET_COLUMNS + k] = (bw_column){ 0 };
    for (size_t k = 0; k < bw_input_count(c->indicator) && k < BW_FREE_INPUTS; k++)
        if (!bw_input_is_free(&c->indicator->inputs[k])) columns[BW_MARKET_COLUMNS + k] = (bw_column){ 0 };
    return bw_run(&(bw_request){ .indicator = c->indicator,
                                 .parameters = c->parameter,
                                 .kernel = kernel,
                                 .n = n,
                                 .columns = columns,
                                 .outputs = outputs });
}

static inline row_results results_of(const row_case *c, const char *kernel, const test_bars *bars)
{
    row_results r = make_results(c->indicator, bars->n);
    bw_status status = run_case(c, kernel, bars->column, bars->n, r.output);
    CHECK(status == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    return r;
}

/* As bw_run wires it when an array is given for every free input. */
static inline bw_status wire_indicator(bw_graph *graph, const row_case *c, bw_series *outputs)
{
    bw_series input[BW_COLUMNS];
    for (size_t k = 0; k < bw_input_count(c->indicator); k++)
        input[k] = bw_input_is_free(&c->indicator->inputs[k]) ? bw_graph_given(graph, (uint32_t)k)
                                                              : bw_graph_source(graph, c->indicator->inputs[k].source);
    return bw_graph_indicator(graph, c->indicator, input, c->parameter, outputs);
}

/* Any NaN equals any NaN: its bits differ between processors. */
static inline uint64_t bits_of(double x)
{
    uint64_t word;
    if (isnan(x)) return UINT64_MAX;
    memcpy(&word, &x, sizeof word);
    return word;
}

static inline size_t first_difference(const double *a, const double *b, size_t n)
{
    size_t i = 0;
    while (i < n && bits_of(a[i]) == bits_of(b[i])) i++;
    return i;
}

static inline void check_same(const row_results *a, const row_results *b, size_t n, const char *name, const char *what)
{
    for (size_t k = 0; k < a->outputs; k++) {
        const size_t at = first_difference(a->output[k], b->output[k], n);
        CHECK(at == n, "%s, %s: output %zu differs at bar %zu: %.17g and %.17g", name, what, k, at, a->output[k][at],
              b->output[k][at]);
    }
}

#endif
