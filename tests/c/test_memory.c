/* Every allocation of a call fails in turn: a clean error, nothing written, nothing lost. And a call takes little memory. */
#include "counted_allocations.h"
#include "rows.h"
#include "vocabulary.h"

enum { BARS = 300, UNTOUCHED = -77 };

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
    put_in_order(&other);
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
    put_in_order(&other);
    name_case(&other);
    row_results got = make_results(c->indicator, MANY_BARS);
    bytes_asked = 0;
    CHECK(run_case(&other, NULL, many.column, MANY_BARS, got.output) == BW_OK, "%s: %s", other.name,
          bw_last_error()->message);
    CHECK(bytes_asked < MOST, "%s asks for %zu bytes", other.name, bytes_asked);
    free_results(&got);
    free_bars(&many);
}

/* An indicator of our own, whose plan is large: it holds a weight for each bar of its window. */
static double equal_weight(uint32_t bar, const double *parameter)
{
    (void)bar, (void)parameter;
    return 1;
}

static void build_weighed(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    output[0] = weighted_mean(g, input[0], (uint32_t)parameter[0], equal_weight, parameter);
}

static const bw_indicator weighed = {
    .name = "weighed",
    .inputs = (const bw_input[]){ { "source", BW_CLOSE }, { 0 } },
    .parameters = (const bw_parameter[]){ { .name = "period", .min = 1, .max = BW_PERIOD_MAX, .value = 14 }, { 0 } },
    .outputs = (const bw_output[]){ { .name = "weighed" }, { 0 } },
    .build = build_weighed,
};

/* Calls with ever other parameters: what is kept for later calls stays within bounds, and what was dropped is made anew. */
static void test_many_parameters(void)
{
    enum { CALLS = 400, FIRST = 50000, MOST = 48 << 20 };
    const row_case usual = default_case(&weighed);
    row_results before = results_of(&usual, NULL, &bars), got = make_results(&weighed, BARS);
    row_case c = usual;
    const long held = bytes_held;
    long most = 0;
    for (int call = 0; call < CALLS; call++) {
        c.parameter[0] = FIRST + call;
        CHECK(run_case(&c, NULL, bars.column, BARS, got.output) == BW_OK, "%s", bw_last_error()->message);
        CHECK(isnan(got.output[0][BARS - 1]), "a value of a window that is longer than the series");
        if (bytes_held > held + most) most = bytes_held - held;
    }
    CHECK(most < MOST, "%ld bytes are kept", most);
    row_results after = results_of(&usual, NULL, &bars);
    check_same(&after, &before, BARS, usual.name, "after many others");
    free_results(&before);
    free_results(&after);
    free_results(&got);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    long failures = 0;
    bars = make_bars(GAPS, BARS, 11);
    for_some_cases(test_failures, &failures);
    CHECK(failures > 500, "only %ld allocations failed", failures);
    for_some_cases(test_lookback_failures, NULL);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test_extra_memory(&c);
    }
    test_many_parameters();
    free_bars(&bars);
    return check_report();
}
