/* Making a sweep. Rows are wired into one graph, in which what they share is one node, as long as what its run keeps fits a
 * core's cache; then the next group begins. */
#include "sweep.h"
#include "cpu.h"
#include "error.h"
#include "floating_point.h"
#include "threads.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    GROUP_ROWS_LEAST = 4,  /* with fewer there is too little to share */
    GROUP_ROWS_MOST = 64,  /* more share no more worth having, and a block of all rows must not take long: threads.h */
    GROUPS_A_THREAD = 2,   /* at least, so that threads end at about the same time */
    CACHE_BYTES = 1 << 20, /* of a core, where the system does not say */
};

/* ---- the working set ---- */

/* What a run of a growing graph comes back to: histories, states, tables, and the outputs of a block. */
typedef struct {
    size_t *history; /* of each series */
    uint32_t capacity, nodes;
    size_t bytes;
} working_set;

static bool reserve_series(working_set *w, uint32_t series)
{
    if (series <= w->capacity) return true;
    size_t *history = realloc(w->history, 2 * (size_t)series * sizeof *history);
    if (!history) return false;
    memset(history + w->capacity, 0, (2 * (size_t)series - w->capacity) * sizeof *history);
    w->history = history;
    w->capacity = 2 * series;
    return true;
}

static void look_back(working_set *w, uint32_t series, size_t history)
{
    if (history <= w->history[series]) return;
    w->bytes += (history - w->history[series] + (w->history[series] ? 0 : BW_BLOCK)) * sizeof(double);
    w->history[series] = history;
}

/* Adds the nodes that are new since the last time. */
static bool count_nodes(working_set *w, const bw_graph *g)
{
    if (!reserve_series(w, g->series)) return false;
    for (; w->nodes < g->nodes; w->nodes++) {
        const bw_node *node = &g->node[w->nodes];
        const bw_operator *o = bw_any_operator(node->op);
        w->bytes += bw_state_size(o, node) + node->table_size * sizeof(double);
        for (uint32_t k = 0; o->history && k < node->inputs; k++)
            look_back(w, node->input[k].index, o->history(node, k));
        for (uint32_t k = 0; o->own_history && k < (node->levels ? node->levels : node->outputs); k++)
            look_back(w, node->first_output + k, o->own_history(node, k));
    }
    return true;
}

static void forget_nodes(working_set *w)
{
    if (w->history) memset(w->history, 0, w->capacity * sizeof *w->history);
    w->nodes = 0;
    w->bytes = 0;
}

/* ---- groups ---- */

/* A group that grows. */
typedef struct {
    bw_sweep *sweep;
    bw_graph graph;
    bw_series *output; /* of its rows, and of one row more */
    size_t first, rows;
    working_set set;
    size_t bytes; /* the working set of its rows */
    size_t rows_most, bytes_most;
    unsigned processors;
    const bw_kernel *kernel;
} open_group;

static size_t cache_bytes(void)
{
#ifdef _SC_LEVEL2_CACHE_SIZE
    const long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE);
    if (bytes > 0) return (size_t)bytes;
#endif
    return CACHE_BYTES;
}

static size_t working_set_of(const open_group *open, size_t rows)
{
    return open->set.bytes + rows * open->sweep->outputs * BW_BLOCK * sizeof(double);
}

static size_t quotient_rounded_up(size_t a, size_t b)
{
    return a / b + (a % b != 0);
}

/* How many rows the next groups are to have, if one has been closed with so many: each processor should get as many groups. */
static size_t rows_of_next(const open_group *open, size_t rows)
{
    const size_t left = open->sweep->rows - open->first, closed = open->sweep->groups;
    const size_t groups = closed + quotient_rounded_up(left, rows);
    const size_t balanced = quotient_rounded_up(groups, open->processors) * open->processors;
    return quotient_rounded_up(left, balanced - closed);
}

/* Makes its rows a program. */
static bw_status close_group(open_group *open)
{
    bw_sweep *sweep = open->sweep;
    if (sweep->groups == sweep->capacity) {
        const size_t capacity = 2 * sweep->capacity + 8;
        bw_sweep_group *group = realloc(sweep->group, capacity * sizeof *group);
        if (!group) return bw_set_no_memory();
        sweep->group = group;
        sweep->capacity = capacity;
    }
    bw_sweep_group *group = &sweep->group[sweep->groups];
    *group = (bw_sweep_group){ .first = open->first, .rows = open->rows, .working_set = open->bytes };
    group->program = bw_program_new(&open->graph, open->output, open->rows * sweep->outputs, open->kernel);
    if (!group->program) return bw_set_no_memory();
    sweep->groups++;
    return BW_OK;
}

/* The next group begins with the row that was too much for this one, or with nothing. */
static bw_status begin_next(open_group *open, bool has_row)
{
    const size_t outputs = open->sweep->outputs;
    const bw_status status = close_group(open);
    if (status != BW_OK) return status;
    bw_graph next = { 0 };
    if (has_row && !bw_graph_extract(&open->graph, open->output + open->rows * outputs, outputs, &next, open->output))
        return bw_set_no_memory();
    bw_graph_free(&open->graph);
    open->graph = next;
    open->first += open->rows;
    open->rows = has_row;
    forget_nodes(&open->set);
    if (!count_nodes(&open->set, &open->graph)) return bw_set_no_memory();
    open->bytes = working_set_of(open, open->rows);
    return BW_OK;
}

static bw_status refuse_series(const bw_graph *graph, const bw_series *output, size_t outputs, size_t row)
{
    for (size_t k = 0; k < outputs; k++)
        if (output[k].index >= graph->series)
            return bw_set_error(BW_BAD_VALUE, "build", "row %zu: output %zu is no series of its graph", row, k);
    return BW_OK;
}

static bw_status add_row(open_group *open, bw_build_row *build, void *context, size_t row)
{
    const size_t outputs = open->sweep->outputs;
    bw_series *output = open->output + open->rows * outputs;
    bw_status status = build(context, row, &open->graph, output);
    if (status != BW_OK) return status;
    if (open->graph.out_of_memory || !count_nodes(&open->set, &open->graph)) return bw_set_no_memory();
    status = refuse_series(&open->graph, output, outputs, row);
    if (status != BW_OK) return status;
    const size_t bytes = working_set_of(open, open->rows + 1);
    if (open->rows && bytes > open->bytes_most) {
        const size_t closed = open->rows;
        status = begin_next(open, true);
        open->rows_most = rows_of_next(open, closed);
    } else {
        open->rows++;
        open->bytes = bytes;
    }
    return status == BW_OK && open->rows == open->rows_most ? begin_next(open, false) : status;
}

static bw_status add_rows(bw_sweep *sweep, bw_build_row *build, void *context, const bw_kernel *kernel)
{
    const unsigned processors = bw_processor_count();
    if (!processors) return bw_last_error()->status;
    const size_t share = sweep->rows / (GROUPS_A_THREAD * (size_t)processors);
    const size_t most = share < GROUP_ROWS_LEAST ? GROUP_ROWS_LEAST : share > GROUP_ROWS_MOST ? GROUP_ROWS_MOST : share;
    open_group open = {
        .sweep = sweep, .rows_most = most, .bytes_most = cache_bytes() / 2, .processors = processors, .kernel = kernel
    };
    open.output = malloc((most + 1) * sweep->outputs * sizeof *open.output);
    if (!open.output) return bw_set_no_memory();
    bw_status status = BW_OK;
    for (size_t row = 0; status == BW_OK && row < sweep->rows; row++) status = add_row(&open, build, context, row);
    if (status == BW_OK && open.rows) status = close_group(&open);
    bw_graph_free(&open.graph);
    free(open.output);
    free(open.set.history);
    return status;
}

static int larger_first(const void *a, const void *b)
{
    const bw_sweep_group *x = a, *y = b;
    if (x->working_set != y->working_set) return x->working_set < y->working_set ? 1 : -1;
    return x->first < y->first ? -1 : 1;
}

bw_status bw_sweep_new(size_t rows, size_t outputs, bw_build_row *build, void *context, const char *kernel,
                       bw_sweep **made)
{
    if (!rows) return bw_set_error(BW_MISSING, "rows", "a sweep needs a row");
    if (!outputs) return bw_set_error(BW_MISSING, "outputs", "a sweep needs an output");
    const bw_kernel *found = bw_find_kernel(kernel);
    if (!found) return bw_last_error()->status;
    bw_sweep *sweep = calloc(1, sizeof *sweep);
    if (!sweep) return bw_set_no_memory();
    sweep->rows = rows;
    sweep->outputs = outputs;
    const uint32_t control = bw_enter_floating_point();
    const bw_status status = add_rows(sweep, build, context, found);
    bw_leave_floating_point(control);
    if (status != BW_OK) {
        bw_sweep_delete(sweep);
        return status;
    }
    qsort(sweep->group, sweep->groups, sizeof *sweep->group, larger_first);
    *made = sweep;
    return BW_OK;
}

void bw_sweep_delete(bw_sweep *sweep)
{
    if (!sweep) return;
    for (size_t k = 0; k < sweep->groups; k++) bw_program_release(sweep->group[k].program);
    free(sweep->group);
    free(sweep);
}

/* ---- of an indicator ---- */

typedef struct {
    bw_request request;
    const double *parameters;
    size_t width;
} rows_of_request;

static bw_status build_row(void *context, size_t row, bw_graph *graph, bw_series *outputs)
{
    const rows_of_request *rows = context;
    bw_request request = rows->request;
    bw_plan_key key;
    request.parameters = rows->parameters + row * rows->width;
    const bw_status status = bw_check_key(&request, &key);
    if (status == BW_OK) bw_wire_key(&key, graph, outputs);
    return status;
}

bw_status bw_sweep_of_request(const bw_request *request, size_t rows, const double *parameters, bw_sweep **sweep)
{
    if (!request->indicator) return bw_set_error(BW_MISSING, "indicator", "the request has no indicator");
    rows_of_request of = { *request, parameters, bw_parameter_count(request->indicator) };
    if (of.width && !parameters)
        return bw_set_error(BW_MISSING, "parameters", "%s: a sweep needs the parameters of its rows",
                            request->indicator->name);
    return bw_sweep_new(rows, bw_output_count(request->indicator), build_row, &of, request->kernel, sweep);
}
