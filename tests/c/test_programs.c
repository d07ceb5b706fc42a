/* Programs: all rows of the catalogue in one give what each gives alone; what a program says of itself; every way to call
 * wrongly. */
#include "rows.h"

enum { BARS = 1500, MOST_OUTPUTS = 512 };

static test_bars bars[BAR_KINDS];

/* A graph that grows, and the series that are to be its outputs. */
typedef struct {
    bw_graph *graph;
    bw_series output[MOST_OUTPUTS];
    size_t outputs;
} wiring;

static wiring start_wiring(void)
{
    return (wiring){ .graph = check_allocated(bw_graph_new()) };
}

static void wire_row(wiring *w, const row_case *c)
{
    const size_t outputs = bw_output_count(c->indicator);
    CHECK(w->outputs + outputs <= MOST_OUTPUTS, "the catalogue has grown: more outputs than %d", MOST_OUTPUTS);
    const bw_status status = wire_indicator(w->graph, c, w->output + w->outputs);
    CHECK(status == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    w->outputs += outputs;
}

static bw_program *program_of(const wiring *w, size_t first, size_t count)
{
    bw_program *program = NULL;
    const bw_status status = bw_program_of_graph(w->graph, w->output + first, count, NULL, &program);
    CHECK(status == BW_OK && program, "no program: %s", bw_last_error()->message);
    return check_allocated(program);
}

/* ---- results ------------------------------------------------------------------------------------------------------- */

static void check_run(const bw_program *program, size_t first, const row_case *cases, size_t count, bar_kind kind,
                      size_t n)
{
    static double room[MOST_OUTPUTS][BARS];
    double *output[MOST_OUTPUTS];
    bw_column columns[BW_COLUMNS];
    for (size_t k = 0; k < MOST_OUTPUTS; k++) output[k] = room[k];
    set_columns(columns, bars[kind].column);
    const bw_status status = bw_program_run(program, n, columns, output);
    CHECK(status == BW_OK, "%s", bw_last_error()->message);
    for (size_t i = 0, at = first; i < count; at += bw_output_count(cases[i].indicator), i++) {
        row_results expected = make_results(cases[i].indicator, BARS);
        CHECK(run_case(&cases[i], NULL, bars[kind].column, n, expected.output) == BW_OK, "%s", cases[i].name);
        for (size_t k = 0; k < expected.outputs; k++) {
            const size_t same = first_difference(room[at - first + k], expected.output[k], n);
            CHECK(same == n, "%s in a program, %zu bars of kind %d: output %zu differs at bar %zu", cases[i].name, n,
                  (int)kind, k, same);
        }
        free_results(&expected);
    }
}

static void test_case(const row_case *c, void *context)
{
    bw_program *program = NULL;
    const bw_request request = { .indicator = c->indicator, .parameters = c->parameter };
    wiring w = start_wiring();
    (void)context;
    wire_row(&w, c);
    bw_program *of_graph = program_of(&w, 0, w.outputs);
    bw_graph_delete(w.graph); /* a program does not need it any more */
    check_run(of_graph, 0, c, 1, WALK, BARS);
    check_run(of_graph, 0, c, 1, GAPS, BARS);
    CHECK(bw_program_output_count(of_graph) == bw_output_count(c->indicator), "%s: outputs", c->name);

    CHECK(bw_program_of_request(&request, &program) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    for (size_t k = 0; k < bw_output_count(c->indicator); k++) {
        size_t lookback = SIZE_MAX;
        CHECK(bw_lookback(&request, k, &lookback) == BW_OK && bw_program_lookback(program, k) == lookback
                  && bw_program_lookback(of_graph, k) == lookback,
              "%s: look-backs of output %zu differ", c->name, k);
    }
    bw_program_release(program);
    bw_program_release(of_graph);
}

/* One pass over everything the catalogue has, at lengths around blocks and warm-ups; and then some of it again, alone. */
static void test_all_at_once(void)
{
    static const size_t lengths[] = { 0, 1, 5, 13, 14, 255, 256, 257, BARS };
    const size_t count = bw_indicator_count();
    row_case *cases = check_allocated(calloc(count, sizeof *cases));
    wiring w = start_wiring();
    for (size_t i = 0; i < count; i++) {
        cases[i] = default_case(bw_indicator_at(i));
        wire_row(&w, &cases[i]);
    }
    bw_program *all = program_of(&w, 0, w.outputs);
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
        check_run(all, 0, cases, count, (bar_kind)(k % BAR_KINDS), lengths[k]);
    for (size_t i = 0, first = 0; i < count; first += bw_output_count(cases[i].indicator), i++) {
        const size_t outputs = bw_output_count(cases[i].indicator);
        bw_program *one = program_of(&w, first, outputs);
        check_run(one, first, &cases[i], 1, FLAT_STRETCHES, BARS);
        uint32_t declared = 0; /* a variant need not read them all */
        for (size_t k = 0; k < bw_input_count(cases[i].indicator); k++) {
            const bw_input *input = &cases[i].indicator->inputs[k];
            declared |= UINT32_C(1) << (bw_input_is_free(input) ? BW_MARKET_COLUMNS + k : (size_t)input->source);
        }
        CHECK(bw_program_columns(one) && !(bw_program_columns(one) & ~declared),
              "%s, cut out of a large graph, reads columns %#x", cases[i].name, (unsigned)bw_program_columns(one));
        bw_program_release(one);
    }
    bw_program_release(all);
    bw_graph_delete(w.graph);
    free(cases);
}

/* ---- look-backs ---------------------------------------------------------------------------------------------------- */

static bw_series ema(bw_graph *graph, bw_series x, double period)
{
    const bw_indicator *indicator = bw_find_indicator("ema");
    row_case c = default_case(indicator);
    bw_series output = { 0 };
    c.parameter[0] = period;
    CHECK(bw_graph_indicator(graph, indicator, &x, c.parameter, &output) == BW_OK, "%s", bw_last_error()->message);
    return output;
}

/* A smoothing of 50 keeps 49/51 of a difference at every bar: 346 bars until 1e-6 of it is left. */
static void test_compositions(void)
{
    enum { FIRST = 49, SETTLED = 346 };
    wiring w = start_wiring();
    const bw_series x = bw_graph_given(w.graph, 0), once = ema(w.graph, x, 50);
    w.output[w.outputs++] = once;
    w.output[w.outputs++] = ema(w.graph, once, 50);
    w.output[w.outputs++] = bw_graph_operation(w.graph, BW_SUBTRACT, once, ema(w.graph, x, 12));
    w.output[w.outputs++] = bw_graph_shift(w.graph, once, 7);
    w.output[w.outputs++] = x;
    static const size_t lookbacks[] = { FIRST, 2 * FIRST, FIRST, FIRST + 7, 0 };
    static const size_t settled[] = { SETTLED, 2 * SETTLED, SETTLED, SETTLED, 0 };
    bw_program *program = program_of(&w, 0, w.outputs);
    for (size_t k = 0; k < w.outputs; k++) {
        CHECK(bw_program_lookback(program, k) == lookbacks[k], "output %zu looks back %zu, not %zu", k,
              bw_program_lookback(program, k), lookbacks[k]);
        CHECK(bw_program_converged(program, k, 1e-6) == lookbacks[k] + settled[k], "output %zu has converged at %zu", k,
              bw_program_converged(program, k, 1e-6));
        CHECK(bw_program_converged(program, k, 1e-9) >= bw_program_converged(program, k, 1e-6), "output %zu", k);
    }
    CHECK(bw_program_lookback(program, w.outputs) == 0 && bw_program_converged(program, w.outputs, 1e-6) == 0,
          "there is no such output");
    bw_program_release(program);
    bw_graph_delete(w.graph);
}

/* A run over all bars, and one that starts late: they must agree from where the program says that the start is forgotten. */
static void check_convergence(const row_case *c, const test_bars *from, size_t late)
{
    static const double tolerance = 1e-9;
    bw_program *program = NULL;
    row_results whole = results_of(c, NULL, from), tail = make_results(c->indicator, from->n);
    double *market[BW_MARKET_COLUMNS];
    for (size_t k = 0; k < BW_MARKET_COLUMNS; k++) market[k] = from->column[k] + late;
    CHECK(run_case(c, NULL, market, from->n - late, tail.output) == BW_OK, "%s", c->name);
    CHECK(bw_program_of_request(&(bw_request){ .indicator = c->indicator, .parameters = c->parameter }, &program)
              == BW_OK,
          "%s", c->name);
    for (size_t k = 0; k < whole.outputs; k++) {
        const size_t lookback = bw_program_lookback(program, k), settled = bw_program_converged(program, k, tolerance);
        CHECK(settled >= lookback, "%s: output %zu", c->name, k);
        for (size_t i = settled; i < from->n - late; i++) {
            const double a = whole.output[k][late + i], b = tail.output[k][i];
            const double allowed = settled == lookback ? 0 : 1e3 * tolerance * (1 + fabs(a));
            CHECK(!(fabs(a - b) > allowed) && isnan(a) == isnan(b),
                  "%s: output %zu, bar %zu after a late start: %.17g, not %.17g", c->name, k, i, b, a);
        }
    }
    bw_program_release(program);
    free_results(&whole);
    free_results(&tail);
}

static void test_convergence(const row_case *c, void *context)
{
    (void)context;
    check_convergence(c, &bars[WALK], 301);
}

/* ---- mistakes ------------------------------------------------------------------------------------------------------ */

static void check_refused(bw_status status, bw_status expected, const char *words)
{
    CHECK(status == expected && bw_last_error()->status == expected, "status %d: %s", (int)status,
          bw_last_error()->message);
    CHECK(strstr(bw_last_error()->message, words), "'%s' does not say '%s'", bw_last_error()->message, words);
}

static void test_making(void)
{
    wiring w = start_wiring();
    bw_program *program = NULL;
    w.output[0] = bw_graph_source(w.graph, BW_HL2);
    check_refused(bw_program_of_graph(w.graph, w.output, 0, NULL, &program), BW_MISSING, "needs an output");
    check_refused(bw_program_of_graph(w.graph, w.output, 1, "sse9", &program), BW_UNKNOWN_NAME, "sse9");
    w.output[1].index = 1000;
    check_refused(bw_program_of_graph(w.graph, w.output, 2, NULL, &program), BW_BAD_VALUE, "output 1");
    check_refused(bw_program_of_request(&(bw_request){ 0 }, &program), BW_MISSING, "indicator");
    CHECK(!program, "a program was made nevertheless");
    bw_program_release(NULL);
    bw_graph_delete(w.graph);
}

static void test_arrays(void)
{
    enum { N = 40, UNTOUCHED = -7 };
    double input[2 * N] = { 0 }, output[3 * N];
    bw_column columns[BW_COLUMNS] = { [BW_MARKET_COLUMNS] = column_of(input) };
    wiring w = start_wiring();
    w.output[0] = bw_graph_given(w.graph, 0);
    w.output[1] = bw_graph_operation(w.graph, BW_ADD, w.output[0], w.output[0]);
    bw_program *program = program_of(&w, 0, 2);
    for (size_t i = 0; i < 3 * (size_t)N; i++) output[i] = UNTOUCHED;

    double *const good[] = { output, output + N };
    check_refused(bw_program_run(program, N, columns, NULL), BW_MISSING, "no array for the output 0");
    check_refused(bw_program_run(program, N, columns, (double *const[]){ output, NULL }), BW_MISSING,
                  "no array for the output 1");
    check_refused(bw_program_run(program, N, NULL, good), BW_MISSING, "given array 0");
    check_refused(bw_program_run(program, N, (bw_column[BW_COLUMNS]){ { 0 } }, good), BW_MISSING, "given array 0");
    check_refused(bw_program_run(program, N, columns, (double *const[]){ output, output + N - 1 }), BW_BAD_VALUE,
                  "overlaps the output");
    check_refused(bw_program_run(program, N, columns, (double *const[]){ output + N, output + 1 }), BW_BAD_VALUE,
                  "output 1 overlaps the output 0");
    check_refused(bw_program_run(program, N, columns, (double *const[]){ output, input + N - 1 }), BW_BAD_VALUE,
                  "output 1 overlaps the input given array 0");
    columns[BW_MARKET_COLUMNS] = (bw_column){ .data = output + 2 * (N - 1), .stride = -2 * (ptrdiff_t)sizeof(double) };
    check_refused(bw_program_run(program, N, columns, good), BW_BAD_VALUE, "overlaps the input");
    for (size_t i = 0; i < 3 * (size_t)N; i++) CHECK(output[i] == UNTOUCHED, "something was written at %zu", i);

    columns[BW_MARKET_COLUMNS] = column_of(input);
    CHECK(bw_program_run(program, N, columns, (double *const[]){ output + N, output }) == BW_OK, "neighbours: %s",
          bw_last_error()->message);
    CHECK(bw_program_run(program, 0, NULL, NULL) == BW_OK, "of no bars there need be no arrays");
    CHECK(output[0] == 0 && output[2 * N - 1] == 0 && output[2 * N] == UNTOUCHED, "wrong values, or too many");
    bw_program_release(program);
    bw_graph_delete(w.graph);
}

/* Released by one owner, a program lives on with the other; requests for the same share one. */
static void test_sharing(void)
{
    const row_case c = default_case(bw_indicator_at(0));
    const bw_request request = { .indicator = c.indicator, .parameters = c.parameter };
    bw_program *one = NULL, *other = NULL;
    CHECK(bw_program_of_request(&request, &one) == BW_OK && bw_program_of_request(&request, &other) == BW_OK, "%s",
          bw_last_error()->message);
    CHECK(one == other, "two programs for equal requests");
    CHECK(bw_program_retain(one) == one, "retained, but another");
    const uint64_t identity = bw_program_identity(one);
    bw_program_release(one);
    bw_program_release(one);
    check_run(other, 0, &c, 1, WALK, BARS);
    CHECK(bw_program_identity(other) == identity, "the identity has changed");
    bw_program_release(other);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 21);
    for_usual_cases(test_case, NULL);
    test_all_at_once();
    test_compositions();
    for_usual_cases(test_convergence, NULL);
    test_making();
    test_arrays();
    test_sharing();
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    return check_report();
}
