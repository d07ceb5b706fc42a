/* All that is compiled for one instruction set, in one table. */
#include "operator.h"
#include "vector.h"

#define OPERATOR(name) extern const bw_operator BW_ROW(name);
#include "operators.def"
#undef OPERATOR

static const bw_operator *const operators[BW_OPERATOR_COUNT] = {
#define OPERATOR(name) [BW_OP_##name] = &BW_ROW(name),
#include "operators.def"
#undef OPERATOR
};

static unsigned which_are_missing(const double *x, size_t n)
{
    unsigned found = 0;
    for (size_t i = 0; i < n; i++)
        if (x[i] != x[i]) found |= BW_HAS_NAN;
        else if (x[i] - x[i] != 0) found |= BW_HAS_INFINITY;
    return found;
}

/* x - x is 0, but NaN for NaN and for infinity, and a sum with NaN stays NaN. */
static unsigned missing(const double *x, size_t n)
{
    vec zero[4] = { { 0 } };
    double rest = 0;
    size_t i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES)
        for (int k = 0; k < 4; k++) {
            vec v = load(x + i + k * LANES);
            zero[k] += v - v;
        }
    for (; i < n; i++) rest += x[i] - x[i];
    const vec all = (zero[0] + zero[1]) + (zero[2] + zero[3]) + rest;
    return any(all != all) ? which_are_missing(x, n) : 0;
}

extern const bw_kernel BW_ROW(kernel);
const bw_kernel BW_ROW(kernel) = { operators, missing };
