/* A missing value stays contained: a window misses exactly the results that touch it, whichever place in the window it has;
 * a recurrence misses one and goes on as if the bar had not been there. ±Inf is a missing value. */
#include "cpu.h"
#include "graphs.h"

enum { BARS = 2000 };

/* On both sides of where a block of the engine's ends, within the block after it, and after a block without a gap. */
static const size_t gaps[] = { 511, 512, 650, 1100 };

static test_bars bars;

typedef enum { WINDOW, RECURRENCE, BOTH } row_kind;

static size_t node_of(const bw_graph *g, bw_series series)
{
    size_t i = 0;
    while (series.index >= g->node[i].first_output + g->node[i].outputs) i++;
    return i;
}

/* Which nodes are made of the bars of that input; the caller frees it. Free inputs may share theirs with others. */
static bool *nodes_made_of(const bw_graph *g, const row_case *c, size_t input)
{
    bool *is_made = check_allocated(calloc(g->nodes + 1, sizeof *is_made));
    const size_t column = market_column(column_of_input(c->indicator, input));
    for (uint32_t i = 0; i < g->nodes; i++) {
        const bw_node *node = &g->node[i];
        is_made[i] = node->op == BW_OP_input && market_column((size_t)node->setting[0]) == column;
        for (uint32_t k = 0; k < node->inputs; k++) is_made[i] |= is_made[node_of(g, node->input[k])];
    }
    return is_made;
}

/* A row is a window if none of its operators has a state or cares where the bars start, and a recurrence in an input if none looks back on its tape and all with a
 * state are made of that input, so that all of them miss the bar. */
static row_kind kind_of(const row_case *c, size_t input)
{
    bw_series output[ROW_OUTPUTS];
    bw_graph g = graph_of(c, output);
    bool *is_made = nodes_made_of(&g, c, input);
    bool has_state = false, has_window = false, has_other_state = false;
    for (uint32_t i = 0; i < g.nodes; i++) {
        const bw_operator *o = bw_any_operator(g.node[i].op);
        const bool has_start = o->stateful || (o->settling && o->settling(&g.node[i], 0, 0.5) > 0);
        has_state |= has_start;
        has_other_state |= has_start && !is_made[i];
        has_window |= !o->stateful && o->history;
    }
    free(is_made);
    bw_graph_free(&g);
    return !has_state ? WINDOW : has_window || has_other_state ? BOTH : RECURRENCE;
}

static size_t lookback_of(const row_case *c, size_t output)
{
    size_t bars_back = 0;
    bw_lookback(&(bw_request){ .indicator = c->indicator, .parameters = c->parameter }, output, &bars_back);
    return bars_back;
}

/* Is that output made of that input, among others? */
static bool is_made_of(const row_case *c, size_t output, size_t input)
{
    bw_series all[ROW_OUTPUTS];
    bw_graph g = graph_of(c, all);
    bool *is_made = nodes_made_of(&g, c, input);
    const bool is_there = is_made[node_of(&g, all[output])];
    free(is_made);
    bw_graph_free(&g);
    return is_there;
}

/* What is not made of the input does not feel the gap. Whether it is made of it. */
static bool check_feels(const row_case *c, const row_results *got, const row_results *clean, size_t output,
                        size_t input)
{
    if (is_made_of(c, output, input)) return true;
    CHECK(first_difference(got->output[output], clean->output[output], BARS) == BARS, "%s: output %zu feels input %zu",
          c->name, output, input);
    return false;
}

/* The value at the gap, made much larger and made negative: results that differ touch it. */
enum { OTHER_VALUES = 2 };
static const double other_factor[OTHER_VALUES] = { 3, -1 };

static bool any_differs(const row_results *other, const row_results *clean, size_t k, size_t i)
{
    bool differs = false;
    for (size_t m = 0; m < OTHER_VALUES; m++) differs |= bits_of(other[m].output[k][i]) != bits_of(clean->output[k][i]);
    return differs;
}

/* other: what the other values at the gap give. */
static void check_window(const row_case *c, const row_results *got, const row_results *clean, const row_results *other,
                         size_t input, size_t gap)
{
    for (size_t k = 0; k < got->outputs; k++) {
        const size_t back = lookback_of(c, k);
        if (!check_feels(c, got, clean, k, input)) continue;
        for (size_t i = 0; i < BARS; i++) {
            const bool is_near = i >= gap && i <= gap + back;
            CHECK(isnan(got->output[k][i]) || !any_differs(other, clean, k, i), "%s: a value %zu bars after a gap",
                  c->name, i - gap);
            if (!is_near)
                CHECK(bits_of(got->output[k][i]) == bits_of(clean->output[k][i]), "%s: bar %zu feels a gap at %zu",
                      c->name, i, gap);
        }
    }
}

/* Without the bar, all other values are the same. */
static void check_recurrence(const row_case *c, const row_results *got, const row_results *clean, size_t input,
                             size_t gap)
{
    test_bars without = { .n = BARS - 1 };
    for (size_t m = 0; m < BW_MARKET_COLUMNS; m++) {
        double *column = without.column[m] = check_allocated(malloc(BARS * sizeof *column));
        memcpy(column, bars.column[m], gap * sizeof *column);
        memcpy(column + gap, bars.column[m] + gap + 1, (BARS - gap - 1) * sizeof *column);
    }
    row_results expected = results_of(c, NULL, &without);
    for (size_t k = 0; k < got->outputs; k++) {
        if (!check_feels(c, got, clean, k, input)) continue;
        CHECK(isnan(got->output[k][gap]), "%s: a value where an input misses", c->name);
        CHECK(first_difference(got->output[k], expected.output[k], gap) == gap, "%s: a gap is felt before it", c->name);
        CHECK(first_difference(got->output[k] + gap + 1, expected.output[k] + gap, BARS - gap - 1) == BARS - gap - 1,
              "%s: a gap is felt after it", c->name);
    }
    free_results(&expected);
    free_bars(&without);
}

/* Of both, what can be said without knowing how it is made: what the gap may change, and that it ends. */
static void check_contained(const row_case *c, const row_results *got, const row_results *clean, size_t input,
                            size_t gap)
{
    for (size_t k = 0; k < got->outputs; k++) {
        if (!check_feels(c, got, clean, k, input)) continue;
        CHECK(isnan(got->output[k][gap]), "%s: a value where an input misses", c->name);
        CHECK(first_difference(got->output[k], clean->output[k], gap) == gap, "%s: a gap is felt before it", c->name);
        for (size_t i = gap + lookback_of(c, k) + 1; i < BARS; i++)
            CHECK(!isnan(got->output[k][i]), "%s: output %zu still misses bar %zu after a gap at %zu", c->name, k, i,
                  gap);
    }
}

static row_results results_with(const row_case *c, double *place, double value)
{
    const double kept = *place;
    *place = value;
    const row_results results = results_of(c, NULL, &bars);
    *place = kept;
    return results;
}

static void test_gap(const row_case *c, size_t input, size_t gap, const row_results *clean)
{
    static const double missing[] = { NAN, INFINITY, -INFINITY };
    const size_t column = column_of_input(c->indicator, input);
    double *value = &bars.column[market_column(column)][gap];
    row_results other[OTHER_VALUES];
    for (size_t m = 0; m < OTHER_VALUES; m++) other[m] = results_with(c, value, *value * other_factor[m]);
    for (size_t m = 0; m < sizeof missing / sizeof *missing; m++) {
        row_results got = results_with(c, value, missing[m]);
        switch (kind_of(c, input)) {
        case WINDOW: check_window(c, &got, clean, other, input, gap); break;
        case RECURRENCE: check_recurrence(c, &got, clean, input, gap); break;
        case BOTH: check_contained(c, &got, clean, input, gap); break;
        }
        free_results(&got);
    }
    for (size_t m = 0; m < OTHER_VALUES; m++) free_results(&other[m]);
}

static void test_case(const row_case *c, void *context)
{
    row_results clean = results_of(c, NULL, &bars);
    (void)context;
    for (size_t k = 0; c->indicator->inputs[k].name; k++)
        for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) test_gap(c, k, gaps[g], &clean);
    free_results(&clean);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(WALK, BARS, 10);
    for_usual_cases(test_case, NULL);
    free_bars(&bars);
    return check_report();
}
