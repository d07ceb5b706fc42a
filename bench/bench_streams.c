/* bench_streams.c: times the stream of every row of the catalogue, one bar at a time.
 *
 *     bench_streams [--seconds S] ["cci period=14" …]
 *
 * Rows are timed with their defaults; each argument adds one with other parameters. S seconds in all (10) are shared
 * between them. Prints one line of CSV for each row and kernel: its nodes, the bytes of a stream, nanoseconds for a bar that
 * is brought, per node of it, for one that is peeked at and one that is amended; all inputs are given as arrays. The fastest
 * of many turns counts, since the machine is never quiet. */
#include "counted_memory.h"
#include "plan_layout.h"
#include "program.h"
#include "workload.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS = 1024, WARM_UP_TURNS = 20, FORMS = 3 };

static double bars[BARS][BW_COLUMNS];

static void turn_update(bw_stream *stream, double *outputs)
{
    for (size_t i = 0; i < BARS; i++) bw_stream_update(stream, bars[i], outputs);
}

static void turn_peek(bw_stream *stream, double *outputs)
{
    for (size_t i = 0; i < BARS; i++) bw_stream_peek(stream, bars[i], outputs);
}

static void turn_amend(bw_stream *stream, double *outputs)
{
    for (size_t i = 0; i < BARS; i++) bw_stream_amend(stream, bars[i], outputs);
}

typedef void turn(bw_stream *stream, double *outputs);

static double time_of_bar(turn *turn, bw_stream *stream, double *outputs)
{
    double start = now();
    turn(stream, outputs);
    return (now() - start) / BARS;
}

static void bench_row(const row *r, const char *kernel, double seconds)
{
    static turn *const turns[FORMS] = { turn_update, turn_peek, turn_amend };
    double outputs[OUTPUTS_MAX], best[FORMS] = { INFINITY, INFINITY, INFINITY };
    bw_source given[BW_COLUMNS];
    for (size_t k = 0; k < bw_input_count(r->indicator); k++) {
        const bw_input *input = &r->indicator->inputs[k];
        given[k] = bw_input_is_free(input) ? BW_GIVEN : input->source;
    }
    bw_program *program;
    bw_stream *stream[FORMS];
    const bw_request request = {
        .indicator = r->indicator, .parameters = r->parameters, .sources = given, .kernel = kernel
    };
    if (bw_program_of_request(&request, &program) != BW_OK) fail(bw_last_error()->message);
    for (size_t k = 0; k < FORMS; k++) {
        if (bw_stream_open(program, turns[k] == turn_amend ? BW_AMENDABLE : 0, &stream[k]) != BW_OK)
            fail(bw_last_error()->message);
        for (size_t i = 0; i < WARM_UP_TURNS; i++) turn_update(stream[k], outputs);
    }
    for (double deadline = now() + seconds * 1e9; now() < deadline;) {
        for (size_t k = 0; k < FORMS; k++) best[k] = fmin(best[k], time_of_bar(turns[k], stream[k], outputs));
    }
    const uint32_t nodes = program->plan->steps;
    printf("%s,%s,%u,%zu,%.2f,%.2f,%.2f,%.2f\n", r->label, kernel, nodes, bw_stream_size(program, 0), best[0],
           best[0] / nodes, best[1], best[2]);
    for (size_t k = 0; k < FORMS; k++) bw_stream_close(stream[k]);
    bw_program_release(program);
}

int main(int argc, char **argv)
{
    double seconds = 10, *value[BW_COLUMNS];
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--seconds") == 0) {
        seconds = strtod(argv[2], NULL);
        first = 3;
    }
    for (size_t c = 0; c < BW_COLUMNS; c++) value[c] = allocate(BARS * sizeof(double));
    bars_make(value, BARS);
    for (size_t c = 0; c < BW_COLUMNS; c++) {
        for (size_t i = 0; i < BARS; i++) bars[i][c] = value[c][i];
        free(value[c]);
    }
    const char *const *kernels = bw_kernels();
    size_t rows = bw_indicator_count() + (size_t)(argc - first), count = 0;
    while (kernels[count]) count++;
    puts("row,kernel,nodes,bytes,update,per node,peek,amend");
    for (size_t i = 0; i < rows; i++) {
        row r = row_at(i, argv + first);
        for (size_t k = 0; k < count; k++) bench_row(&r, kernels[k], seconds / (double)(rows * count));
        (void)fflush(stdout);
    }
    return EXIT_SUCCESS;
}
