#include "plan_layout.h"
#include "lookback.h"
#include <stdlib.h>
#include <string.h>

/* Columns first, so that their series have the lowest numbers; then a step for each column that tells whether anything is missing in it
 * (bw_operator), which a block may run before the others. It reads nothing but columns; or, if then nothing else is left to do and it has
 * no state to undo, also what such steps have made. */
typedef enum { OTHER, LATER_TELLER, TELLER, COLUMN } step_rank;
typedef enum { MADE_LATER, MADE_BY_TELLER, UNTOLD, TOLD } series_state;

static bool can_tell(const bw_plan *p, const bw_node *node, const uint8_t *series, step_rank as)
{
    const bw_operator *o = p->kernel->operators[node->op];
    const series_state least = as == TELLER ? UNTOLD : MADE_BY_TELLER;
    bool is_needed = false;
    for (uint32_t k = 0; k < node->inputs; k++) {
        if (series[node->input[k].index] < least) return false;
        is_needed |= series[node->input[k].index] == UNTOLD;
    }
    if (!is_needed) return false;
    if (as == LATER_TELLER) return o->advance_and_tell && !o->stateful;
    return (o->advance_and_tell || o->last_tells) && bw_state_size(o, node) <= BW_MOST_TOLD_STATE;
}

/* Gives how many there are. */
static uint32_t rank_tellers(const bw_plan *p, uint8_t *rank, uint8_t *series, step_rank as)
{
    uint32_t tellers = 0;
    for (uint32_t i = 0; i < p->steps; i++) {
        const bw_node *node = &p->node[i];
        if (rank[i] != OTHER || !can_tell(p, node, series, as)) continue;
        rank[i] = as;
        tellers++;
        for (uint32_t k = 0; k < node->inputs; k++)
            if (series[node->input[k].index] == UNTOLD) series[node->input[k].index] = TOLD;
        for (uint32_t k = 0; k < node->outputs; k++) series[node->first_output + k] = MADE_BY_TELLER;
    }
    return tellers;
}

static void rank_steps(bw_plan *p, uint8_t *rank, uint8_t *series)
{
    for (uint32_t i = 0; i < p->steps; i++)
        if (p->node[i].op == BW_OP_input) {
            rank[i] = COLUMN;
            p->inputs++;
            series[p->node[i].first_output] = UNTOLD;
        }
    p->tellers = rank_tellers(p, rank, series, TELLER);
    p->later_tellers = rank_tellers(p, rank, series, LATER_TELLER);
    if (bw_told_steps(p) < p->steps) p->later_tellers = 0;
    for (uint32_t i = 0; i < p->steps; i++)
        if (rank[i] == LATER_TELLER && !p->later_tellers) rank[i] = OTHER;
    p->is_single_pass = p->tellers && p->inputs + p->tellers == p->steps;
}

static bool put_tellers_first(bw_plan *p)
{
    uint8_t *rank = calloc(p->steps + p->series, sizeof *rank);
    bw_node *ordered = malloc((p->steps + 1) * sizeof *ordered);
    if (!rank || !ordered) {
        free(rank);
        free(ordered);
        return false;
    }
    rank_steps(p, rank, rank + p->steps);
    for (uint32_t r = COLUMN + 1, steps = 0; r-- > OTHER;)
        for (uint32_t i = 0; i < p->steps; i++)
            if (rank[i] == r) ordered[steps++] = p->node[i];
    free(rank);
    free(p->node);
    p->node = ordered;
    return true;
}

/* A node may have more outputs than are wanted; in the plan only those count. */
static bool renumber_series(bw_plan *p)
{
    uint32_t *renumbered = malloc((p->series + 1) * sizeof *renumbered);
    if (!renumbered) return false;
    p->series = 0;
    for (uint32_t i = 0; i < p->steps; i++) {
        bw_node *node = &p->node[i];
        if (node->levels) node->outputs = node->levels;
        for (uint32_t k = 0; k < node->inputs; k++) node->input[k].index = renumbered[node->input[k].index];
        for (uint32_t k = 0; k < node->outputs; k++) renumbered[node->first_output + k] = p->series + k;
        node->first_output = p->series;
        p->series += node->outputs;
    }
    for (uint32_t k = 0; k < p->outputs; k++) p->output[k].index = renumbered[p->output[k].index];
    free(renumbered);
    return true;
}

/* An operator need not put on the tape what only it will look at. */
static void find_unread(bw_plan *p)
{
    for (uint32_t k = 0; k < p->outputs; k++) p->tape[p->output[k].index].is_read = true;
    for (uint32_t i = 0; i < p->steps; i++)
        for (uint32_t k = 0; k < p->node[i].inputs; k++) p->tape[p->node[i].input[k].index].is_read = true;
    for (uint32_t i = 0; i < p->steps; i++)
        for (uint32_t k = 0; k < p->node[i].outputs && k < 32; k++)
            if (!p->tape[p->node[i].first_output + k].is_read) p->node[i].unread |= UINT32_C(1) << k;
}

/* A series must keep what its hungriest user looks back. */
static void set_margins(bw_plan *p)
{
    for (uint32_t i = 0; i < p->steps; i++) {
        const bw_node *node = &p->node[i];
        const bw_operator *o = p->kernel->operators[node->op];
        for (uint32_t k = 0; k < node->inputs; k++) {
            bw_tape *t = &p->tape[node->input[k].index];
            size_t need = o->history ? o->history(node, k) : 0;
            t->margin = bw_larger(t->margin, need);
            p->step[i].work += need;
        }
        for (uint32_t k = 0; k < node->outputs; k++) {
            bw_tape *t = &p->tape[node->first_output + k];
            if (o->own_history) t->margin = bw_larger(t->margin, o->own_history(node, k));
        }
    }
    for (uint32_t s = 0; s < p->series; s++) {
        bw_tape *t = &p->tape[s];
        t->is_kept = t->margin > 0 || p->is_stream;
        t->history = t->margin;
        t->margin = bw_round_up(t->margin, BW_CACHE_LINE_VALUES);
    }
}

static bool is_output(const bw_plan *p, uint32_t series)
{
    for (uint32_t k = 0; k < p->outputs; k++)
        if (p->output[k].index == series) return true;
    return false;
}

static void find_views(bw_plan *p)
{
    for (uint32_t i = p->inputs + p->tellers; i < p->steps; i++) {
        const bw_node *node = &p->node[i];
        const bw_operator *o = p->kernel->operators[node->op];
        if (o->is_older_input && !p->tape[node->first_output].is_kept && !is_output(p, node->first_output))
            p->step[i].view = o->history(node, 0);
    }
}

/* Columns are in place from where all that is looked back on is in the series: so the first of the long blocks of a single pass is
 * short, but not so short that seeds would be cut. */
static void set_first_chunk(bw_plan *p)
{
    enum { LEAST = 256 };
    size_t longest = 0;
    for (uint32_t k = 0; k < p->inputs; k++) longest = bw_larger(longest, p->tape[k].margin);
    const size_t needed = bw_round_up(longest + BW_LEAST_ADVANCE, LEAST);
    p->first_chunk = p->is_single_pass && longest && needed < p->chunk ? needed : p->chunk;
}

static size_t *first_values(const bw_plan *p, double tolerance)
{
    size_t *first = calloc(p->series + 1, sizeof *first);
    if (first) bw_find_first_values(p->node, p->steps, tolerance, first);
    return first;
}

static bool find_first_values(bw_plan *p)
{
    size_t *first = first_values(p, 0);
    if (!first) return false;
    for (uint32_t k = 0; k < p->outputs; k++) p->first[k] = first[p->output[k].index];
    for (uint32_t i = 0; i < p->steps && !p->has_groups; i++) {
        p->has_groups = p->step[i].is_stateful;
        const bool has_seed = p->kernel->operators[p->node[i].op]->warm_up;
        p->phase = (first[p->node[i].first_output] + has_seed) % BW_LEAST_ADVANCE;
    }
    free(first);
    return true;
}

size_t bw_plan_converged(const bw_plan *p, uint32_t output, double tolerance)
{
    size_t *first = first_values(p, tolerance);
    const size_t bars = first ? first[p->output[output].index] : p->first[output];
    free(first);
    return bars;
}

static bw_fetching fetching_of(const bw_plan *p)
{
    const uint32_t later = p->steps - bw_told_steps(p);
    for (uint32_t i = 0; i < p->steps; i++)
        if (p->kernel->operators[p->node[i].op]->fetches_next) return BW_BY_STEP;
    return later > 1 || (later && p->inputs > 1) ? BW_BETWEEN_STEPS : BW_UNLESS_AHEAD;
}

static void bind_steps(bw_plan *p)
{
    for (uint32_t i = 0; i < p->steps; i++) {
        const bw_node *node = &p->node[i];
        const bw_operator *o = p->kernel->operators[node->op];
        p->step[i] = (bw_plan_step){ .node = node,
                                     .advance = o->advance,
                                     .advance_and_tell = o->advance_and_tell,
                                     .one = o->one,
                                     .table = p->constant + node->table,
                                     .told_state = bw_state_size(o, node),
                                     .work = 1 + bw_state_size(o, node) / sizeof(double),
                                     .is_stateful = o->stateful,
                                     .ends_tell = o->ends_tell,
                                     .keeps_present = o->keeps_present };
        if (bw_is_column(p, i)) p->column[i] = (uint32_t)node->setting[0];
    }
}

static bool copy_graph(bw_plan *p, const bw_graph *g, const bw_series *outputs)
{
    p->steps = g->nodes;
    p->series = g->series;
    p->node = malloc(g->nodes * sizeof *p->node);
    p->constant = aligned_alloc(BW_CACHE_LINE, BW_CACHE_LINE + g->constants * sizeof *p->constant);
    p->output = malloc(p->outputs * sizeof *p->output);
    if (!p->node || !p->constant || !p->output) return false;
    memcpy(p->node, g->node, g->nodes * sizeof *p->node);
    if (g->constants) memcpy(p->constant, g->constant, g->constants * sizeof *p->constant);
    memcpy(p->output, outputs, p->outputs * sizeof *outputs);
    return put_tellers_first(p) && renumber_series(p);
}

static bool lay_out(bw_plan *p)
{
    p->step = malloc(p->steps * sizeof *p->step);
    p->tape = calloc(p->series, sizeof *p->tape);
    p->first = malloc(p->outputs * sizeof *p->first);
    if (!p->step || !p->tape || !p->first) return false;
    bind_steps(p);
    p->fetching = fetching_of(p);
    find_unread(p);
    set_margins(p);
    find_views(p);
    set_first_chunk(p);
    return bw_lay_out_arena(p) && find_first_values(p);
}

/* Each block costs something; but what steps hand on should stay in the nearest cache, and so should all that one of them reads of
 * many series. In a single pass that does not matter: ten thousand bars are two blocks of it. */
static size_t suitable_chunk(const bw_plan *p)
{
    enum { MANY_INPUTS = 6 };
    uint32_t most_inputs = 0;
    for (uint32_t i = 0; i < p->steps; i++) most_inputs = (uint32_t)bw_larger(most_inputs, p->node[i].inputs);
    return p->is_single_pass ? 10 * BW_BLOCK : most_inputs < MANY_INPUTS ? BW_BLOCK : BW_BLOCK / 2;
}

static bw_plan *new_plan(const bw_graph *g, const bw_series *outputs, uint32_t count, const bw_kernel *kernel,
                         size_t chunk, bool is_stream)
{
    bw_plan *p = g->out_of_memory ? NULL : calloc(1, sizeof *p);
    if (!p) return NULL;
    p->kernel = kernel;
    p->constants = g->constants;
    p->outputs = count;
    p->chunk = chunk;
    p->is_stream = is_stream;
    if (copy_graph(p, g, outputs)) {
        if (!chunk) p->chunk = suitable_chunk(p);
        if (lay_out(p)) return p;
    }
    bw_plan_free(p);
    return NULL;
}

bw_plan *bw_plan_new(const bw_graph *g, const bw_series *outputs, uint32_t count, const bw_kernel *kernel, size_t chunk)
{
    return new_plan(g, outputs, count, kernel, chunk, false);
}

bw_plan *bw_plan_new_for_stream(const bw_graph *g, const bw_series *outputs, uint32_t count, const bw_kernel *kernel)
{
    return new_plan(g, outputs, count, kernel, 1, true);
}

void bw_plan_free(bw_plan *p)
{
    if (!p) return;
    free(p->node);
    free(p->constant);
    free(p->step);
    free(p->tape);
    free(p->output);
    free(p->first);
    free(p);
}

size_t bw_plan_size(const bw_plan *p)
{
    return sizeof *p + p->steps * (sizeof *p->node + sizeof *p->step) + p->constants * sizeof *p->constant
           + p->series * sizeof *p->tape + p->outputs * (sizeof *p->output + sizeof *p->first);
}

uint32_t bw_plan_columns(const bw_plan *p)
{
    uint32_t columns = 0;
    for (uint32_t k = 0; k < p->inputs; k++) columns |= UINT32_C(1) << p->column[k];
    return columns;
}

size_t bw_plan_first(const bw_plan *p, uint32_t output)
{
    return p->first[output];
}
