/* Every allocation of a call fails in turn: a clean error, nothing written, nothing lost. And a call takes little memory.
 *
 * The linker hands the library's calls of the allocator to the functions __wrap_… below. */
#include "rows.h"
#include <malloc.h>

enum { BARS = 300, UNTOUCHED = -77 };

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *p);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *p);

static long until_failure = -1; /* how many allocations still succeed; negative: all */
static long blocks_held;
static size_t bytes_asked, bytes_held;

static bool may_allocate(size_t size)
{
    if (until_failure == 0) return false;
    if (until_failure > 0) until_failure--;
    bytes_asked += size;
    return true;
}

static void *count_in(void *p)
{
    blocks_held += p != NULL;
    bytes_held += malloc_usable_size(p);
    return p;
}

static void count_out(void *p)
{
    blocks_held -= p != NULL;
    bytes_held -= malloc_usable_size(p);
}

void *__wrap_malloc(size_t size)
{
    return may_allocate(size) ? count_in(__real_malloc(size)) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return may_allocate(count * size) ? count_in(__real_calloc(count, size)) : NULL;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return may_allocate(size) ? count_in(__real_aligned_alloc(alignment, size)) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
    if (!may_allocate(size)) return NULL;
    count_out(old);
    return count_in(__real_realloc(old, size));
}

void __wrap_free(void *p)
{
    count_out(p);
    __real_free(p);
}

static test_bars bars;

static void check_untouched(const row_case *c, const row_results *r)
{
    for (size_t k = 0; k < r->outputs; k++)
        for (size_t i = 0; i < BARS; i++)
            if (r->output[k][i] != UNTOUCHED) {
                CHECK(false, "%s: something was written", c->name);
                return;
            }
}

/* The cache keeps what was complete, so a failure may leave blocks behind only if the call after it succeeds. */
static void test_failures(const row_case *c, void *context)
{
    row_results got = make_results(c->indicator, BARS);
    long failures = 0, left_behind = 0;
    for (size_t k = 0; k < got.outputs; k++)
        for (size_t i = 0; i < BARS; i++) got.output[k][i] = UNTOUCHED;
    for (;; failures++) {
        const long before = blocks_held;
        until_failure = failures;
        const bw_status status = run_case(c, NULL, bars.column, BARS, got.output);
        until_failure = -1;
        if (status == BW_OK) break;
        CHECK(left_behind == 0, "%s: %ld blocks are lost", c->name, left_behind);
        left_behind = blocks_held - before;
        CHECK(status == BW_NO_MEMORY && bw_last_error()->status == BW_NO_MEMORY, "%s: %s", c->name,
              bw_last_error()->message);
        CHECK(strstr(bw_last_error()->message, "memory"), "%s", bw_last_error()->message);
        check_untouched(c, &got);
    }
    CHECK(failures > 0, "%s: nothing was allocated", c->name);
    *(long *)context += failures;
    row_results expected = results_of(c, NULL, &bars);
    check_same(&got, &expected, BARS, c->name, "after failures");
    free_results(&expected);
    free_results(&got);
}

static void test_lookback_failures(const row_case *c, void *context)
{
    (void)context;
    if (!bw_parameter_count(c->indicator) || c->indicator->parameters[0].max < 4000) return;
    row_case other = *c;
    other.parameter[0] = 3999; /* not yet in the cache */
    size_t lookback = 0;
    const bw_request request = { .indicator = c->indicator, .parameters = other.parameter };
    for (long failures = 0;; failures++) {
        const long before = blocks_held;
        until_failure = failures;
        const bw_status status = bw_lookback(&request, 0, &lookback);
        until_failure = -1;
        if (status == BW_OK) break;
        CHECK(status == BW_NO_MEMORY && blocks_held == before, "%s: status %d, %ld blocks lost", c->name, (int)status,
              blocks_held - before);
    }
}

/* Whatever the number of bars, for periods up to 10,000. */
static void test_extra_memory(const row_case *c)
{
    enum { MANY_BARS = 100000, MOST = 1 << 20, LONG_PERIOD = 10000 };
    test_bars many = make_bars(WALK, MANY_BARS, 12);
    row_case other = *c;
    for (size_t k = 0; c->indicator->parameters[k].name; k++)
        if (c->indicator->parameters[k].type == BW_INTEGER && c->indicator->parameters[k].max >= LONG_PERIOD)
            other.parameter[k] = LONG_PERIOD;
    name_case(&other);
    row_results got = make_results(c->indicator, MANY_BARS);
    bytes_asked = 0;
    CHECK(run_case(&other, NULL, many.column, MANY_BARS, got.output) == BW_OK, "%s: %s", other.name,
          bw_last_error()->message);
    CHECK(bytes_asked < MOST, "%s asks for %zu bytes", other.name, bytes_asked);
    free_results(&got);
    free_bars(&many);
}

/* Calls with ever other parameters: what is kept for later calls stays within bounds, and their results are right. */
static void test_many_parameters(const row_case *c)
{
    enum { CALLS = 1500, FIRST = 2000, MOST = 48 << 20 };
    const bw_parameter *p = c->indicator->parameters;
    if (!p->name || p->type != BW_INTEGER || p->max < FIRST + CALLS) return;
    enum { ENOUGH_BARS = FIRST + CALLS };
    test_bars many = make_bars(WALK, ENOUGH_BARS, 14);
    row_results got = make_results(c->indicator, ENOUGH_BARS), again = make_results(c->indicator, ENOUGH_BARS);
    row_case other = *c;
    const size_t before = bytes_held;
    size_t most = 0;
    for (int call = 0; call < CALLS; call++) {
        other.parameter[0] = FIRST + call;
        CHECK(run_case(&other, NULL, many.column, ENOUGH_BARS, got.output) == BW_OK, "%s", bw_last_error()->message);
        if (bytes_held > before + most) most = bytes_held - before;
    }
    CHECK(most < MOST, "%s: %zu bytes are kept", c->name, most);
    CHECK(run_case(&other, NULL, many.column, ENOUGH_BARS, again.output) == BW_OK, "%s", bw_last_error()->message);
    check_same(&again, &got, ENOUGH_BARS, c->name, "called again");
    free_results(&got);
    free_results(&again);
    free_bars(&many);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    long failures = 0;
    bars = make_bars(GAPS, BARS, 11);
    for_each_case(test_failures, &failures);
    CHECK(failures > 500, "only %ld allocations failed", failures);
    for_each_case(test_lookback_failures, NULL);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test_extra_memory(&c);
        test_many_parameters(&c);
    }
    free_bars(&bars);
    return check_report();
}
