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

/* x - x is NaN for NaN and for infinity. */
static unsigned missing(const double *x, size_t n)
{
    vec_bits nan = { 0 }, infinity = { 0 };
    bool has_nan = false, has_infinity = false;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        vec v = load(x + i), difference = v - v;
        vec_bits is_nan = v != v;
        nan |= is_nan;
        infinity |= (difference != difference) & ~is_nan;
    }
    for (; i < n; i++) {
        has_nan |= x[i] != x[i];
        has_infinity |= x[i] - x[i] != 0 && x[i] == x[i];
    }
    return (has_nan || any(nan) ? BW_HAS_NAN : 0) | (has_infinity || any(infinity) ? BW_HAS_INFINITY : 0);
}

extern const bw_kernel BW_ROW(kernel);
const bw_kernel BW_ROW(kernel) = { operators, missing };
