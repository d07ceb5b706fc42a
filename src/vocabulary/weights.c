#include "numerics.h"
#include "weights.h"
#include "wiring.h"
#include <stdlib.h>

/* Neumaier's sum: what each addition rounds off is added up beside it. */
static double sum_of(const double *x, uint32_t count)
{
    double sum = 0, rest = 0;
    for (uint32_t k = 0; k < count; k++) {
        const double next = sum + x[k];
        rest += __builtin_fabs(sum) >= __builtin_fabs(x[k]) ? (sum - next) + x[k] : (x[k] - next) + sum;
        sum = next;
    }
    return sum + rest;
}

bw_series weighted_mean(bw_graph *g, bw_series x, uint32_t window, bw_weight *weight, const double *parameter)
{
    if (window == 1) return x;
    double *table = malloc(window * sizeof *table);
    if (!table) {
        g->out_of_memory = true;
        return x;
    }
    for (uint32_t k = 0; k < window; k++) table[k] = weight(k, parameter);
    const double sum = sum_of(table, window);
    for (uint32_t k = 0; k < window; k++) table[k] /= sum;
    const bw_series out = bw_graph_add(
        g, &(bw_wiring){ .op = BW_OP_weighted_mean, .input = &x, .inputs = 1, .table = table, .table_size = window });
    free(table);
    return out;
}
