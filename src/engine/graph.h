/* graph.h: what is to be computed. Operators wired to operators; no bars, no memory, no instruction set.
 *
 * A series is one output of one node. Nodes are added in an order in which inputs come before users, so a graph is always
 * acyclic and is run by walking it once. Adding a node that exists returns the old one: what two indicators have in common
 * is computed once. */
#ifndef BW_GRAPH_H
#define BW_GRAPH_H

#include "barwise/barwise.h"

typedef enum {
#define OPERATOR(name) BW_OP_##name,
#include "operators.def"
#undef OPERATOR
    BW_OPERATOR_COUNT
} bw_opcode;

enum { BW_CACHE_LINE = 64, BW_CACHE_LINE_VALUES = BW_CACHE_LINE / sizeof(double) }; /* of a cache: bytes, doubles */

enum {
    BW_NODE_INPUTS = 48,  /* a window of up to 100,000 bars joins at most 16 powers of two, of up to three series */
    BW_NODE_SETTINGS = 8, /* more constants go into the node's table */
    BW_LEVELS = 16,       /* of a node that holds series per power of two: 2, 4 … 65,536 bars */
    BW_NODE_OUTPUTS = 5 * BW_LEVELS + 1, /* the most that an operator has */
};

typedef struct {
    bw_opcode op;
    uint32_t inputs, outputs;
    uint32_t first_output; /* index of its first series */
    bw_series input[BW_NODE_INPUTS];
    double setting[BW_NODE_SETTINGS]; /* period, factor … as the operator defines; compared by their bits */
    uint32_t table, table_size;       /* constants, such as weights: where they start in the graph's, and how many */
    uint32_t levels; /* how many of its outputs are wanted, 0: all; not part of what makes nodes equal */
    uint32_t unread; /* bit k: no other node reads output k, of the first 32; set by the plan */
} bw_node;

static inline size_t bw_round_up(size_t n, size_t to)
{
    return (n + to - 1) / to * to;
}

/* Of the values before this place, how many share its cache line. */
static inline size_t bw_values_past_line(const double *place)
{
    return (uintptr_t)place / sizeof *place % BW_CACHE_LINE_VALUES;
}

/* How many constants a table takes up. */
static inline uint32_t bw_table_room(uint32_t size)
{
    return (uint32_t)bw_round_up(size, BW_CACHE_LINE_VALUES);
}

struct bw_graph {
    bw_node *node;
    uint32_t nodes, node_capacity, series;
    double *constant; /* tables of all nodes, one after the other, each a whole number of cache lines from the first */
    uint32_t constants, constant_capacity;
    uint32_t *bucket; /* hash table of node number + 1; its size is a power of two */
    uint32_t buckets;
    bool out_of_memory; /* sticks: a builder need not check every call */
};

/* What a node is, before it is known whether it is new. */
typedef struct {
    bw_opcode op;
    const bw_series *input;
    uint32_t inputs;
    const double *setting;
    uint32_t settings; /* those beyond are 0 */
    const double *table;
    uint32_t table_size;
} bw_wiring;

/* The node so wired, old or new: its first output, the others follow. */
bw_series bw_graph_add(bw_graph *g, const bw_wiring *wiring);

/* The same for a node that has as many outputs as are wanted, such as a series per power of two: at least `levels` of them. */
bw_series bw_graph_add_levels(bw_graph *g, const bw_wiring *wiring, uint32_t levels);

/* What the outputs need of a graph, as a graph of its own. Whether there was memory for it. */
bool bw_graph_extract(const bw_graph *g, const bw_series *outputs, size_t count, bw_graph *part,
                      bw_series *part_outputs);

void bw_graph_free(bw_graph *g);

#endif
