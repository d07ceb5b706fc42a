/* How long work is carried out: by how many threads, watched and ended by the host, also in a child of fork and by many
 * callers at once. */
#define _DEFAULT_SOURCE
#include "rows.h"
#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SERIES = 200, BARS = 1000, MANY_BARS = 2000000 };

static test_bars bars;
static bw_program *program;
static row_results expected;

/* ---- tasks that tell who ran them ---------------------------------------------------------------------------------- */

typedef struct {
    pthread_t caller;
    size_t n;
    double *room, *output[SERIES];
    atomic_int described, by_others, by_others_again, with_signals;
} crowd;

static crowd make_crowd(size_t series, size_t n)
{
    crowd c = { .caller = pthread_self(), .n = n };
    c.room = check_allocated(calloc(series * n, sizeof *c.room));
    for (size_t k = 0; k < series; k++) c.output[k] = c.room + k * n;
    return c;
}

static void describe(void *context, size_t index, bw_task *task)
{
    crowd *c = context;
    c->described++;
    if (!pthread_equal(pthread_self(), c->caller)) {
        sigset_t blocked;
        pthread_sigmask(SIG_SETMASK, NULL, &blocked);
        c->by_others++;
        c->with_signals += !sigismember(&blocked, SIGINT) || sigismember(&blocked, SIGSEGV);
    }
    *task = (bw_task){ .program = program, .n = c->n, .outputs = &c->output[index] };
    set_columns(task->columns, bars.column);
}

static void run_crowd(crowd *c, size_t series, unsigned threads)
{
    c->described = c->by_others = 0;
    memset(c->room, 0, series * c->n * sizeof *c->room);
    CHECK(bw_run_tasks(series, describe, c, &(bw_execution){ .threads = threads }) == BW_OK, "%s",
          bw_last_error()->message);
    CHECK(c->described == 2 * (int)series, "%zu tasks were described %d times", series, c->described);
    CHECK(c->with_signals == 0, "a thread of the library's takes the host's signals");
    for (size_t k = 0; k < series; k++)
        CHECK(first_difference(c->output[k], expected.output[0], c->n) == c->n, "task %zu of %zu by %u threads", k,
              series, threads);
}

static int count_threads(void)
{
    int threads = 0;
    DIR *folder = opendir("/proc/self/task");
    if (!folder) return 1; /* only Linux has it */
    for (const struct dirent *entry; (entry = readdir(folder));) threads += entry->d_name[0] != '.';
    closedir(folder);
    return threads;
}

static const struct timespec millisecond = { .tv_nsec = 1000000 };

/* Those that wait for work do so for a second. */
static int count_threads_in_time(int most)
{
    for (int waits = 0; waits < 10000 && count_threads() > most; waits++) nanosleep(&millisecond, NULL);
    return count_threads();
}

static void test_threads(void)
{
    crowd c = make_crowd(SERIES, BARS);
    run_crowd(&c, SERIES, 2);
    const int before = count_threads() - 1; /* a sanitizer's own thread, which comes with the first, included */
    unsetenv("BARWISE_THREADS");
    run_crowd(&c, SERIES, 1);
    CHECK(c.by_others == 0, "one thread is asked for, and others run %d tasks", c.by_others);
    run_crowd(&c, SERIES, 5);
    run_crowd(&c, 2, 16);
    run_crowd(&c, 1, 0);
    CHECK(c.by_others == 0, "short work is run by other threads");

    setenv("BARWISE_THREADS", "1", 1);
    run_crowd(&c, SERIES, 0);
    CHECK(c.by_others == 0, "BARWISE_THREADS is 1, and others run %d tasks", c.by_others);
    run_crowd(&c, SERIES, 3); /* what is asked for counts more */
    static const char *const bad[] = { "0", "-1", "two", "1.5", "99999999999999999999" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        setenv("BARWISE_THREADS", bad[k], 1);
        const bw_status status = bw_run_tasks(SERIES, describe, &c, NULL);
        CHECK(status == BW_BAD_VALUE && strstr(bw_last_error()->message, bad[k]), "BARWISE_THREADS=%s: %s", bad[k],
              bw_last_error()->message);
        CHECK(bw_run_tasks(SERIES, describe, &c, &(bw_execution){ .threads = 2 }) == BW_OK, "it is not needed");
    }
    setenv("BARWISE_THREADS", "", 1);
    run_crowd(&c, SERIES, 0);
    unsetenv("BARWISE_THREADS");
    const int left = count_threads_in_time(before) - before;
    CHECK(left == 0, "%d threads still wait for work", left);
    free(c.room);
}

/* How many tasks this thread has been given. */
static _Thread_local int given;

/* Two threads are at work at one time: the calling thread's task waits until the other's has begun. */
static void describe_and_wait(void *context, size_t index, bw_task *task)
{
    crowd *c = context;
    describe(context, index, task);
    if (c->described <= 2) return; /* both are checked first */
    if (!pthread_equal(pthread_self(), c->caller) && given++) c->by_others_again++;
    for (int waits = 0; waits < 10000 && !c->by_others; waits++) nanosleep(&millisecond, NULL);
}

static void share(crowd *c)
{
    c->described = c->by_others = c->by_others_again = 0;
    CHECK(bw_run_tasks(2, describe_and_wait, c, &(bw_execution){ .threads = 2 }) == BW_OK, "%s",
          bw_last_error()->message);
    CHECK(c->by_others > 0, "of two tasks by two threads the calling one runs both");
}

static void test_sharing(void)
{
    crowd c = make_crowd(2, BARS);
    share(&c);
    share(&c);
    CHECK(c.by_others_again > 0, "the thread that helped is not called again");
    free(c.room);
}

/* ---- the watch ----------------------------------------------------------------------------------------------------- */

typedef struct {
    double latest, longest, done; /* s of this thread's processor time between calls; the share at the latest */
    int calls, last;              /* the call that ends it all */
} watcher;

/* Of this thread alone: the machine may be busy with others. */
static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool watch(void *context, double done)
{
    watcher *w = context;
    const double now = seconds();
    w->longest = fmax(w->longest, now - w->latest);
    w->latest = now;
    CHECK(done >= w->done && done <= 1, "the share goes from %g to %g", w->done, done);
    w->done = done;
    return ++w->calls < w->last;
}

static void check_watched(bw_status status, const watcher *w, const char *what)
{
    const double since = seconds() - w->latest;
    CHECK(status == BW_INTERRUPTED && bw_last_error()->status == BW_INTERRUPTED, "%s: status %d", what, (int)status);
    CHECK(w->calls == w->last, "%s: the watch is called %d times, and said to stop at %d", what, w->calls, w->last);
    if (build_is_slow()) return; /* how soon is promised of the release build */
    CHECK(w->longest < 0.1, "%s: %g s between two calls of the watch", what, w->longest);
    CHECK(since < 0.2, "%s: ends %g s after it was told to", what, since);
}

static bw_status build_slow_row(void *context, size_t row, bw_graph *graph, bw_series *output)
{
    const bw_series x = bw_graph_given(graph, 0);
    const double period = *(const double *)context + (double)row;
    return bw_graph_indicator(graph, bw_find_indicator("cci"), &x, &period, output);
}

/* One long series, of which every bar takes long; many; a sweep of rows of which a block takes long. */
static void test_watch(unsigned threads)
{
    enum { ROWS = 64, LAST = 4 };
    double period = 20000;
    double *const room = check_allocated(calloc((size_t)MANY_BARS, sizeof *room));
    double *output[ROWS];
    bw_column columns[BW_COLUMNS];
    bw_sweep *sweep = NULL;
    test_bars many = make_bars(WALK, MANY_BARS, 51);
    set_columns(columns, many.column);
    for (int form = 0; form < 3; form++) {
        const size_t rows = form == 0 ? 1 : ROWS, n = MANY_BARS / rows;
        for (size_t k = 0; k < rows; k++) output[k] = room + k * n;
        watcher w = { .last = LAST, .latest = seconds() };
        if (form == 2) period = 10000;
        CHECK(bw_sweep_new(rows, 1, build_slow_row, &period, NULL, &sweep) == BW_OK, "%s", bw_last_error()->message);
        const bw_status status =
            bw_sweep_run(sweep, 0, rows, n, columns, output, &(bw_execution){ threads, watch, &w });
        check_watched(status, &w, form == 0 ? "one series" : form == 1 ? "very long rows" : "long rows");
        bw_sweep_delete(sweep);
    }
    free_bars(&many);
    free(room);
}

/* ---- fork, and many callers ---------------------------------------------------------------------------------------- */

static void test_fork(void)
{
    crowd c = make_crowd(SERIES, BARS);
    int status = 1;
    run_crowd(&c, SERIES, 4);
    /* One thread may do all alone. */
    for (int tries = 0; tries < 100 && count_threads() == 1; tries++) run_crowd(&c, SERIES, 4);
    const int before = count_threads();
    const pid_t child = fork();
    CHECK(count_threads() < before, "threads that wait for work are there when the process forks");
    if (child == 0) {
        failed_checks = 0;
        c.caller = pthread_self();
        run_crowd(&c, SERIES, 4);
        run_crowd(&c, SERIES, 1);
        exit(failed_checks != 0); /* with threads that wait for work */
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0, "a child of fork ends with %d", status);
    free(c.room);
}

enum { CALLERS = 16, CALLS = 12, SWEPT = 40 };

static bw_sweep *shared_sweep;
static row_results swept[SWEPT];

/* Everything that can be shared, at once, in every form. */
static void *call_many_times(void *failures)
{
    crowd c = make_crowd(SWEPT, BARS);
    bw_column columns[BW_COLUMNS];
    atomic_int *failed = failures;
    set_columns(columns, bars.column);
    for (int call = 0; call < CALLS; call++) {
        *failed += bw_program_run(program, BARS, columns, c.output) != BW_OK;
        *failed += first_difference(c.output[0], expected.output[0], BARS) != BARS;
        *failed += bw_run_tasks(SWEPT, describe, &c, &(bw_execution){ .threads = 2 }) != BW_OK;
        for (size_t k = 0; k < SWEPT; k++) *failed += first_difference(c.output[k], expected.output[0], BARS) != BARS;
        const size_t first = (size_t)call, rows = SWEPT - 2 * first;
        *failed +=
            bw_sweep_run(shared_sweep, first, rows, BARS, columns, c.output, &(bw_execution){ .threads = 2 }) != BW_OK;
        for (size_t k = 0; k < rows; k++)
            *failed += first_difference(c.output[k], swept[first + k].output[0], BARS) != BARS;
    }
    free(c.room);
    return NULL;
}

static void test_many_callers(void)
{
    static atomic_int failed;
    pthread_t caller[CALLERS];
    row_case c = default_case(bw_find_indicator("sma"));
    double periods[SWEPT];
    for (size_t k = 0; k < SWEPT; k++) {
        c.parameter[0] = periods[k] = 2 + (double)k;
        swept[k] = results_of(&c, NULL, &bars);
    }
    const bw_request request = { .indicator = c.indicator, .sources = (bw_source[]){ BW_GIVEN } };
    CHECK(bw_sweep_of_request(&request, SWEPT, periods, &shared_sweep) == BW_OK, "%s", bw_last_error()->message);
    for (size_t k = 0; k < CALLERS; k++)
        CHECK(!pthread_create(&caller[k], NULL, call_many_times, &failed), "caller %zu does not start", k);
    for (size_t k = 0; k < CALLERS; k++) pthread_join(caller[k], NULL);
    CHECK(failed == 0, "%d results differ from those of one caller", failed);
    for (size_t k = 0; k < SWEPT; k++) free_results(&swept[k]);
    bw_sweep_delete(shared_sweep);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    const row_case c = default_case(bw_find_indicator("sma"));
    const bw_request request = { .indicator = c.indicator, .sources = (bw_source[]){ BW_GIVEN } };
    bars = make_bars(GAPS, BARS, 50);
    expected = results_of(&c, NULL, &bars);
    CHECK(bw_program_of_request(&request, &program) == BW_OK, "%s", bw_last_error()->message);
    test_threads();
    test_sharing();
    test_watch(1);
    test_watch(2);
    test_fork();
    test_many_callers();
    bw_program_release(program);
    free_results(&expected);
    free_bars(&bars);
    return check_report();
}
