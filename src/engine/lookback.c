#include "lookback.h"
#include "cpu.h"

static size_t sum_up_to_never(size_t a, size_t b)
{
    return a >= BW_NEVER - b ? BW_NEVER : a + b;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

void bw_find_first_values(const bw_node *node, uint32_t nodes, double tolerance, size_t *first)
{
    for (const bw_node *end = node + nodes; node < end; node++) {
        const bw_operator *o = bw_any_operator(node->op);
        size_t ready = 0, looked_back = 0;
        for (uint32_t k = 0; k < node->inputs; k++) {
            const size_t input_first = first[node->input[k].index];
            ready = larger(ready, input_first);
            looked_back = larger(looked_back, sum_up_to_never(input_first, o->history ? o->history(node, k) : 0));
        }
        for (uint32_t k = 0; k < node->outputs; k++) {
            const size_t settling = tolerance > 0 && o->settling ? o->settling(node, k, tolerance) : 0;
            const size_t defined = o->warm_up ? sum_up_to_never(ready, o->warm_up(node, k)) : looked_back;
            first[node->first_output + k] = sum_up_to_never(settling, defined);
        }
    }
}
