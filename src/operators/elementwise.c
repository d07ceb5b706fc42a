/* Bar by bar: plain loops that the compiler turns into vectors. Setting 0, where one is used: the factor. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

#define ELEMENTWISE(name, expression)                                                                                         \
    static void name(const bw_step *s)                                                                                        \
    {                                                                                                                         \
        const double *restrict a = s->in[0], *restrict b = s->in[s->node->inputs - 1];                                        \
        const double factor = s->node->setting[0];                                                                            \
        double *restrict out = s->out[0];                                                                                     \
        (void)b, (void)factor;                                                                                                \
        for (size_t i = 0; i < s->n; i++) out[i] = expression;                                                                \
    }                                                                                                                         \
                                                                                                                              \
    static void name##_one(const bw_step *s, size_t i)                                                                        \
    {                                                                                                                         \
        const double *a = s->in[0], *b = s->in[s->node->inputs - 1];                                                          \
        const double factor = s->node->setting[0];                                                                            \
        (void)b, (void)factor;                                                                                                \
        s->out[0][i] = expression;                                                                                            \
    }

ELEMENTWISE(add, a[i] + b[i])
ELEMENTWISE(sub, a[i] - b[i])
ELEMENTWISE(scale, a[i] * factor)
ELEMENTWISE(divide_or_zero, b[i] == 0 && a[i] == a[i] ? 0 : a[i] / b[i])

const bw_operator BW_ROW(add) = { "add", .outputs = 1, .advance = add, .one = add_one };
const bw_operator BW_ROW(sub) = { "sub", .outputs = 1, .advance = sub, .one = sub_one };
const bw_operator BW_ROW(scale) = { "scale", .outputs = 1, .advance = scale, .one = scale_one };
const bw_operator BW_ROW(divide_or_zero) = { "divide_or_zero", .outputs = 1, .advance = divide_or_zero, .one = divide_or_zero_one };

/* A column of the market or an array that was given; setting 0: which. The engine fills its tape. */
const bw_operator BW_ROW(input) = { "input", .outputs = 1 };
