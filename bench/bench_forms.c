/* bench_forms.c: times sweeps and panels of the catalogue's rows, by one thread and by several.
 *
 *     bench_forms [--seconds S] [--threads T] ["alma offset=0.5" …]
 *
 * Of every row whose first parameter is a period: 200 rows of it, from 5 bars on, over 10,000 bars, and 1,000 series of 2,000
 * bars each; T threads (2) beside one. Each argument adds a row with other parameters. S seconds in all (20) are shared
 * between them. Prints one line of CSV for each row, in milliseconds: making the sweep; running it by one thread and by T, and
 * the share of memory that it takes beside its result; the panel by one thread and by T. Outputs are used again and again. The
 * fastest of many turns counts, since the machine is never quiet. */
#include "counted_memory.h"
#include "workload.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 200, FROM = 5, BARS = 10000, SERIES = 1000, SERIES_BARS = 2000, RESULT_MAX = SERIES * SERIES_BARS };

static double *column[BW_COLUMNS], *panel, *room;
static double *output[SERIES * OUTPUTS_MAX];

typedef struct {
    double making, sweep[2], series[2]; /* ns; by one thread, by several */
    size_t bytes;
} timing;

static void check(bw_status status)
{
    if (status != BW_OK) fail(bw_last_error()->message);
}

/* As many outputs of n bars as there is room for, and then again from the start. */
static void place_outputs(size_t count, size_t n)
{
    for (size_t k = 0; k < count; k++) output[k] = room + k % (RESULT_MAX * OUTPUTS_MAX / n) * n;
}

static bw_request request_of(const row *r, bw_source *given)
{
    for (size_t k = 0; k < bw_input_count(r->indicator); k++) {
        const bw_input *input = &r->indicator->inputs[k];
        given[k] = bw_input_is_free(input) ? BW_GIVEN : input->source;
    }
    return (bw_request){ .indicator = r->indicator, .parameters = r->parameters, .sources = given };
}

static void bench_sweep(const row *r, unsigned threads, timing *t)
{
    const size_t width = bw_parameter_count(r->indicator), outputs = bw_output_count(r->indicator);
    double parameters[ROWS * PARAMETERS_MAX];
    bw_source given[PARAMETERS_MAX];
    bw_column columns[BW_COLUMNS];
    bw_sweep *sweep;
    for (size_t i = 0; i < ROWS; i++) {
        memcpy(parameters + i * width, r->parameters, width * sizeof *parameters);
        parameters[i * width] = FROM + (double)i;
    }
    for (size_t c = 0; c < BW_COLUMNS; c++) columns[c] = (bw_column){ .data = column[c], .stride = sizeof(double) };
    place_outputs(ROWS * outputs, BARS);
    const bw_request request = request_of(r, given);
    const size_t before = memory_held();
    memory_forget_peak();
    double start = now();
    check(bw_sweep_of_request(&request, ROWS, parameters, &sweep));
    t->making = fmin(t->making, now() - start);
    for (int several = 0; several < 2; several++) {
        const bw_execution execution = { .threads = several ? threads : 1 };
        start = now();
        check(bw_sweep_run(sweep, 0, ROWS, BARS, columns, output, &execution));
        t->sweep[several] = fmin(t->sweep[several], now() - start);
    }
    t->bytes = memory_peak() - before;
    bw_sweep_delete(sweep);
}

typedef struct {
    bw_program *program;
    size_t outputs;
} panel_of_series;

static void describe_series(void *context, size_t index, bw_task *task)
{
    const panel_of_series *p = context;
    *task = (bw_task){ .program = p->program, .n = SERIES_BARS, .outputs = output + index * p->outputs };
    for (size_t c = 0; c < BW_COLUMNS; c++)
        task->columns[c] = (bw_column){ .data = panel + index * SERIES_BARS, .stride = sizeof(double) };
}

static void bench_panel(const row *r, unsigned threads, timing *t)
{
    bw_source given[PARAMETERS_MAX];
    panel_of_series p = { .outputs = bw_output_count(r->indicator) };
    const bw_request request = request_of(r, given);
    check(bw_program_of_request(&request, &p.program));
    place_outputs(SERIES * p.outputs, SERIES_BARS);
    for (int several = 0; several < 2; several++) {
        const double start = now();
        check(bw_run_tasks(SERIES, describe_series, &p, &(bw_execution){ .threads = several ? threads : 1 }));
        t->series[several] = fmin(t->series[several], now() - start);
    }
    bw_program_release(p.program);
}

static void bench_row(const row *r, unsigned threads, double seconds)
{
    const bw_parameter *p = r->indicator->parameters;
    timing t = { INFINITY, { INFINITY, INFINITY }, { INFINITY, INFINITY }, 0 };
    if (!p->name || p->type != BW_INTEGER || p->min > FROM || p->max < FROM + ROWS) return;
    for (double deadline = now() + seconds * 1e9; now() < deadline;) {
        bench_sweep(r, threads, &t);
        bench_panel(r, threads, &t);
    }
    printf("%s,%.4f,%.3f,%.3f,%zu,%.3f,%.3f\n", r->label, t.making * 1e-6, t.sweep[0] * 1e-6, t.sweep[1] * 1e-6,
           t.bytes, t.series[0] * 1e-6, t.series[1] * 1e-6);
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    double seconds = 20;
    unsigned threads = 2;
    int first = 1;
    for (; first + 1 < argc && argv[first][0] == '-'; first += 2) {
        if (strcmp(argv[first], "--seconds") == 0) {
            seconds = strtod(argv[first + 1], NULL);
        } else if (strcmp(argv[first], "--threads") == 0) {
            threads = (unsigned)strtoul(argv[first + 1], NULL, 10);
        } else {
            fail("unknown option; there are --seconds and --threads");
        }
    }
    for (size_t c = 0; c < BW_COLUMNS; c++) column[c] = allocate(BARS * sizeof(double));
    bars_make(column, BARS);
    panel = allocate(RESULT_MAX * sizeof(double));
    for (size_t i = 0; i < RESULT_MAX; i++) {
        const size_t series = i / BARS;
        panel[i] = column[BW_CLOSE][i % BARS] + (double)series;
    }
    room = allocate((size_t)RESULT_MAX * OUTPUTS_MAX * sizeof(double));
    const size_t rows = bw_indicator_count() + (size_t)(argc - first);
    printf("row,making,sweep,sweep by %u,bytes,panel,panel by %u\n", threads, threads);
    for (size_t i = 0; i < rows; i++) {
        const row r = row_at(i, argv + first);
        bench_row(&r, threads, seconds / (double)rows);
    }
    return EXIT_SUCCESS;
}
