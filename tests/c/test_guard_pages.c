/* Nothing outside the arrays is touched: inputs and outputs end, and in turn begin, at a page that cannot be accessed. */
#define _DEFAULT_SOURCE
#include "plan.h"
#include "rows.h"
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_BARS = 2000 };

/* Pages with a forbidden one on either side. */
typedef struct {
    char *all;
    size_t page, inside;
} guarded;

static guarded make_guarded(void)
{
    guarded g = { .page = (size_t)sysconf(_SC_PAGESIZE) };
    g.inside = (MOST_BARS * sizeof(double) + g.page - 1) / g.page * g.page;
    g.all = mmap(NULL, g.inside + 2 * g.page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (g.all == MAP_FAILED || mprotect(g.all + g.page, g.inside, PROT_READ | PROT_WRITE)) {
        perror("guard pages");
        exit(1);
    }
    return g;
}

static double *room_for(const guarded *g, size_t n, bool at_end)
{
    return (double *)(g->all + g->page + (at_end ? g->inside - n * sizeof(double) : 0));
}

static guarded inputs[BW_MARKET_COLUMNS], outputs[ROW_OUTPUTS];
static test_bars bars[BAR_KINDS];

static void run_guarded(const row_case *c, bar_kind kind, size_t n, bool at_end)
{
    double *market[BW_MARKET_COLUMNS], *to[ROW_OUTPUTS];
    row_results got = { .outputs = bw_output_count(c->indicator) };
    for (size_t k = 0; k < BW_MARKET_COLUMNS; k++) {
        market[k] = room_for(&inputs[k], n, at_end);
        memcpy(market[k], bars[kind].column[k], n * sizeof(double));
    }
    for (size_t k = 0; k < got.outputs; k++) got.output[k] = to[k] = room_for(&outputs[k], n, at_end);
    CHECK(run_case(c, NULL, market, n, to) == BW_OK, "%s: %s", c->name, bw_last_error()->message);

    row_results expected = make_results(c->indicator, n);
    run_case(c, NULL, bars[kind].column, n, expected.output);
    check_same(&got, &expected, n, c->name, at_end ? "ending at a guard page" : "beginning at one");
    for (size_t k = 0; k < BW_MARKET_COLUMNS; k++)
        CHECK(first_difference(market[k], bars[kind].column[k], n) == n, "%s: wrote to its input %zu", c->name, k);
    free_results(&expected);
}

static void test_case(const row_case *c, void *context)
{
    static const size_t lengths[] = { 1, 2, 7, 8, 9, 63, 511, 512, 513, 520, 1023, 1025, MOST_BARS };
    static const bar_kind kinds[] = { WALK, FLAT_STRETCHES, GAPS, INFINITIES };
    (void)context;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            run_guarded(c, kinds[k], lengths[i], true);
            run_guarded(c, kinds[k], lengths[i], false);
        }
}

/* As if no cache held the arrays: outputs are copied past them then. */
static void test_case_far(const row_case *c, void *context)
{
    static const size_t lengths[] = { 7, 513, 1025, MOST_BARS };
    (void)context;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        run_guarded(c, WALK, lengths[i], true);
        run_guarded(c, GAPS, lengths[i], false);
    }
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t k = 0; k < BW_MARKET_COLUMNS; k++) inputs[k] = make_guarded();
    for (size_t k = 0; k < ROW_OUTPUTS; k++) outputs[k] = make_guarded();
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, MOST_BARS, 2);
    for_usual_cases(test_case, NULL);
    bw_cached_bytes = 0;
    for_some_cases(test_case_far, NULL);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    return check_report();
}
