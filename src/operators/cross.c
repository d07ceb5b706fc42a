/* Does a come to lie above b, or to the other side of it? NaN where one of them is, at this bar or the one before. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

static size_t a_bar(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return 1;
}

#define CROSS(row, condition)                                                                                                 \
    INLINE double row##_value(double a, double b, double a_before, double b_before)                                           \
    {                                                                                                                         \
        const bool is_missing = __builtin_isunordered(a, b) | __builtin_isunordered(a_before, b_before);                      \
        return is_missing ? BW_NAN : (condition);                                                                             \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        const double *a = s->in[0] + i, *b = s->in[1] + i;                                                                    \
        s->out[0][i] = row##_value(*a, *b, a[-1], b[-1]);                                                                     \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        const double *restrict a = s->in[0], *restrict b = s->in[1];                                                          \
        double *restrict out = s->out[0];                                                                                     \
        for (ptrdiff_t i = 0; i < (ptrdiff_t)s->n; i++) out[i] = row##_value(a[i], b[i], a[i - 1], b[i - 1]);                 \
    }

CROSS(crosses_over, (a > b) & (a_before <= b_before))
CROSS(crosses, ((a > b) & (a_before <= b_before)) | ((a < b) & (a_before >= b_before)))

const bw_operator BW_ROW(crosses_over) = {
    .name = "crosses_over",
    .outputs = 1,
    .history = a_bar,
    .advance = crosses_over,
    .one = crosses_over_one,
};

const bw_operator BW_ROW(crosses) = {
    .name = "crosses",
    .outputs = 1,
    .history = a_bar,
    .advance = crosses,
    .one = crosses_one,
};
