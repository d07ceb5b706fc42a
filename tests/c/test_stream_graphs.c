/* Streams of graphs of one's own, and of one program by several threads. */
#include "program.h"
#include "streams.h"
#include <pthread.h>

enum { BARS = 1200, OUTPUTS = 5, THREADS = 8 };

static const bar_kind kinds[] = { WALK, TICKS, FLAT_STRETCHES, GAPS, INFINITIES };
enum { KINDS = sizeof kinds / sizeof *kinds };

static bw_series indicator_of(bw_graph *g, const char *name, bw_series input, double period)
{
    const bw_indicator *indicator = check_allocated((void *)bw_find_indicator(name));
    row_case c = default_case(indicator);
    bw_series output[ROW_OUTPUTS];
    c.parameter[0] = period;
    CHECK(bw_graph_indicator(g, indicator, &input, c.parameter, output) == BW_OK, "%s: %s", name,
          bw_last_error()->message);
    return output[0];
}

/* An average of the distance from an average; comparisons; values of bars ago; a constant. */
static bw_program *make_program(const char *kernel)
{
    bw_graph *g = check_allocated(bw_graph_new());
    const bw_series close = bw_graph_source(g, BW_CLOSE), mean = indicator_of(g, "sma", close, 21);
    const bw_series distance = bw_graph_operation(g, BW_SUBTRACT, close, mean),
                    smooth = indicator_of(g, "ema", distance, 9);
    const bw_series crossed = bw_graph_operation(g, BW_GREATER, close, bw_graph_shift(g, mean, 5));
    const bw_series output[OUTPUTS] = {
        smooth,
        crossed,
        bw_graph_shift(g, indicator_of(g, "ema", crossed, 4), 17),
        bw_graph_operation(g, BW_DIVIDE, bw_graph_source(g, BW_HL2), bw_graph_constant(g, 3)),
        bw_graph_shift(g, close, 130),
    };
    bw_program *program = NULL;
    CHECK(bw_program_of_graph(g, output, OUTPUTS, kernel, &program) == BW_OK, "%s", bw_last_error()->message);
    bw_graph_delete(g);
    return check_allocated(program);
}

static row_results make_outputs(void)
{
    row_results r = { .outputs = OUTPUTS };
    for (size_t k = 0; k < OUTPUTS; k++) r.output[k] = check_allocated(calloc(BARS, sizeof(double)));
    return r;
}

/* The truth about the outputs that need no state: sums and quotients at the bar itself, and values of bars ago. */
static void check_plain_outputs(const test_bars *bars, const row_results *got)
{
    const double *close = bars->column[BW_CLOSE];
    for (size_t i = 0; i < BARS; i++) {
        const double hl2 = (bars->column[BW_HIGH][i] + bars->column[BW_LOW][i]) / 2;
        const double expected = isfinite(hl2) ? hl2 / 3 : NAN,
                     ago = i < 130 || !isfinite(close[i - 130]) ? NAN : close[i - 130];
        CHECK(bits_of(got->output[3][i]) == bits_of(expected), "bar %zu: %.17g, not %.17g", i, got->output[3][i],
              expected);
        CHECK(bits_of(got->output[4][i]) == bits_of(ago), "bar %zu: %.17g, not %.17g", i, got->output[4][i], ago);
    }
}

static void test_graph(const char *kernel, const test_bars *bars, row_results *reference)
{
    bw_program *program = make_program(kernel);
    bw_stream *stream = open_stream(program, 0), *other = open_stream(program, BW_AMENDABLE);
    row_results one_by_one = make_outputs(), at_once = make_outputs(), in_pieces = make_outputs();
    uint64_t random = 17;
    update_until(stream, bars, &one_by_one, BARS);
    bw_stream_reset(stream);
    extend_until(stream, bars, &at_once, BARS);
    check_same(&one_by_one, &at_once, BARS, "a graph", "one by one and at once");
    check_plain_outputs(bars, &at_once);
    for (size_t bar; (bar = (size_t)bw_stream_bars(other)) < BARS;) {
        const size_t end = bar + 1 + next_random(&random) % 300;
        if (next_random(&random) % 2) update_until(other, bars, &in_pieces, end < BARS ? end : BARS);
        else extend_until(other, bars, &in_pieces, end < BARS ? end : BARS);
        bw_stream *copy = copy_stream(other);
        bw_stream_close(other);
        other = copy;
    }
    check_same(&in_pieces, &at_once, BARS, "a graph", "in pieces, by a copy each time");
    if (reference->outputs) check_same(&at_once, reference, BARS, "a graph", "another kernel");
    else *reference = at_once;
    if (reference->output[0] != at_once.output[0]) free_results(&at_once);
    free_results(&one_by_one);
    free_results(&in_pieces);
    bw_stream_close(stream);
    bw_stream_close(other);
    bw_program_release(program);
}

/* ---- operators without an entry for one bar ---- */

/* All operators of a kernel, and of some the entry for one bar taken away. */
typedef struct {
    bw_kernel kernel;
    bw_operator without[BW_OPERATOR_COUNT];
    const bw_operator *operators[BW_OPERATOR_COUNT];
} partial_kernel;

static void take_entries_away(partial_kernel *to, const bw_kernel *from)
{
    static const bw_opcode op[] = { BW_OP_sub, BW_OP_divide, BW_OP_less, BW_OP_lag,
                                    BW_OP_constant }; /* these take any n */
    to->kernel = *from;
    to->kernel.operators = to->operators;
    memcpy(to->operators, from->operators, sizeof to->operators);
    for (size_t k = 0; k < sizeof op / sizeof *op; k++) {
        to->without[op[k]] = *from->operators[op[k]];
        to->without[op[k]].one = NULL;
        to->operators[op[k]] = &to->without[op[k]];
    }
}

static void test_without_entries(const test_bars *bars, const row_results *reference)
{
    static partial_kernel partial;
    bw_program *program = make_program(NULL);
    take_entries_away(&partial, program->kernel);
    program->kernel = &partial.kernel; /* before the first stream, whose plan is made of it */
    bw_stream *stream = open_stream(program, 0);
    row_results got = make_outputs();
    update_until(stream, bars, &got, BARS);
    check_same(&got, reference, BARS, "a graph", "operators without an entry for one bar");
    free_results(&got);
    bw_stream_close(stream);
    bw_program_release(program);
}

/* ---- threads ---- */

typedef struct {
    bw_program *program;
    const test_bars *bars;
    row_results got;
} thread_task;

/* Opening is part of it: the first stream makes what all of the program share. */
static void *run_own_stream(void *argument)
{
    thread_task *task = argument;
    bw_stream *stream = NULL;
    double columns[BW_COLUMNS], outputs[ROW_OUTPUTS];
    if (bw_stream_open(task->program, 0, &stream) != BW_OK) return NULL;
    for (size_t bar = 0; bar < BARS; bar++) {
        get_bar(task->bars, bar, columns);
        bw_stream_update(stream, columns, outputs);
        put_outputs(&task->got, bar, outputs);
    }
    bw_stream_close(stream);
    bw_program_release(task->program);
    return NULL;
}

static void test_threads(const test_bars *bars, const row_results *reference)
{
    pthread_t thread[THREADS];
    thread_task task[THREADS];
    for (int round = 0; round < 10; round++) {
        bw_program *program = make_program(NULL);
        for (size_t t = 0; t < THREADS; t++) {
            task[t] = (thread_task){ bw_program_retain(program), &bars[t % KINDS], make_outputs() };
            CHECK(!pthread_create(&thread[t], NULL, run_own_stream, &task[t]), "thread %zu does not start", t);
        }
        bw_program_release(program);
        for (size_t t = 0; t < THREADS; t++) {
            pthread_join(thread[t], NULL);
            check_same(&task[t].got, &reference[t % KINDS], BARS, "a graph", "in a thread of its own");
            free_results(&task[t].got);
        }
    }
}

int main(void)
{
    static test_bars bars[KINDS];
    static row_results reference[KINDS];
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t k = 0; k < KINDS; k++) {
        bars[k] = make_bars(kinds[k], BARS, 51);
        for (const char *const *kernel = bw_kernels(); *kernel; kernel++) test_graph(*kernel, &bars[k], &reference[k]);
    }
    test_threads(bars, reference);
    for (size_t k = 0; k < KINDS; k++) {
        test_without_entries(&bars[k], &reference[k]);
        free_bars(&bars[k]);
        free_results(&reference[k]);
    }
    return check_report();
}
