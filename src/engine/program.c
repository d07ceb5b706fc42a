#include "program.h"
#include "cpu.h"
#include "error.h"
#include "floating_point.h"
#include "hash.h"
#include "numerics.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- identity ---- */

static uint64_t hash_double(uint64_t hash, double x)
{
    uint64_t word;
    memcpy(&word, &x, sizeof word);
    return bw_hash_word(hash, word);
}

/* By names and numbers, not by addresses or opcodes, which differ from build to build. */
static uint64_t identity_of(const bw_program *p)
{
    uint64_t hash = bw_hash_word(BW_EMPTY_HASH, BW_NUMERICS);
    for (uint32_t i = 0; i < p->graph.nodes; i++) {
        const bw_node *node = &p->graph.node[i];
        for (const char *name = bw_any_operator(node->op)->name; *name; name++)
            hash = bw_hash_word(hash, (unsigned char)*name);
        for (uint32_t k = 0; k < node->inputs; k++) hash = bw_hash_word(hash, node->input[k].index);
        for (uint32_t k = 0; k < BW_NODE_SETTINGS; k++) hash = hash_double(hash, node->setting[k]);
        for (uint32_t k = 0; k < node->table_size; k++) hash = hash_double(hash, p->graph.constant[node->table + k]);
        hash = bw_hash_word(hash, node->levels);
    }
    for (size_t k = 0; k < p->outputs; k++) hash = bw_hash_word(hash, p->output[k].index);
    return hash;
}

/* ---- making ---- */

static void delete_program(bw_program *p)
{
    bw_graph_free(&p->graph);
    bw_plan_free(p->plan);
    bw_plan_free(p->stream_plan);
    free(p->output);
    free(p);
}

static bool extract_and_plan(bw_program *p, const bw_graph *graph, const bw_series *outputs, size_t count)
{
    p->output = malloc(count * sizeof *p->output);
    if (!p->output || !bw_graph_extract(graph, outputs, count, &p->graph, p->output)) return false;
    p->plan = bw_plan_new(&p->graph, p->output, (uint32_t)count, p->kernel, 0);
    return p->plan;
}

bw_program *bw_program_new(const bw_graph *graph, const bw_series *outputs, size_t count, const bw_kernel *kernel)
{
    bw_program *p = calloc(1, sizeof *p);
    if (!p) return NULL;
    p->references = 1;
    p->outputs = count;
    p->kernel = kernel;
    if (extract_and_plan(p, graph, outputs, count)) return p;
    delete_program(p);
    return NULL;
}

bw_status bw_program_of_graph(const bw_graph *graph, const bw_series *outputs, size_t count, const char *kernel,
                              bw_program **program)
{
    const bw_kernel *found = bw_find_kernel(kernel);
    if (!found) return bw_last_error()->status;
    if (!count) return bw_set_error(BW_MISSING, "outputs", "a program needs an output");
    for (size_t k = 0; k < count; k++)
        if (!graph->out_of_memory && outputs[k].index >= graph->series)
            return bw_set_error(BW_BAD_VALUE, "outputs", "output %zu is no series of this graph", k);
    const uint32_t control = bw_enter_floating_point();
    *program = bw_program_new(graph, outputs, count, found);
    bw_leave_floating_point(control);
    return *program ? BW_OK : bw_set_no_memory();
}

/* ---- sharing: one program for all requests for the same ---- */

static pthread_mutex_t shared_lock = PTHREAD_MUTEX_INITIALIZER;
static bw_program *shared;

static void lock_shared(void)
{
    pthread_mutex_lock(&shared_lock);
}

static void unlock_shared(void)
{
    pthread_mutex_unlock(&shared_lock);
}

/* A child of fork must not find the list locked by a thread that it does not have. */
static void keep_lock_over_fork(void)
{
    pthread_atfork(lock_shared, unlock_shared, unlock_shared);
}

static bw_program *find_shared(const bw_plan_key *key)
{
    for (bw_program *p = shared; p; p = p->next)
        if (p->key.size == key->size && !memcmp(&p->key, key, key->size)) return p;
    return NULL;
}

static bw_program *make_shared(const bw_plan_key *key)
{
    bw_graph graph = { 0 };
    bw_series output[BW_OUTPUTS_MAX];
    bw_wire_key(key, &graph, output);
    bw_program *p = bw_program_new(&graph, output, bw_output_count(key->indicator), key->kernel);
    bw_graph_free(&graph);
    if (!p) return NULL;
    memcpy(&p->key, key, key->size);
    p->next = shared;
    shared = p;
    return p;
}

bw_status bw_program_of_request(const bw_request *request, bw_program **program)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    bw_plan_key key;
    const bw_status status = bw_check_key(request, &key);
    if (status != BW_OK) return status;
    const uint32_t control = bw_enter_floating_point();
    pthread_once(&once, keep_lock_over_fork);
    lock_shared();
    bw_program *p = find_shared(&key);
    if (p) p->references++;
    else p = make_shared(&key);
    unlock_shared();
    bw_leave_floating_point(control);
    *program = p;
    return p ? BW_OK : bw_set_no_memory();
}

bw_program *bw_program_retain(bw_program *program)
{
    program->references++;
    return program;
}

static void unlink_shared(const bw_program *program)
{
    bw_program **link = &shared;
    while (*link != program) link = &(*link)->next;
    *link = program->next;
}

void bw_program_release(bw_program *program)
{
    if (!program) return;
    const bool is_shared = program->key.indicator;
    if (is_shared) lock_shared(); /* or it might be found again on its way out */
    const bool is_last = --program->references == 0;
    if (is_last && is_shared) unlink_shared(program);
    if (is_shared) unlock_shared();
    if (is_last) delete_program(program);
}

/* ---- asking ---- */

size_t bw_program_output_count(const bw_program *program)
{
    return program->outputs;
}

uint32_t bw_program_columns(const bw_program *program)
{
    return bw_plan_columns(program->plan);
}

size_t bw_program_lookback(const bw_program *program, size_t output)
{
    return output < program->outputs ? bw_plan_first(program->plan, (uint32_t)output) : 0;
}

size_t bw_program_converged(const bw_program *program, size_t output, double tolerance)
{
    return output < program->outputs ? bw_plan_converged(program->plan, (uint32_t)output, tolerance) : 0;
}

uint64_t bw_program_identity(const bw_program *program)
{
    if (!program->identity) ((bw_program *)program)->identity = identity_of(program);
    return program->identity;
}

const bw_plan *bw_program_stream_plan(bw_program *program)
{
    bw_plan *plan = program->stream_plan;
    if (plan) return plan;
    bw_plan *made =
        bw_plan_new_for_stream(&program->graph, program->output, (uint32_t)program->outputs, program->kernel);
    if (!made || atomic_compare_exchange_strong(&program->stream_plan, &plan, made)) return made;
    bw_plan_free(made); /* another thread was faster */
    return plan;
}
