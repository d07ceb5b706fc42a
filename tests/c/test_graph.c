/* A graph merges nodes that are equal, and only those; running out of memory sticks. */
#include "check.h"
#include "cpu.h"
#include "graph.h"
#include <string.h>

static bw_series add_node(bw_graph *g, bw_opcode op, const bw_series *input, uint32_t inputs, double setting)
{
    return bw_graph_add(g,
                        &(bw_wiring){ .op = op, .input = input, .inputs = inputs, .setting = &setting, .settings = 1 });
}

static bw_series input(bw_graph *g, int column)
{
    return add_node(g, BW_OP_input, NULL, 0, column);
}

static void test_merging(void)
{
    bw_graph g = { 0 };
    const bw_series high = input(&g, BW_HIGH), low = input(&g, BW_LOW);
    CHECK(high.index != low.index, "two inputs are one");
    CHECK(input(&g, BW_HIGH).index == high.index && g.nodes == 2, "an input is there twice");

    const bw_series sum = add_node(&g, BW_OP_add, (bw_series[]){ high, low }, 2, 0);
    CHECK(add_node(&g, BW_OP_add, (bw_series[]){ high, low }, 2, 0).index == sum.index, "equal sums are two nodes");
    CHECK(add_node(&g, BW_OP_add, (bw_series[]){ low, high }, 2, 0).index != sum.index, "the order of inputs is lost");
    CHECK(add_node(&g, BW_OP_sub, (bw_series[]){ high, low }, 2, 0).index != sum.index, "the operator is lost");
    CHECK(add_node(&g, BW_OP_add, (bw_series[]){ high, high }, 2, 0).index != sum.index, "an input is lost");

    const bw_series lagged = add_node(&g, BW_OP_lag, &high, 1, 3);
    CHECK(add_node(&g, BW_OP_lag, &high, 1, 4).index != lagged.index, "the setting is lost");
    CHECK(add_node(&g, BW_OP_scale, &high, 1, 0.0).index != add_node(&g, BW_OP_scale, &high, 1, -0.0).index,
          "settings are compared as numbers, not by their bits");
    CHECK(bw_graph_add(&g, &(bw_wiring){ .op = BW_OP_add, .input = (bw_series[]){ high, low }, .inputs = 2 }).index
              == sum.index,
          "settings that are left out are not 0");
    bw_graph_free(&g);
    CHECK(!g.nodes && !g.node, "a graph that is freed is not empty");
}

static void test_tables(void)
{
    const double weights[] = { 1, 2, 3, 4 };
    bw_graph g = { 0 };
    const bw_series x = input(&g, BW_CLOSE);
    bw_wiring wiring = { .op = BW_OP_scale, .input = &x, .inputs = 1, .table = weights, .table_size = 3 };
    const bw_series first = bw_graph_add(&g, &wiring);
    CHECK(bw_graph_add(&g, &wiring).index == first.index, "equal tables are two nodes");
    wiring.table = weights + 1;
    const bw_series other = bw_graph_add(&g, &wiring);
    CHECK(other.index != first.index, "the table's values are lost");
    wiring.table_size = 2;
    CHECK(bw_graph_add(&g, &wiring).index != other.index, "the table's size is lost");
    const bw_node *node = &g.node[1];
    CHECK(node->table_size == 3 && !memcmp(g.constant + node->table, weights, 3 * sizeof *weights),
          "the table is not kept");
    bw_graph_free(&g);
}

/* Many nodes, so that the lists and the hash table grow several times. */
static void test_growth(void)
{
    enum { NODES = 5000 };
    bw_graph g = { 0 };
    const bw_series x = input(&g, BW_CLOSE);
    bw_series *lagged = check_allocated(malloc(NODES * sizeof *lagged));
    for (int k = 0; k < NODES; k++) lagged[k] = add_node(&g, BW_OP_lag, &x, 1, k);
    CHECK(g.nodes == NODES + 1 && !g.out_of_memory, "%u nodes instead of %d", g.nodes, NODES + 1);
    for (int k = 0; k < NODES; k++)
        CHECK(add_node(&g, BW_OP_lag, &x, 1, k).index == lagged[k].index, "lag %d is not found again", k);
    CHECK(g.nodes == NODES + 1, "finding nodes added some");
    free(lagged);
    bw_graph_free(&g);
}

static void test_levels(void)
{
    bw_graph g = { 0 };
    const bw_series x = input(&g, BW_CLOSE);
    const bw_wiring wiring = { .op = BW_OP_sum_levels, .input = &x, .inputs = 1 };
    const bw_series first = bw_graph_add_levels(&g, &wiring, 3);
    CHECK(bw_graph_add_levels(&g, &wiring, 5).index == first.index && g.nodes == 2, "more levels are another node");
    CHECK(bw_graph_add_levels(&g, &wiring, 2).index == first.index, "fewer levels are another node");
    CHECK(g.node[1].levels == 5, "%u levels instead of the most that were wanted", g.node[1].levels);
    const bw_series next = add_node(&g, BW_OP_lag, &x, 1, 1);
    CHECK(next.index == first.index + bw_any_operator(BW_OP_sum_levels)->outputs, "outputs share a series");
    bw_graph_free(&g);
}

static void test_out_of_memory_sticks(void)
{
    bw_graph g = { .out_of_memory = true };
    const bw_series x = input(&g, BW_CLOSE);
    add_node(&g, BW_OP_lag, &x, 1, 1);
    CHECK(g.nodes == 0 && g.out_of_memory, "a graph that ran out of memory grows");
    bw_graph_free(&g);
}

int main(void)
{
    test_merging();
    test_tables();
    test_growth();
    test_levels();
    test_out_of_memory_sticks();
    return check_report();
}
