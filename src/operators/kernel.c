/* All that is compiled for one instruction set, in one table. */
#include "far_memory.h"
#include "missing_values.h"
#include "operator.h"

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

static unsigned missing(const double *x, size_t n)
{
    return all_finite(x, n) ? 0 : which_are_missing(x, n);
}

static unsigned copy(double *to, const double *x, size_t n)
{
    return copy_and_tell(to, x, n) ? 0 : which_are_missing(x, n);
}

static bool has_nan(const double *x, size_t n)
{
    return any_is_nan(x, n);
}

static void copy_past_caches(double *to, const double *from, size_t n)
{
    const size_t past_line = bw_values_past_line(to), rest_of_line = past_line ? BW_CACHE_LINE_VALUES - past_line : 0;
    size_t i = rest_of_line < n ? rest_of_line : n;
    memcpy(to, from, i * sizeof *to);
    for (; i + GROUP <= n; i += GROUP)
        for (size_t k = i; k < i + GROUP; k += LANES) store_past_caches(to + k, load(from + k));
    memcpy(to + i, from + i, (n - i) * sizeof *to);
}

static void fence(void)
{
    fence_stores();
}

extern const bw_kernel BW_ROW(kernel);
const bw_kernel BW_ROW(kernel) = { operators, missing, has_nan, copy, copy_past_caches, fence };
