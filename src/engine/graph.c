#include "graph.h"
#include "cpu.h"
#include <stdlib.h>
#include <string.h>

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static uint64_t bits(double x)
{
    uint64_t word;
    memcpy(&word, &x, sizeof word);
    return word;
}

static uint64_t hash_of(const bw_wiring *w)
{
    uint64_t hash = mix(0, w->op);
    for (uint32_t k = 0; k < w->inputs; k++) hash = mix(hash, w->input[k].index);
    for (uint32_t k = 0; k < w->settings; k++) hash = mix(hash, bits(w->setting[k]));
    for (uint32_t k = 0; k < w->table_size; k++) hash = mix(hash, bits(w->table[k]));
    return hash;
}

static bool is_wired_so(const bw_graph *g, const bw_node *node, const bw_wiring *w)
{
    if (node->op != w->op || node->inputs != w->inputs || node->table_size != w->table_size) return false;
    for (uint32_t k = 0; k < w->inputs; k++)
        if (node->input[k].index != w->input[k].index) return false;
    for (uint32_t k = 0; k < w->settings; k++)
        if (bits(node->setting[k]) != bits(w->setting[k])) return false;
    return !w->table_size || !memcmp(g->constant + node->table, w->table, w->table_size * sizeof *w->table);
}

/* The bucket of the node so wired, or the empty one where it belongs. */
static uint32_t *find_bucket(const bw_graph *g, const bw_wiring *w)
{
    uint64_t at = hash_of(w);
    for (;; at++) {
        uint32_t *bucket = &g->bucket[at & (g->buckets - 1)];
        if (!*bucket || is_wired_so(g, &g->node[*bucket - 1], w)) return bucket;
    }
}

static bw_wiring wiring_of(const bw_graph *g, const bw_node *node)
{
    return (bw_wiring){ .op = node->op,
                        .input = node->input,
                        .inputs = node->inputs,
                        .setting = node->setting,
                        .settings = BW_NODE_SETTINGS,
                        .table = g->constant + node->table,
                        .table_size = node->table_size };
}

static void *resized(bw_graph *g, void *old, size_t count, size_t size)
{
    void *p = realloc(old, count * size);
    if (!p) g->out_of_memory = true;
    return p;
}

/* Room for one node more, in the list and, at most half full, in the hash table. */
static bool reserve_node(bw_graph *g)
{
    if (g->nodes < g->node_capacity) return true;
    uint32_t capacity = 16; /* a power of two */
    while (capacity <= g->nodes) capacity *= 2;
    bw_node *node = resized(g, g->node, capacity, sizeof *node);
    if (!node) return false;
    g->node = node;
    uint32_t *bucket = resized(g, g->bucket, 2 * (size_t)capacity, sizeof *bucket);
    if (!bucket) return false;
    g->bucket = bucket;
    g->buckets = 2 * capacity;
    g->node_capacity = capacity;
    memset(bucket, 0, g->buckets * sizeof *bucket);
    for (uint32_t i = 0; i < g->nodes; i++) {
        bw_wiring w = wiring_of(g, &g->node[i]);
        *find_bucket(g, &w) = i + 1;
    }
    return true;
}

static bool reserve_constants(bw_graph *g, uint32_t more)
{
    if (more <= g->constant_capacity - g->constants) return true;
    const uint32_t capacity = 2 * g->constants + more;
    double *constant = resized(g, g->constant, capacity, sizeof *constant);
    if (!constant) return false;
    g->constant = constant;
    g->constant_capacity = capacity;
    return true;
}

static bw_node *find_or_add(bw_graph *g, const bw_wiring *wiring)
{
    double setting[BW_NODE_SETTINGS] = { 0 };
    if (wiring->settings) memcpy(setting, wiring->setting, wiring->settings * sizeof *setting);
    bw_wiring w = *wiring;
    w.setting = setting;
    w.settings = BW_NODE_SETTINGS;

    if (g->out_of_memory || !reserve_node(g)) return NULL;
    uint32_t *bucket = find_bucket(g, &w);
    if (*bucket) return &g->node[*bucket - 1];
    if (!reserve_constants(g, bw_table_room(w.table_size))) return NULL;

    bw_node *node = &g->node[g->nodes];
    *node = (bw_node){
        .op = w.op, .inputs = w.inputs, .first_output = g->series, .table = g->constants, .table_size = w.table_size
    };
    node->outputs = bw_any_operator(w.op)->outputs;
    if (w.inputs) memcpy(node->input, w.input, w.inputs * sizeof *w.input);
    memcpy(node->setting, setting, sizeof setting);
    if (w.table_size) memcpy(g->constant + g->constants, w.table, w.table_size * sizeof *w.table);
    g->constants += bw_table_room(w.table_size);
    g->series += node->outputs;
    *bucket = ++g->nodes;
    return node;
}

bw_series bw_graph_add(bw_graph *g, const bw_wiring *wiring)
{
    const bw_node *node = find_or_add(g, wiring);
    return (bw_series){ node ? node->first_output : 0 };
}

bw_series bw_graph_add_levels(bw_graph *g, const bw_wiring *wiring, uint32_t levels)
{
    bw_node *node = find_or_add(g, wiring);
    if (node && node->levels < levels) node->levels = levels;
    return (bw_series){ node ? node->first_output : 0 };
}

/* Marks the outputs' series and all that they are made of. */
static void mark_needed(const bw_graph *g, const bw_series *outputs, size_t count, bool *is_needed)
{
    for (size_t k = 0; k < count; k++) is_needed[outputs[k].index] = true;
    for (uint32_t i = g->nodes; i-- > 0;) {
        const bw_node *node = &g->node[i];
        bool is_used = false;
        for (uint32_t k = 0; k < node->outputs; k++) is_used |= is_needed[node->first_output + k];
        for (uint32_t k = 0; is_used && k < node->inputs; k++) is_needed[node->input[k].index] = true;
    }
}

/* Appends the node to the part, where its inputs are already; moved[s] is what series s is there. */
static void append_needed(const bw_graph *g, const bw_node *node, const bool *is_needed, bw_graph *part,
                          uint32_t *moved)
{
    uint32_t needed = 0; /* outputs up to the last needed one */
    for (uint32_t k = 0; k < node->outputs; k++)
        if (is_needed[node->first_output + k]) needed = k + 1;
    if (!needed) return;
    bw_node *copy = &part->node[part->nodes++];
    *copy = *node;
    copy->first_output = part->series;
    copy->table = part->constants;
    if (node->levels) copy->levels = needed;
    for (uint32_t k = 0; k < node->inputs; k++) copy->input[k].index = moved[node->input[k].index];
    for (uint32_t k = 0; k < node->outputs; k++) moved[node->first_output + k] = part->series + k;
    if (node->table_size)
        memcpy(part->constant + part->constants, g->constant + node->table, node->table_size * sizeof *g->constant);
    part->constants += bw_table_room(node->table_size);
    part->series += node->outputs;
}

/* The part has no hash table: that comes with the first node that is added, for which there is no room. */
bool bw_graph_extract(const bw_graph *g, const bw_series *outputs, size_t count, bw_graph *part,
                      bw_series *part_outputs)
{
    *part = (bw_graph){ 0 };
    if (g->out_of_memory) return false;
    uint32_t *moved = calloc(g->series + 1, sizeof *moved);
    bool *is_needed = calloc(g->series + 1, sizeof *is_needed);
    part->node = malloc((g->nodes + 1) * sizeof *part->node);
    part->constant = malloc((g->constants + 1) * sizeof *part->constant);
    const bool has_memory = moved && is_needed && part->node && part->constant;
    if (has_memory) {
        mark_needed(g, outputs, count, is_needed);
        for (uint32_t i = 0; i < g->nodes; i++) append_needed(g, &g->node[i], is_needed, part, moved);
        for (size_t k = 0; k < count; k++) part_outputs[k].index = moved[outputs[k].index];
        part->node_capacity = part->nodes;
        part->constant_capacity = part->constants;
    } else {
        bw_graph_free(part);
    }
    free(moved);
    free(is_needed);
    return has_memory;
}

void bw_graph_free(bw_graph *g)
{
    free(g->node);
    free(g->constant);
    free(g->bucket);
    *g = (bw_graph){ 0 };
}
