/* Outputs that no cache holds are copied by whole cache lines: they are the same bits wherever they begin in a line, also where several
 * are one series, and nothing around them is touched. */
#include "plan.h"
#include "rows.h"

enum { BARS = 3100, LINE = 8, COPIES = 2, MOST_OUTPUTS = COPIES * ROW_OUTPUTS };

static const double AROUND = -12345.5;
static test_bars bars[BAR_KINDS];

/* Every output of the row, as often as there are copies. */
static bw_program *program_of(const row_case *c)
{
    bw_graph *graph = check_allocated(bw_graph_new());
    bw_program *program = NULL;
    bw_series output[MOST_OUTPUTS];
    const size_t outputs = bw_output_count(c->indicator);
    CHECK(wire_indicator(graph, c, output) == BW_OK, "%s", c->name);
    memcpy(output + outputs, output, outputs * sizeof *output);
    CHECK(bw_program_of_graph(graph, output, COPIES * outputs, NULL, &program) == BW_OK, "%s", c->name);
    bw_graph_delete(graph);
    return check_allocated(program);
}

static void check_place(const bw_program *program, const row_case *c, bar_kind kind, size_t past_line,
                        double *const *expected)
{
    static _Alignas(64) double room[MOST_OUTPUTS][LINE + BARS + 2 * LINE];
    const size_t outputs = bw_output_count(c->indicator);
    double *output[MOST_OUTPUTS];
    bw_column columns[BW_COLUMNS];
    set_columns(columns, bars[kind].column);
    for (size_t k = 0; k < COPIES * outputs; k++) {
        for (size_t i = 0; i < sizeof *room / sizeof **room; i++) room[k][i] = AROUND;
        output[k] = room[k] + LINE + (past_line + 3 * k) % LINE;
    }
    CHECK(bw_program_run(program, BARS, columns, output) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    for (size_t k = 0; k < COPIES * outputs; k++) {
        const size_t same = first_difference(output[k], expected[k % outputs], BARS);
        CHECK(same == BARS, "%s: copied output %zu, %zu values past a line, differs at bar %zu", c->name, k,
              (past_line + 3 * k) % LINE, same);
        CHECK(output[k][-1] == AROUND && output[k][BARS] == AROUND, "%s: wrote beside output %zu", c->name, k);
    }
}

static void test_case(const row_case *c, void *context)
{
    static const bar_kind kinds[] = { WALK, GAPS };
    const size_t cached = bw_cached_bytes;
    bw_program *program = program_of(c);
    (void)context;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        row_results near = results_of(c, NULL, &bars[kinds[i]]);
        bw_cached_bytes = 0;
        for (size_t past_line = 0; past_line < LINE; past_line++)
            check_place(program, c, kinds[i], past_line, near.output);
        bw_cached_bytes = cached;
        free_results(&near);
    }
    bw_program_release(program);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 2);
    for_some_cases(test_case, NULL);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    return check_report();
}
