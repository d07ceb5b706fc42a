/* Sixteen threads call with different rows, parameters and lengths at once: every result equals that of one thread. A child
 * of fork, which has none of them, goes on calling. */
#define _DEFAULT_SOURCE
#include "rows.h"
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 16, CALLS = 400, MOST_BARS = 4005, CASES = 256 };

static test_bars bars;
static row_case cases[CASES];
static row_results expected[CASES];
static size_t lengths[] = { MOST_BARS, 999, 100, 1 };
static int case_count, wrong[THREADS], errors[THREADS];

static void keep_case(const row_case *c, void *context)
{
    (void)context;
    if (case_count == CASES || c->parameter[0] > 100) return;
    cases[case_count] = *c;
    expected[case_count++] = results_of(c, NULL, &bars);
}

static void *call_many_times(void *argument)
{
    const size_t thread = (size_t)(uintptr_t)argument;
    uint64_t random = thread + 1;
    for (int call = 0; call < CALLS; call++) {
        const size_t which = next_random(&random) % (size_t)case_count;
        const size_t n = lengths[next_random(&random) % (sizeof lengths / sizeof *lengths)];
        row_results got = make_results(cases[which].indicator, n);
        if (run_case(&cases[which], NULL, bars.column, n, got.output) != BW_OK) wrong[thread]++;
        for (size_t k = 0; k < got.outputs; k++) /* no row looks ahead, so a shorter run is the start of a longer one */
            wrong[thread] += first_difference(got.output[k], expected[which].output[k], n) != n;
        free_results(&got);

        /* The latest error is this thread's own. */
        char name[32];
        snprintf(name, sizeof name, "no_such_row_%zu", thread);
        errors[thread] += bw_find_indicator(name) != NULL || !strstr(bw_last_error()->message, name);
    }
    return NULL;
}

/* While the others are in the middle of their calls. The thread sanitizer wants no threads where there is a fork, and the
 * allocator of the address sanitizer may be locked by one. */
static void test_fork(void)
{
#if !defined __SANITIZE_THREAD__ && !defined __SANITIZE_ADDRESS__
    int status = 1;
    const pid_t child = fork();
    if (child == 0) {
        call_many_times((void *)(uintptr_t)0);
        _exit(wrong[0] != 0);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0, "a child of fork ends with %d", status);
#endif
}

int main(void)
{
    pthread_t thread[THREADS];
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(GAPS, MOST_BARS, 4);
    for_usual_cases(keep_case, NULL);
    for (size_t t = 0; t < THREADS; t++)
        CHECK(!pthread_create(&thread[t], NULL, call_many_times, (void *)(uintptr_t)t), "thread %zu does not start", t);
    test_fork();
    for (size_t t = 0; t < THREADS; t++) {
        pthread_join(thread[t], NULL);
        CHECK(wrong[t] == 0, "thread %zu: %d results differ from those of one thread", t, wrong[t]);
        CHECK(errors[t] == 0, "thread %zu: %d times another thread's error", t, errors[t]);
    }
    for (int i = 0; i < case_count; i++) free_results(&expected[i]);
    free_bars(&bars);
    return check_report();
}
