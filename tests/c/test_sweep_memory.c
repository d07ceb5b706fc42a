/* Every allocation of programs, sweeps and tasks fails in turn: a clean error, nothing written, nothing lost. A sweep takes
 * little memory beside its result. */
#include "rows.h"
#include "counted_allocations.h"

/* Windows so long that an arena is too large to be kept for the next call, which would have hidden a loss. */
enum { BARS = 90100, LONG_PERIOD = 90000, ROWS = 6, UNTOUCHED = -77 };

static test_bars bars;
static double *output[ROWS];
static bw_column columns[BW_COLUMNS];

static bw_sweep *new_sweep(size_t rows, const char *name, double from)
{
    const bw_indicator *indicator = bw_find_indicator(name);
    const size_t width = bw_parameter_count(indicator);
    double *parameter = check_allocated(__real_malloc(rows * width * sizeof *parameter));
    bw_sweep *sweep = NULL;
    row_case c = default_case(indicator);
    for (size_t row = 0; row < rows; row++) {
        c.parameter[0] = fmin(from + (double)row, indicator->parameters->max);
        put_in_order(&c);
        memcpy(parameter + row * width, c.parameter, width * sizeof *parameter);
    }
    const bw_request request = { .indicator = indicator, .columns = columns };
    bw_sweep_of_request(&request, rows, parameter, &sweep);
    __real_free(parameter);
    return sweep;
}

static bw_status run_sweep(void)
{
    bw_sweep *sweep = new_sweep(ROWS, "sma", LONG_PERIOD);
    if (!sweep) return bw_last_error()->status;
    const bw_status status = bw_sweep_run(sweep, 1, ROWS - 2, BARS, columns, output, &(bw_execution){ .threads = 1 });
    bw_sweep_delete(sweep);
    return status;
}

static bw_program *new_program(void)
{
    bw_program *program = NULL;
    bw_graph *graph = bw_graph_new();
    if (!graph) return NULL;
    const double period = LONG_PERIOD;
    const bw_series x = bw_graph_source(graph, BW_HLC3);
    bw_series mean = { 0 };
    bw_status status = bw_graph_indicator(graph, bw_find_indicator("sma"), &x, &period, &mean);
    const bw_series difference = bw_graph_operation(graph, BW_SUBTRACT, x, mean);
    if (status == BW_OK) status = bw_program_of_graph(graph, &difference, 1, NULL, &program);
    bw_graph_delete(graph);
    return status == BW_OK ? program : NULL;
}

static bw_status run_program(void)
{
    bw_program *program = new_program();
    if (!program) return bw_last_error()->status;
    const bw_status status = bw_program_run(program, BARS, columns, output);
    bw_program_release(program);
    return status;
}

static void describe(void *context, size_t index, bw_task *task)
{
    *task = (bw_task){ .program = context, .n = BARS, .outputs = &output[index] };
    memcpy(task->columns, columns, sizeof columns);
}

static bw_status run_tasks(void)
{
    bw_program *program = new_program();
    if (!program) return bw_last_error()->status;
    const bw_status status = bw_run_tasks(2, describe, program, &(bw_execution){ .threads = 1 });
    bw_program_release(program);
    return status;
}

static void forget_outputs(void)
{
    for (size_t k = 0; k < ROWS; k++)
        for (size_t i = 0; i < BARS; i++) output[k][i] = UNTOUCHED;
}

static void test_failures(bw_status (*run)(void), const char *name, bool is_alone)
{
    forget_outputs();
    for (long failures = 0;; failures++) {
        const long before = blocks_held;
        until_failure = failures;
        const bw_status status = run();
        until_failure = -1;
        CHECK(blocks_held == before, "%s, allocation %ld fails: %ld blocks are lost", name, failures,
              blocks_held - before);
        if (status == BW_OK) {
            CHECK(failures > 5, "%s: only %ld allocations", name, failures);
            break;
        }
        CHECK(status == BW_NO_MEMORY && bw_last_error()->status == BW_NO_MEMORY, "%s, allocation %ld fails: %s", name,
              failures, bw_last_error()->message);
        for (size_t i = 0; is_alone && i < BARS; i++)
            if (output[0][i] != UNTOUCHED) CHECK(false, "%s, allocation %ld fails: %zu is written", name, failures, i);
    }
    CHECK(output[0][0] != UNTOUCHED && !isnan(output[0][BARS - 1]), "%s: nothing is computed", name);
}

/* Two threads find no memory for their runs: the calling thread has the error. */
static void test_failing_threads(void)
{
    bw_program *program = check_allocated(new_program());
    const long before = blocks_held;
    for (long enough = 0; enough < 2; enough++) { /* for what the calling thread alone needs, or not even that */
        until_failure = enough;
        const bw_status status = bw_run_tasks(ROWS, describe, program, &(bw_execution){ .threads = 2 });
        until_failure = -1;
        CHECK(status == BW_NO_MEMORY && bw_last_error()->status == BW_NO_MEMORY, "%ld: %s", enough,
              bw_last_error()->message);
        CHECK(blocks_held == before, "%ld blocks are lost", blocks_held - before);
    }
    CHECK(bw_run_tasks(ROWS, describe, program, &(bw_execution){ .threads = 1 }) == BW_OK, "afterwards: %s",
          bw_last_error()->message);
    bw_program_release(program);
}

/* Bars that are too few for any value take no memory at all. */
static void test_few_bars(void)
{
    bw_program *program = check_allocated(new_program());
    bytes_asked = 0;
    CHECK(bw_program_run(program, LONG_PERIOD - 1, columns, output) == BW_OK, "%s", bw_last_error()->message);
    CHECK(bytes_asked == 0, "%zu bytes for nothing", bytes_asked);
    CHECK(isnan(output[0][0]) && isnan(output[0][LONG_PERIOD - 2]), "not NaN");
    bw_program_release(program);
}

static void test_sweep_memory(const bw_indicator *indicator)
{
    enum { SWEPT = 200, N = 10000, FROM = 5, MOST = 32 << 20 };
    const bw_parameter *p = indicator->parameters;
    if (!p->name || p->type != BW_INTEGER || p->min > FROM || p->max < FROM + SWEPT) return;
    const size_t outputs = SWEPT * bw_output_count(indicator);
    double **result = check_allocated(__real_malloc(outputs * sizeof *result));
    double *room = check_allocated(__real_malloc(outputs * N * sizeof *room));
    for (size_t k = 0; k < outputs; k++) result[k] = room + k * N;
    const long before = bytes_held;
    bytes_asked = 0;
    bw_sweep *sweep = check_allocated(new_sweep(SWEPT, indicator->name, FROM));
    CHECK(bw_sweep_run(sweep, 0, SWEPT, N, columns, result, &(bw_execution){ .threads = 1 }) == BW_OK, "%s",
          bw_last_error()->message);
    CHECK(bytes_asked < MOST, "a sweep of %s asks for %zu bytes", indicator->name, bytes_asked);
    bw_sweep_delete(sweep);
    CHECK(bytes_held - before < MOST / 16, "a sweep of %s leaves %ld bytes", indicator->name, bytes_held - before);
    __real_free(room);
    __real_free(result);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(WALK, BARS, 61);
    set_columns(columns, bars.column);
    for (size_t k = BW_MARKET_COLUMNS; k < BW_COLUMNS; k++) columns[k] = (bw_column){ 0 };
    for (size_t k = 0; k < ROWS; k++) output[k] = check_allocated(__real_malloc(BARS * sizeof(double)));
    test_failures(run_program, "a program", true);
    test_failures(run_sweep, "a sweep", false);
    test_failures(run_tasks, "tasks", false);
    test_failing_threads();
    test_few_bars();
    for (size_t i = 0; i < bw_indicator_count(); i++) test_sweep_memory(bw_indicator_at(i));
    for (size_t k = 0; k < ROWS; k++) __real_free(output[k]);
    free_bars(&bars);
    return check_report();
}
