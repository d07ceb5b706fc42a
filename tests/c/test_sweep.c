/* Sweeps: every row equals the single call bit for bit, whichever rows are asked for, by any number of threads. */
#include "rows.h"

enum { BARS = 700, MANY_BARS = 6100, MOST_ROWS = 400, UNTOUCHED = -77 };

static test_bars bars[BAR_KINDS], many_bars;

/* Rows of one indicator, with room for their outputs. */
typedef struct {
    const bw_indicator *indicator;
    size_t rows, width, outputs, bars;
    double *parameter; /* rows × width */
    double *room, **output;
    bw_sweep *sweep;
} table;

static table make_table(const bw_indicator *indicator, size_t most_rows, size_t most_bars)
{
    table t = { .indicator = indicator, .bars = most_bars };
    t.width = bw_parameter_count(indicator);
    t.outputs = bw_output_count(indicator);
    t.parameter = check_allocated(calloc(most_rows * t.width + 1, sizeof *t.parameter));
    t.room = check_allocated(malloc(most_rows * t.outputs * most_bars * sizeof *t.room));
    t.output = check_allocated(malloc(most_rows * t.outputs * sizeof *t.output));
    for (size_t k = 0; k < most_rows * t.outputs; k++) t.output[k] = t.room + k * most_bars;
    return t;
}

static void free_table(table *t)
{
    bw_sweep_delete(t->sweep);
    free(t->parameter);
    free(t->room);
    free(t->output);
}

static void add_row(table *t, const double *parameter)
{
    if (t->rows == MOST_ROWS) return;
    memcpy(t->parameter + t->rows++ * t->width, parameter, t->width * sizeof *parameter);
}

static void sweep_table(table *t)
{
    const bw_request request = { .indicator = t->indicator };
    const bw_status status = bw_sweep_of_request(&request, t->rows, t->parameter, &t->sweep);
    CHECK(status == BW_OK, "%s: %s", t->indicator->name, bw_last_error()->message);
    check_allocated(t->sweep);
}

/* The columns that bw_run would read: the market's only, so that free inputs are made from their default sources. */
static void set_market(bw_column columns[BW_COLUMNS], const test_bars *from)
{
    set_columns(columns, from->column);
    for (size_t k = BW_MARKET_COLUMNS; k < BW_COLUMNS; k++) columns[k] = (bw_column){ 0 };
}

/* Runs rows first … first + rows - 1 and compares them, and what stands in the place of the others. */
static void check_rows(const table *t, size_t first, size_t rows, const test_bars *from, size_t n, unsigned threads)
{
    bw_column columns[BW_COLUMNS];
    row_results expected = make_results(t->indicator, t->bars);
    const bw_execution execution = { .threads = threads };
    set_market(columns, from);
    for (size_t i = 0; i < t->rows * t->outputs * t->bars; i++) t->room[i] = UNTOUCHED;
    const bw_status status =
        bw_sweep_run(t->sweep, first, rows, n, columns, t->output + first * t->outputs, &execution);
    CHECK(status == BW_OK, "%s: %s", t->indicator->name, bw_last_error()->message);
    for (size_t row = 0; row < t->rows; row++) {
        const bool is_run = row >= first && row < first + rows;
        const bw_status one = bw_run(&(bw_request){ .indicator = t->indicator,
                                                    .parameters = t->parameter + row * t->width,
                                                    .n = n,
                                                    .columns = columns,
                                                    .outputs = expected.output });
        CHECK(one == BW_OK, "%s: %s", t->indicator->name, bw_last_error()->message);
        for (size_t k = 0; k < t->outputs; k++) {
            const double *got = t->output[row * t->outputs + k];
            const size_t same = first_difference(got, expected.output[k], is_run ? n : 0), end = is_run ? n : 0;
            CHECK(same == end, "%s: row %zu of %zu from %zu, output %zu differs at bar %zu", t->indicator->name, row,
                  rows, first, k, same);
            CHECK(end == t->bars || got[end] == UNTOUCHED, "%s: row %zu, output %zu is written to", t->indicator->name,
                  row, k);
        }
    }
    free_results(&expected);
}

/* Every row of the catalogue with all values of each parameter that tests try. */
static void test_indicator(const bw_indicator *indicator)
{
    static const bar_kind kinds[] = { WALK, FLAT_STRETCHES, GAPS, INFINITIES };
    table t = make_table(indicator, MOST_ROWS, BARS);
    const row_case usual = default_case(indicator);
    add_row(&t, usual.parameter);
    for (size_t k = 0; k < t.width; k++) {
        double value;
        for (size_t which = 0; value = trial_value(&indicator->parameters[k], which), !isnan(value); which++) {
            row_case c = usual;
            c.parameter[k] = value;
            put_in_order(&c);
            add_row(&t, c.parameter);
        }
    }
    sweep_table(&t);
    uint32_t read = 0;
    for (size_t row = 0; row < t.rows; row++) {
        bw_program *program = NULL;
        CHECK(bw_program_of_request(&(bw_request){ .indicator = indicator, .parameters = t.parameter + row * t.width },
                                    &program)
                  == BW_OK,
              "%s", bw_last_error()->message);
        read |= bw_program_columns(program);
        bw_program_release(program);
    }
    CHECK(bw_sweep_columns(t.sweep) == read, "%s: reads %#x", indicator->name, (unsigned)bw_sweep_columns(t.sweep));
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) check_rows(&t, 0, t.rows, &bars[kinds[k]], BARS, 1);
    check_rows(&t, 0, t.rows, &bars[WALK], BARS, 3);
    check_rows(&t, 0, t.rows, &bars[WALK], 1, 1);
    check_rows(&t, 0, t.rows, &bars[WALK], 0, 1);
    free_table(&t);
}

/* Rows over the first parameter, from a value on. */
static bool can_sweep(const bw_indicator *indicator, double from, size_t rows)
{
    const bw_parameter *p = indicator->parameters;
    return p->name && p->type == BW_INTEGER && p->max >= from + (double)rows;
}

static table sweep_from(const bw_indicator *indicator, double from, size_t rows, size_t most_bars)
{
    table t = make_table(indicator, rows, most_bars);
    row_case c = default_case(indicator);
    for (size_t row = 0; row < rows; row++) {
        c.parameter[0] = fmin(fmax(from, indicator->parameters->min) + (double)row, indicator->parameters->max);
        put_in_order(&c);
        add_row(&t, c.parameter);
    }
    sweep_table(&t);
    return t;
}

/* So many rows that there are several groups, whichever of them are asked for. */
static void test_many_rows(const bw_indicator *indicator)
{
    enum { ROWS = 130 };
    if (!can_sweep(indicator, 1, ROWS)) return;
    table t = sweep_from(indicator, 1, ROWS, BARS);
    check_rows(&t, 0, ROWS, &bars[GAPS], BARS, 1);
    check_rows(&t, 0, ROWS, &bars[GAPS], BARS, 2);
    check_rows(&t, 0, ROWS, &bars[WALK], BARS, 16);
    check_rows(&t, 0, ROWS, &bars[WALK], BARS, 0);
    check_rows(&t, ROWS / 3, ROWS / 2, &bars[WALK], BARS, 2);
    check_rows(&t, 0, 1, &bars[WALK], BARS, 2);
    check_rows(&t, ROWS - 1, 1, &bars[FLAT_STRETCHES], BARS, 2);
    check_rows(&t, ROWS / 2, 0, &bars[WALK], BARS, 2);
    check_rows(&t, ROWS, 0, &bars[WALK], BARS, 2);
    free_table(&t);
}

/* Rows so long that few of them fit a core's cache. */
static void test_long_rows(const bw_indicator *indicator)
{
    enum { FROM = 6000, ROWS = 20 };
    if (!can_sweep(indicator, FROM, ROWS)) return;
    table t = sweep_from(indicator, FROM, ROWS, MANY_BARS);
    check_rows(&t, 3, ROWS - 5, &many_bars, MANY_BARS, 2);
    free_table(&t);
}

/* ---- a sweep of one's own ------------------------------------------------------------------------------------------ */

/* Row k: the close of k bars ago, and what it has risen by since. */
static bw_status build_rise(void *context, size_t row, bw_graph *graph, bw_series *output)
{
    const bw_series close = bw_graph_source(graph, BW_CLOSE);
    (*(size_t *)context)++;
    output[0] = bw_graph_shift(graph, close, (uint32_t)row);
    output[1] = bw_graph_operation(graph, BW_SUBTRACT, close, output[0]);
    return BW_OK;
}

static void test_own_rows(void)
{
    enum { ROWS = 150 };
    static double room[2 * ROWS][BARS];
    double *output[2 * ROWS];
    bw_column columns[BW_COLUMNS];
    bw_sweep *sweep = NULL;
    size_t built = 0;
    set_market(columns, &bars[WALK]);
    for (size_t k = 0; k < 2 * (size_t)ROWS; k++) output[k] = room[2 * ROWS - 1 - k]; /* from the last to the first */
    CHECK(bw_sweep_new(ROWS, 2, build_rise, &built, NULL, &sweep) == BW_OK && built == ROWS, "%s",
          bw_last_error()->message);
    CHECK(bw_sweep_columns(sweep) == 1 << BW_CLOSE, "reads %#x", (unsigned)bw_sweep_columns(sweep));
    CHECK(bw_sweep_run(sweep, 0, ROWS, BARS, columns, output, NULL) == BW_OK, "%s", bw_last_error()->message);
    const double *close = bars[WALK].column[BW_CLOSE];
    for (size_t row = 0; row < ROWS; row++)
        for (size_t i = 0; i < BARS; i++) {
            const double then = i < row ? NAN : close[i - row];
            CHECK(bits_of(output[2 * row][i]) == bits_of(then)
                      && bits_of(output[2 * row + 1][i]) == bits_of(close[i] - then),
                  "row %zu, bar %zu: %g and %g", row, i, output[2 * row][i], output[2 * row + 1][i]);
        }
    bw_sweep_delete(sweep);
    bw_sweep_delete(NULL);
}

/* ---- mistakes ------------------------------------------------------------------------------------------------------ */

static void check_refused(bw_status status, bw_status expected, const char *words)
{
    CHECK(status == expected && bw_last_error()->status == expected, "status %d: %s", (int)status,
          bw_last_error()->message);
    CHECK(strstr(bw_last_error()->message, words), "'%s' does not say '%s'", bw_last_error()->message, words);
}

static bw_status build_badly(void *context, size_t row, bw_graph *graph, bw_series *output)
{
    const bw_series x = bw_graph_source(graph, BW_OPEN);
    *output = (bw_series){ row == 7 && context ? 99 : x.index };
    if (row < 7 || context) return BW_OK;
    const double parameters[ROW_PARAMETERS] = { -1 };
    return bw_graph_indicator(graph, bw_find_indicator("sma"), &x, parameters, output);
}

static void test_making(void)
{
    bw_sweep *sweep = NULL;
    const bw_request request = { .indicator = bw_find_indicator("sma") };
    const double periods[] = { 3, 0, 5 };
    check_refused(bw_sweep_new(0, 1, build_badly, NULL, NULL, &sweep), BW_MISSING, "row");
    check_refused(bw_sweep_new(1, 0, build_badly, NULL, NULL, &sweep), BW_MISSING, "output");
    check_refused(bw_sweep_new(9, 1, build_badly, NULL, NULL, &sweep), BW_BAD_VALUE, "period must be");
    check_refused(bw_sweep_new(9, 1, build_badly, &sweep, NULL, &sweep), BW_BAD_VALUE, "row 7: output 0 is no series");
    check_refused(bw_sweep_new(3, 1, build_badly, NULL, "sse9", &sweep), BW_UNKNOWN_NAME, "sse9");
    check_refused(bw_sweep_of_request(&request, 3, periods, &sweep), BW_BAD_VALUE, "period must be");
    check_refused(bw_sweep_of_request(&request, 3, NULL, &sweep), BW_MISSING, "parameters");
    check_refused(bw_sweep_of_request(&(bw_request){ 0 }, 3, periods, &sweep), BW_MISSING, "indicator");
    CHECK(!sweep, "a sweep was made nevertheless");
}

static void test_running(void)
{
    enum { N = 20, ROWS = 40 };
    double room[(ROWS + 1) * N], *output[ROWS + 1], periods[ROWS];
    bw_column columns[BW_COLUMNS];
    bw_sweep *sweep = NULL;
    set_market(columns, &bars[WALK]);
    for (size_t i = 0; i < (ROWS + 1) * (size_t)N; i++) room[i] = UNTOUCHED;
    for (size_t k = 0; k < ROWS; k++) periods[k] = 1 + (double)k;
    for (size_t k = 0; k <= ROWS; k++) output[k] = room + k * N;
    const bw_request request = { .indicator = bw_find_indicator("sma") };
    CHECK(bw_sweep_of_request(&request, ROWS, periods, &sweep) == BW_OK, "%s", bw_last_error()->message);

    check_refused(bw_sweep_run(sweep, 0, ROWS + 1, N, columns, output, NULL), BW_BAD_VALUE, "the sweep has 40 rows");
    check_refused(bw_sweep_run(sweep, ROWS + 1, 0, N, columns, output, NULL), BW_BAD_VALUE, "the sweep has 40 rows");
    check_refused(bw_sweep_run(sweep, 1, SIZE_MAX, N, columns, output, NULL), BW_BAD_VALUE, "the sweep has 40 rows");
    check_refused(bw_sweep_run(sweep, 0, ROWS, N, columns, NULL, NULL), BW_MISSING, "output 0");
    check_refused(bw_sweep_run(sweep, 0, ROWS, N, NULL, output, NULL), BW_MISSING, "close");
    double *const last = output[ROWS - 1];
    output[ROWS - 1] = NULL;
    check_refused(bw_sweep_run(sweep, 0, ROWS, N, columns, output, NULL), BW_MISSING, "output 39");
    output[ROWS - 1] = output[3] + 1;
    check_refused(bw_sweep_run(sweep, 0, ROWS, N, columns, output, NULL), BW_BAD_VALUE, "output 39 overlaps");
    output[ROWS - 1] = output[3] - 1;
    check_refused(bw_sweep_run(sweep, 0, ROWS, N, columns, output, NULL), BW_BAD_VALUE, "overlaps the output");
    output[ROWS - 1] = last;
    columns[BW_CLOSE] = column_of(output[17] + 3);
    check_refused(bw_sweep_run(sweep, 0, ROWS, N, columns, output, NULL), BW_BAD_VALUE, "overlaps the input close");
    for (size_t i = 0; i < (ROWS + 1) * (size_t)N; i++) CHECK(room[i] == UNTOUCHED, "something was written at %zu", i);
    bw_sweep_delete(sweep);
}

int main(void)
{
    enum { SOME = 4 };
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 31);
    many_bars = make_bars(WALK, MANY_BARS, 32);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        test_indicator(bw_indicator_at(i));
        if (build_is_slow() && i % SOME) continue; /* many rows take long, and do the same of all */
        test_many_rows(bw_indicator_at(i));
        test_long_rows(bw_indicator_at(i));
    }
    test_own_rows();
    test_making();
    test_running();
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    free_bars(&many_bars);
    return check_report();
}
