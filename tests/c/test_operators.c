/* Every operator as the catalogue's rows wire it, called on its own: all kernels and cuts give the same bits, and nothing is
 * read from further back than the operator says. */
#include "cpu.h"
#include "graphs.h"
#include "operator.h"

enum { BARS = 80, OLDER = 1000, MOST_HISTORY = 700, ROOM = OLDER + MOST_HISTORY };

static const bw_kernel *kernel, *plainest;
static bool was_run[BW_OPERATOR_COUNT];

/* An operator's inputs and outputs with room for what is older, and its state. */
typedef struct {
    const bw_node *node;
    double *table;
    double *in[BW_NODE_INPUTS], *out[BW_NODE_OUTPUTS];
    uint64_t *state;
} workbench;

static const bw_operator *operator_of(const bw_kernel *in, const bw_node *node)
{
    return in->operators[node->op];
}

static size_t history_of(const bw_node *node, uint32_t input)
{
    const bw_operator *o = operator_of(kernel, node);
    return o->history ? o->history(node, input) : 0;
}

static uint32_t wanted_outputs(const bw_node *node)
{
    return node->levels ? node->levels : node->outputs;
}

static double *make_room(void)
{
    double *room = check_allocated(malloc((ROOM + BARS) * sizeof *room));
    for (size_t i = 0; i < ROOM + BARS; i++) room[i] = NAN;
    return room + ROOM;
}

/* The first output of sum_levels, on whose nature its users rely. */
static bool are_runs(const bw_graph *g, bw_series series)
{
    for (uint32_t i = 0; i < g->nodes; i++)
        if (g->node[i].first_output == series.index) return g->node[i].op == BW_OP_sum_levels;
    return false;
}

static double next_input(uint64_t *random, bool is_run, double before)
{
    if (is_run) return next_random(random) % 64 ? before + 1 : 1;
    return (double)(int64_t)(next_random(random) % 2000) / 16 + 1;
}

static workbench make_workbench(const bw_graph *g, const bw_node *node)
{
    const size_t room = bw_table_room(node->table_size + 1) * sizeof(double);
    workbench w = { .node = node, .table = check_allocated(aligned_alloc(BW_CACHE_LINE, room)) };
    if (node->table_size) memcpy(w.table, g->constant + node->table, node->table_size * sizeof(double));
    for (uint32_t k = 0; k < node->inputs; k++) {
        uint64_t random = 17 * k + node->op;
        const bool is_run = are_runs(g, node->input[k]);
        double value = 0;
        w.in[k] = make_room();
        for (ptrdiff_t i = -OLDER; i < BARS; i++) w.in[k][i] = value = next_input(&random, is_run, value);
    }
    for (uint32_t k = 0; k < node->outputs; k++) w.out[k] = make_room();
    w.state = check_allocated(calloc(1, bw_state_size(operator_of(kernel, node), node) + 8));
    return w;
}

static void free_workbench(workbench *w)
{
    for (uint32_t k = 0; k < w->node->inputs; k++) free(w->in[k] - ROOM);
    for (uint32_t k = 0; k < w->node->outputs; k++) free(w->out[k] - ROOM);
    free(w->state);
    free(w->table);
}

/* Bars first … first + n - 1 in one call. */
static void advance(const workbench *w, const bw_kernel *with, ptrdiff_t first, size_t n)
{
    const double *in[BW_NODE_INPUTS];
    double *out[BW_NODE_OUTPUTS];
    for (uint32_t k = 0; k < w->node->inputs; k++) in[k] = w->in[k] + first;
    for (uint32_t k = 0; k < w->node->outputs; k++) out[k] = w->out[k] + first;
    const bw_operator *o = operator_of(with, w->node);
    const bw_step step = { .n = n, .in = in, .out = out, .node = w->node, .table = w->table, .state = w->state };
    if (n >= BW_LEAST_ADVANCE || !o->one) o->advance(&step);
    else
        for (size_t i = 0; i < n; i++) o->one(&step, i);
}

static void check_equal_outputs(const workbench *a, const workbench *b, size_t n, const char *what)
{
    for (uint32_t k = 0; k < wanted_outputs(a->node); k++) {
        const size_t at = first_difference(a->out[k], b->out[k], n);
        CHECK(at == n, "%s, %s: output %u differs at bar %zu", operator_of(kernel, a->node)->name, what, k, at);
    }
}

/* The workbench that has run over everything in the plainest kernel, in one call from its oldest bars on. */
static workbench make_expected(const bw_graph *g, const bw_node *node)
{
    workbench w = make_workbench(g, node);
    advance(&w, plainest, -OLDER, OLDER + BARS);
    return w;
}

static void test_cuts(const bw_graph *g, const bw_node *node, const workbench *expected)
{
    static const size_t cuts[] = { 1, 2, 7, 8, 9, 31, 64, BARS };
    for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
        workbench w = make_workbench(g, node);
        for (ptrdiff_t i = -OLDER; i < BARS;) {
            const size_t rest = (size_t)(BARS - i), n = cuts[c] < rest ? cuts[c] : rest;
            advance(&w, kernel, i, n);
            i += (ptrdiff_t)n;
        }
        check_equal_outputs(&w, expected, BARS, "cut");
        free_workbench(&w);
    }
}

/* A NaN one bar out of reach of the bar that is looked at. */
static void test_reach(const bw_graph *g, const bw_node *node, const workbench *expected, uint32_t input)
{
    static const ptrdiff_t looked_at[] = { 0, 5, 38 };
    const size_t history = history_of(node, input);
    for (size_t b = 0; b < sizeof looked_at / sizeof *looked_at; b++) {
        workbench w = make_workbench(g, node);
        w.in[input][looked_at[b] - (ptrdiff_t)history - 1] = NAN;
        advance(&w, kernel, -OLDER, (size_t)(OLDER + looked_at[b]) + 1);
        for (uint32_t k = 0; k < wanted_outputs(node); k++)
            CHECK(bits_of(w.out[k][looked_at[b]]) == bits_of(expected->out[k][looked_at[b]]),
                  "%s reads input %u further back than the %zu bars it says", operator_of(kernel, node)->name, input,
                  history);
        free_workbench(&w);
    }
}

static void test_node(const bw_graph *g, const bw_node *node)
{
    const bw_operator *o = operator_of(kernel, node);
    for (uint32_t k = 0; k < node->inputs; k++)
        if (history_of(node, k) >= MOST_HISTORY) return;
    was_run[node->op] = true;
    CHECK(bw_state_size(o, node) % 8 == 0, "%s: a state of %zu bytes", o->name, bw_state_size(o, node));
    workbench expected = make_expected(g, node);
    test_cuts(g, node, &expected);
    for (uint32_t k = 0; k < node->inputs && !o->stateful && !o->own_history; k++) test_reach(g, node, &expected, k);
    free_workbench(&expected);
}

static void test_case(const row_case *c, void *context)
{
    bw_series output[ROW_OUTPUTS];
    bw_graph g = graph_of(c, output);
    (void)context;
    for (uint32_t i = 0; i < g.nodes; i++)
        if (g.node[i].op != BW_OP_input) test_node(&g, &g.node[i]);
    bw_graph_free(&g);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    kernel = bw_find_kernel(NULL);
    const char *const *last = bw_kernels();
    while (last[1]) last++;
    plainest = bw_find_kernel(*last);
    for_usual_cases(test_case, NULL);
    size_t run = 0;
    for (int op = 0; op < BW_OPERATOR_COUNT; op++) run += was_run[op];
    CHECK(run > BW_OPERATOR_COUNT / 2, "only %zu operators were run", run);
    return check_report();
}
