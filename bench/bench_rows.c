/* bench_rows.c: times every row of the catalogue in every kernel of this machine, beside memcpy.
 *
 *     bench_rows [--seconds S] ["cci period=14" …]
 *
 * Rows are timed with their defaults; each argument adds one with other parameters. S seconds in all (30) are shared
 * between them. Prints one line of CSV for each row and kernel: nanoseconds per bar for each number of bars, into outputs
 * that are used again and again. memcpy stands for what the memory alone takes: it reads and writes as many bytes as the
 * row's inputs and outputs have.
 *
 * The machine is never quiet, so the contenders take turns, there and back, and each one's fastest turn counts. */
#include "counted_memory.h"
#include "workload.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LENGTHS = 3,
    BARS_MAX = 1000000,
    ROUNDS_MIN = 3,
    TURN_NANOSECONDS = 20000, /* the clock's own cost and grain must not count */
    KERNELS_MAX = 8,
    MEMORY_PERIOD = 10000,
    MEMORY_BARS = 300000, /* one temporary of this length would be seen: it is 2.4 MB */
};

static const size_t lengths[LENGTHS] = { 100, 10000, BARS_MAX };

typedef struct {
    bw_column columns[BW_COLUMNS];
    double *outputs[OUTPUTS_MAX];
    char *from, *to; /* for memcpy: as large as all columns and outputs together */
} bench_bars;

typedef struct {
    bw_request request;
    const bench_bars *copied; /* NULL: the request is run */
    size_t copy_bytes;
    size_t calls; /* in one turn */
    double best;  /* nanoseconds of a call */
} contender;

static void bars_allocate(bench_bars *b)
{
    double *value[BW_COLUMNS];
    for (size_t c = 0; c < BW_COLUMNS; c++) {
        value[c] = allocate(BARS_MAX * sizeof(double));
        b->columns[c] = (bw_column){ .data = value[c], .stride = sizeof(double) };
    }
    bars_make(value, BARS_MAX);
    for (size_t k = 0; k < OUTPUTS_MAX; k++) {
        b->outputs[k] = allocate(BARS_MAX * sizeof(double));
    }
    size_t all = (BW_COLUMNS + OUTPUTS_MAX) * BARS_MAX * sizeof(double) / 2;
    b->from = allocate(all);
    b->to = allocate(all);
}

/* Every input is given as a column, so that the row is timed and not the making of its default source. */
static bw_request request_of(const row *r, const bench_bars *b, const char *kernel, size_t n)
{
    return (bw_request){
        .indicator = r->indicator,
        .parameters = r->parameters,
        .kernel = kernel,
        .n = n,
        .columns = b->columns,
        .outputs = b->outputs,
    };
}

/* ---- memory -------------------------------------------------------------------------------------------------------- */

/* Bytes that one first call holds at most, with all periods at MEMORY_PERIOD. The call is made by a child process, where
 * nothing is cached yet that it could use again. Negative if those parameters are not allowed together. */
static double peak_memory(const row *r, const bench_bars *b)
{
    row longest = *r;
    for (size_t i = 0; i < bw_parameter_count(r->indicator); i++) {
        const bw_parameter *p = &r->indicator->parameters[i];
        if (p->type == BW_INTEGER && p->max >= MEMORY_PERIOD) {
            longest.parameters[i] = MEMORY_PERIOD;
        }
    }
    int channel[2];
    if (pipe(channel) != 0) fail("no pipe");
    pid_t child = fork();
    if (child == 0) {
        bw_request request = request_of(&longest, b, NULL, MEMORY_BARS);
        memory_forget_peak();
        size_t before = memory_held();
        double bytes = bw_run(&request) == BW_OK ? (double)(memory_peak() - before) : -1;
        _exit(write(channel[1], &bytes, sizeof bytes) != sizeof bytes);
    }
    close(channel[1]);
    double bytes = -1;
    if (child < 0 || read(channel[0], &bytes, sizeof bytes) != sizeof bytes) {
        fail("the child process that measures memory did not answer");
    }
    close(channel[0]);
    waitpid(child, NULL, 0);
    return bytes;
}

/* ---- time ---------------------------------------------------------------------------------------------------------- */

static void run_once(const contender *c)
{
    if (c->copied) {
        memcpy(c->copied->to, c->copied->from, c->copy_bytes);
        __asm__ volatile("" ::: "memory"); /* or the compiler may drop copies that the next one overwrites */
    } else if (bw_run(&c->request) != BW_OK) {
        fail(bw_last_error()->message);
    }
}

static double run_turn(const contender *c)
{
    double start = now();
    for (size_t i = 0; i < c->calls; i++) {
        run_once(c);
    }
    return (now() - start) / (double)c->calls;
}

static void take_turns(contender *contenders, size_t count, double seconds)
{
    double deadline = now() + seconds * 1e9;
    for (size_t i = 0; i < count; i++) {
        contender *c = &contenders[i];
        c->calls = 1;
        run_once(c);
        c->best = run_turn(c);
        c->calls = (size_t)ceil(TURN_NANOSECONDS / c->best);
    }
    for (size_t round = 0; round < ROUNDS_MIN || now() < deadline; round++) {
        for (size_t i = 0; i < count; i++) {
            contender *c = &contenders[round % 2 ? count - 1 - i : i]; /* not always after the same one … */
            run_once(c); /* … since that leaves its own data in the caches */
            c->best = fmin(c->best, run_turn(c));
        }
    }
}

/* A row's contenders lie side by side, length by length: its kernels, then memcpy. All lengths take part in each round,
 * so that a slow spell of the machine does not hit one of them alone. */
static size_t contenders_of(const row *r, const bench_bars *b, contender *contenders)
{
    const char *const *kernels = bw_kernels();
    size_t values = bw_input_count(r->indicator) + bw_output_count(r->indicator), count = 0;
    for (size_t k = 0; k < LENGTHS; k++) {
        for (size_t i = 0; kernels[i] && i < KERNELS_MAX; i++) {
            contenders[count++] = (contender){ .request = request_of(r, b, kernels[i], lengths[k]) };
        }
        contenders[count++] = (contender){ .copied = b, .copy_bytes = lengths[k] * values * sizeof(double) / 2 };
    }
    return count;
}

static void bench_row(const row *r, const bench_bars *b, double seconds)
{
    double memory = peak_memory(r, b);
    contender contenders[LENGTHS * (KERNELS_MAX + 1)];
    size_t count = contenders_of(r, b, contenders), per_length = count / LENGTHS;
    take_turns(contenders, count, seconds);
    for (size_t i = 0; i < per_length; i++) {
        printf("%s,%s", r->label, contenders[i].copied ? "memcpy" : contenders[i].request.kernel);
        for (size_t k = 0; k < LENGTHS; k++) {
            printf(",%.4f", contenders[k * per_length + i].best / (double)lengths[k]);
        }
        if (i == 0 && memory >= 0) {
            printf(",%.0f\n", memory);
        } else {
            printf(",\n");
        }
    }
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    double seconds = 30;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--seconds") == 0) {
        seconds = strtod(argv[2], NULL);
        first = 3;
    }
    static bench_bars b;
    bars_allocate(&b);
    size_t rows = bw_indicator_count() + (size_t)(argc - first);
    if (rows == 0) fail("the catalogue is empty");
    printf("row,kernel");
    for (size_t k = 0; k < LENGTHS; k++) {
        printf(",%zu", lengths[k]);
    }
    printf(",bytes at period %d\n", MEMORY_PERIOD);
    for (size_t i = 0; i < rows; i++) {
        row r = row_at(i, argv + first);
        bench_row(&r, &b, seconds / (double)rows);
    }
    return EXIT_SUCCESS;
}
