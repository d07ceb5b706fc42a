/* Many runs at once: a series of a panel, a group of a long table, a column of a wide one give the bits that they give alone,
 * however many threads there are. */
#define _DEFAULT_SOURCE
#include "rows.h"
#include <fenv.h>
#include <pthread.h>

enum { SERIES = 60, BARS = 500, UNTOUCHED = -77 };

static test_bars bars[SERIES];

/* ---- panels and groups --------------------------------------------------------------------------------------------- */

/* Series k is bars first[k] … first[k + 1] - 1 of the columns. */
typedef struct {
    const bw_program *program;
    test_bars table;
    size_t first[SERIES + 1];
    row_results results;
    double *output[SERIES][ROW_OUTPUTS];
} groups;

static void describe_group(void *context, size_t index, bw_task *task)
{
    groups *g = context;
    double *market[BW_MARKET_COLUMNS];
    for (size_t c = 0; c < BW_MARKET_COLUMNS; c++) market[c] = g->table.column[c] + g->first[index];
    for (size_t k = 0; k < g->results.outputs; k++) g->output[index][k] = g->results.output[k] + g->first[index];
    *task = (bw_task){ .program = g->program, .n = g->first[index + 1] - g->first[index], .outputs = g->output[index] };
    set_columns(task->columns, market);
}

static bw_program *program_of(const row_case *c)
{
    const bw_source given[ROW_PARAMETERS] = { BW_GIVEN, BW_GIVEN, BW_GIVEN, BW_GIVEN };
    bw_source sources[ROW_PARAMETERS];
    bw_program *program = NULL;
    for (size_t k = 0; c->indicator->inputs[k].name; k++)
        sources[k] = bw_input_is_free(&c->indicator->inputs[k]) ? given[k] : c->indicator->inputs[k].source;
    const bw_request request = { .indicator = c->indicator, .parameters = c->parameter, .sources = sources };
    CHECK(bw_program_of_request(&request, &program) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    return check_allocated(program);
}

static void check_group(const groups *g, const row_case *c, size_t index, unsigned threads)
{
    const size_t first = g->first[index], n = g->first[index + 1] - first;
    double *market[BW_MARKET_COLUMNS];
    row_results alone = make_results(c->indicator, n);
    for (size_t k = 0; k < BW_MARKET_COLUMNS; k++) market[k] = g->table.column[k] + first;
    CHECK(run_case(c, NULL, market, n, alone.output) == BW_OK, "%s", bw_last_error()->message);
    for (size_t k = 0; k < alone.outputs; k++) {
        const size_t same = first_difference(g->results.output[k] + first, alone.output[k], n);
        CHECK(same == n, "%s: group %zu of %zu bars, %u threads: output %zu differs at bar %zu", c->name, index, n,
              threads, k, same);
    }
    free_results(&alone);
}

/* Groups of any length, empty ones and ones too short for any value among them, all in one table. */
static void test_groups(const row_case *c, void *context)
{
    static const unsigned threads[] = { 0, 1, 2, 16 };
    static groups g;
    uint64_t random = 5;
    (void)context;
    g.program = NULL;
    for (size_t k = 0; k < SERIES; k++)
        g.first[k + 1] = g.first[k]
                         + (k % 5 == 0   ? 0
                            : k % 5 == 1 ? 1 + next_random(&random) % 8
                                         : next_random(&random) % 700);
    bw_program *program = program_of(c);
    g.program = program;
    g.table = make_bars(GAPS, g.first[SERIES], 41);
    g.results = make_results(c->indicator, g.first[SERIES]);
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        for (size_t k = 0; k < g.results.outputs; k++)
            for (size_t i = 0; i < g.first[SERIES]; i++) g.results.output[k][i] = UNTOUCHED;
        const bw_status status = bw_run_tasks(SERIES, describe_group, &g, &(bw_execution){ .threads = threads[t] });
        CHECK(status == BW_OK, "%s: %s", c->name, bw_last_error()->message);
        for (size_t k = 0; k < SERIES; k++) check_group(&g, c, k, threads[t]);
    }
    free_results(&g.results);
    free_bars(&g.table);
    bw_program_release(program);
}

/* ---- strides ------------------------------------------------------------------------------------------------------- */

/* A table in which each bar's values of all series stand together, outputs between the inputs. */
typedef struct {
    const bw_program *program;
    double *cell;          /* the first bar's */
    size_t width, outputs; /* of a bar; of a series */
    ptrdiff_t stride;      /* in bytes, from bar to bar */
    double *output[SERIES][ROW_OUTPUTS];
} wide_table;

static void describe_series(void *context, size_t index, bw_task *task)
{
    wide_table *w = context;
    double *cell = w->cell + index * w->width;
    *task = (bw_task){ .program = w->program, .n = BARS, .outputs = w->output[index], .output_stride = w->stride };
    for (size_t c = 0; c < BW_COLUMNS; c++)
        task->columns[c] = (bw_column){ .data = cell + market_column(c), .stride = w->stride };
    for (size_t k = 0; k < w->outputs; k++) w->output[index][k] = cell + BW_MARKET_COLUMNS + k;
}

static double *cell_at(const wide_table *w, size_t series, size_t bar)
{
    return (double *)((char *)(w->cell + series * w->width) + (ptrdiff_t)bar * w->stride);
}

static void check_series(const wide_table *w, const row_case *c, size_t series)
{
    row_results alone = results_of(c, NULL, &bars[series]);
    for (size_t k = 0; k < w->outputs; k++) {
        size_t i = 0;
        while (i < BARS && bits_of(cell_at(w, series, i)[BW_MARKET_COLUMNS + k]) == bits_of(alone.output[k][i])) i++;
        CHECK(i == BARS, "%s: series %zu of a wide table, output %zu differs at bar %zu", c->name, series, k, i);
    }
    for (size_t i = 0; i < BARS; i++)
        for (size_t m = 0; m < BW_MARKET_COLUMNS; m++)
            if (bits_of(cell_at(w, series, i)[m]) != bits_of(bars[series].column[m][i]))
                CHECK(false, "%s: column %zu of series %zu was written to", c->name, m, series);
    free_results(&alone);
}

static void test_strides(const row_case *c, void *context)
{
    static wide_table w;
    (void)context;
    bw_program *program = program_of(c);
    w.program = program;
    w.outputs = bw_output_count(c->indicator);
    w.width = BW_MARKET_COLUMNS + w.outputs;
    const size_t row = SERIES * w.width;
    double *room = check_allocated(malloc(BARS * row * sizeof *room));
    for (int backwards = 0; backwards < 2; backwards++) {
        w.stride = (ptrdiff_t)(row * sizeof *room) * (backwards ? -1 : 1);
        w.cell = backwards ? room + (BARS - 1) * row : room;
        for (size_t series = 0; series < SERIES; series++)
            for (size_t i = 0; i < BARS; i++)
                for (size_t m = 0; m < w.width; m++)
                    cell_at(&w, series, i)[m] = m < BW_MARKET_COLUMNS ? bars[series].column[m][i] : UNTOUCHED;
        CHECK(bw_run_tasks(SERIES, describe_series, &w, &(bw_execution){ .threads = 2 }) == BW_OK, "%s: %s", c->name,
              bw_last_error()->message);
        for (size_t series = 0; series < SERIES; series++) check_series(&w, c, series);
    }
    free(room);
    bw_program_release(program);
}

/* ---- mistakes ------------------------------------------------------------------------------------------------------ */

typedef struct {
    groups *groups;
    size_t bad;
    int mistake;
} badly;

enum { NO_PROGRAM, NO_OUTPUT, NO_COLUMN, OVERLAP, WOVEN_OVERLAP, MISTAKES };

static void describe_badly(void *context, size_t index, bw_task *task)
{
    static double *overlapping[ROW_OUTPUTS];
    const badly *b = context;
    describe_group(b->groups, index, task);
    if (index != b->bad) return;
    memcpy(overlapping, task->outputs, sizeof overlapping);
    if (b->mistake == NO_PROGRAM) task->program = NULL;
    if (b->mistake == NO_OUTPUT) task->outputs = NULL;
    if (b->mistake == NO_COLUMN) memset(task->columns, 0, sizeof task->columns);
    if (b->mistake != OVERLAP && b->mistake != WOVEN_OVERLAP) return;
    double *in = b->groups->table.column[BW_CLOSE] + b->groups->first[index];
    overlapping[0] = in + 2 * (b->mistake == WOVEN_OVERLAP);
    task->outputs = overlapping;
    if (b->mistake != WOVEN_OVERLAP) return;
    task->n /= 4;
    task->output_stride = 4 * sizeof(double);
    for (size_t c = 0; c < BW_COLUMNS; c++) task->columns[c] = (bw_column){ .data = in, .stride = 2 * sizeof(double) };
}

/* One task that cannot be run, the first or the last: none is. The error is the calling thread's. */
static void test_mistakes(void)
{
    static const char *const words[MISTAKES] = { "has no program", "no array for the output", "is missing",
                                                 "overlaps the input", "overlaps the input" };
    static groups g;
    const row_case c = default_case(bw_find_indicator("sma"));
    bw_program *program = program_of(&c);
    for (size_t k = 0; k < SERIES; k++) g.first[k + 1] = g.first[k] + 100;
    g.program = program;
    g.table = make_bars(WALK, g.first[SERIES], 42);
    g.results = make_results(c.indicator, g.first[SERIES]);
    for (size_t i = 0; i < g.first[SERIES]; i++) g.results.output[0][i] = UNTOUCHED;
    for (int mistake = 0; mistake < MISTAKES; mistake++)
        for (size_t bad = 0; bad < SERIES; bad += SERIES - 1) {
            const bw_status status =
                bw_run_tasks(SERIES, describe_badly, &(badly){ &g, bad, mistake }, &(bw_execution){ .threads = 3 });
            CHECK(status == (mistake < OVERLAP ? BW_MISSING : BW_BAD_VALUE) && bw_last_error()->status == status,
                  "mistake %d gives %d: %s", mistake, (int)status, bw_last_error()->message);
            CHECK(strstr(bw_last_error()->message, words[mistake]), "'%s'", bw_last_error()->message);
        }
    for (size_t i = 0; i < g.first[SERIES]; i++)
        if (g.results.output[0][i] != UNTOUCHED) CHECK(false, "something was written at %zu", i);
    CHECK(bw_run_tasks(0, NULL, NULL, NULL) == BW_OK, "no tasks: %s", bw_last_error()->message);
    free_results(&g.results);
    free_bars(&g.table);
    bw_program_release(program);
}

/* ---- the host's floating point ------------------------------------------------------------------------------------- */

static bool change_rounding(void *context, double done)
{
    const int usual = (*(int *)context)++ ? FE_DOWNWARD : FE_UPWARD;
    (void)done;
    CHECK(fegetround() == usual, "the watch finds rounding mode %d, not %d", fegetround(), usual);
    fesetround(FE_DOWNWARD);
    return true;
}

/* It changes no result in any thread, the watch finds it as the host had set it, and what the watch sets stays set. */
static void test_host_settings(void)
{
    enum { MANY_BARS = 1000000 };
    static groups g;
    row_case c = default_case(bw_find_indicator("cci"));
    c.parameter[0] = 300;
    bw_program *program = program_of(&c);
    int calls = 0;
    for (size_t k = 0; k < SERIES; k++) g.first[k + 1] = g.first[k] + MANY_BARS / SERIES;
    g.program = program;
    g.table = make_bars(WALK, g.first[SERIES], 43);
    g.results = make_results(c.indicator, g.first[SERIES]);
    for (unsigned threads = 1; threads <= 2; threads++) {
        memset(g.results.output[0], 0, g.first[SERIES] * sizeof(double));
        fesetround(FE_UPWARD);
        const bw_status status = bw_run_tasks(
            SERIES, describe_group, &g,
            &(bw_execution){ .threads = threads, .watch = threads == 1 ? change_rounding : NULL, .context = &calls });
        const int after = fegetround();
        fesetround(FE_TONEAREST);
        CHECK(status == BW_OK, "%s", bw_last_error()->message);
        CHECK(after == (threads == 1 && calls ? FE_DOWNWARD : FE_UPWARD), "left in rounding mode %d", after);
        for (size_t k = 0; k < SERIES; k += 7) check_group(&g, &c, k, threads);
    }
    free_results(&g.results);
    free_bars(&g.table);
    bw_program_release(program);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t k = 0; k < SERIES; k++) bars[k] = make_bars((bar_kind)(k % BAR_KINDS), BARS, 40 + k);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test_groups(&c, NULL);
        test_strides(&c, NULL);
    }
    test_mistakes();
    test_host_settings();
    for (size_t k = 0; k < SERIES; k++) free_bars(&bars[k]);
    return check_report();
}
