/* How bars are cut into calls changes no bit; a copy of an arena goes on as the original does; starting again is starting. */
#include "cpu.h"
#include "graphs.h"

enum { BARS = 1500 };

static test_bars bars[BAR_KINDS];
static const bw_kernel *kernel;

/* A run in the middle of its bars. */
typedef struct {
    const bw_plan *plan;
    void *arena;
    const test_bars *bars;
    const double *column[BW_COLUMNS];
    row_results results;
    size_t bar;
} run;

static void *make_arena(const bw_plan *plan)
{
    void *arena = check_allocated(aligned_alloc(64, bw_arena_size(plan)));
    memset(arena, 0xA5, bw_arena_size(plan)); /* what is not written must not be read */
    return arena;
}

static run start_run(const bw_plan *plan, const row_case *c, const test_bars *of)
{
    run r = { .plan = plan, .arena = make_arena(plan), .bars = of, .results = make_results(c->indicator, BARS) };
    bw_arena_start(plan, r.arena);
    return r;
}

static void end_run(run *r)
{
    free(r->arena);
    free_results(&r->results);
}

static void advance(run *r, size_t n)
{
    const double *in[BW_COLUMNS];
    double *out[ROW_OUTPUTS];
    for (size_t c = 0; c < BW_COLUMNS; c++) in[c] = r->bars->column[market_column(c)] + r->bar;
    for (size_t k = 0; k < r->results.outputs; k++) out[k] = r->results.output[k] + r->bar;
    bw_advance(r->plan, r->arena, in, out, n);
    r->bar += n;
}

/* Up to bar `end` in pieces of 1 … chunk bars. */
static void advance_in_pieces(run *r, size_t end, size_t chunk, uint64_t *random)
{
    while (r->bar < end) {
        size_t n = 1 + next_random(random) % chunk;
        advance(r, n < end - r->bar ? n : end - r->bar);
    }
}

static void test_cuts(const row_case *c, const row_results *expected, const test_bars *of, size_t chunk)
{
    bw_plan *plan = plan_of(c, kernel, chunk);
    run r = start_run(plan, c, of);
    uint64_t random = chunk;
    advance_in_pieces(&r, BARS, chunk, &random);
    check_same(&r.results, expected, BARS, c->name, "cut in pieces");

    bw_arena_start(plan, r.arena);
    r.bar = 0;
    while (r.bar < BARS) advance(&r, chunk < BARS - r.bar ? chunk : BARS - r.bar);
    check_same(&r.results, expected, BARS, c->name, "started again, in full chunks");
    end_run(&r);
    bw_plan_free(plan);
}

/* The copy takes the other half first, so that a pointer into the original would show. */
static void test_copies(const row_case *c, const row_results *expected, const test_bars *of, size_t chunk)
{
    bw_plan *plan = plan_of(c, kernel, chunk);
    run original = start_run(plan, c, of), copy = start_run(plan, c, of);
    uint64_t random = 3 * chunk;
    const size_t half = 1 + next_random(&random) % (BARS - 1);
    advance_in_pieces(&original, half, chunk, &random);
    memcpy(copy.arena, original.arena, bw_arena_state_size(plan));
    for (size_t k = 0; k < copy.results.outputs; k++)
        memcpy(copy.results.output[k], original.results.output[k], half * sizeof(double));
    copy.bar = half;
    advance_in_pieces(&copy, BARS, chunk, &random);
    advance_in_pieces(&original, BARS, chunk, &random);
    check_same(&copy.results, expected, BARS, c->name, "copied");
    check_same(&original.results, expected, BARS, c->name, "the original of a copy");
    end_run(&original);
    end_run(&copy);
    bw_plan_free(plan);
}

static void test_case(const row_case *c, void *context)
{
    static const size_t chunks[] = { 1, 3, 64, BW_BLOCK };
    static const bar_kind kinds[] = { WALK, FLAT_STRETCHES, GAPS, INFINITIES };
    (void)context;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const test_bars *of = &bars[kinds[k]];
        row_results expected = results_of(c, NULL, of);
        for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
            test_cuts(c, &expected, of, chunks[i]);
            test_copies(c, &expected, of, chunks[i]);
        }
        free_results(&expected);
    }
}

/* What a plan says of itself. */
static void test_plan(const row_case *c, void *context)
{
    bw_plan *plan = plan_of(c, kernel, BW_BLOCK);
    uint32_t read = 0;
    (void)context;
    for (size_t k = 0; c->indicator->inputs[k].name; k++) read |= UINT32_C(1) << column_of_input(c->indicator, k);
    CHECK(bw_plan_columns(plan) == read, "%s reads columns %#x, not %#x", c->name, bw_plan_columns(plan), read);
    CHECK(bw_arena_size(plan) % 64 == 0 && bw_arena_state_size(plan) <= bw_arena_size(plan),
          "%s: an arena of %zu bytes", c->name, bw_arena_size(plan));
    for (uint32_t k = 0; k < bw_output_count(c->indicator); k++) {
        size_t lookback = SIZE_MAX;
        bw_lookback(&(bw_request){ .indicator = c->indicator, .parameters = c->parameter }, k, &lookback);
        CHECK(bw_plan_first(plan, k) == lookback, "%s: first value at %zu, look-back %zu", c->name,
              bw_plan_first(plan, k), lookback);
    }
    bw_plan_free(plan);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    kernel = bw_find_kernel(NULL);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 9);
    for_usual_cases(test_plan, NULL);
    for_usual_cases(test_case, NULL);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    return check_report();
}
