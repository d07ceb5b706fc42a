/* Bar by bar: plain loops that the compiler turns into vectors. Setting 0, where one is used: the constant. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

#define ELEMENTWISE(name, expression)                                                                                         \
    static void name(const bw_step *s)                                                                                        \
    {                                                                                                                         \
        const double *restrict a = s->in[0], *restrict b = s->in[s->node->inputs - 1];                                        \
        const double setting = s->node->setting[0];                                                                            \
        double *restrict out = s->out[0];                                                                                     \
        (void)b, (void)setting;                                                                                                \
        for (size_t i = 0; i < s->n; i++) out[i] = expression;                                                                \
    }                                                                                                                         \
                                                                                                                              \
    static void name##_one(const bw_step *s, size_t i)                                                                        \
    {                                                                                                                         \
        const double *a = s->in[0], *b = s->in[s->node->inputs - 1];                                                          \
        const double setting = s->node->setting[0];                                                                            \
        (void)b, (void)setting;                                                                                                \
        s->out[0][i] = expression;                                                                                            \
    }

ELEMENTWISE(add, a[i] + b[i])
ELEMENTWISE(sub, a[i] - b[i])
ELEMENTWISE(multiply, a[i] * b[i])
/* Never infinity from finite values. */
ELEMENTWISE(divide, b[i] == 0 ? BW_NAN : a[i] / b[i])
ELEMENTWISE(divide_or_zero, b[i] == 0 && a[i] == a[i] ? 0 : a[i] / b[i])
ELEMENTWISE(divide_or, b[i] == 0 && a[i] == a[i] ? setting : a[i] / b[i])
ELEMENTWISE(offset, a[i] + setting)
ELEMENTWISE(absolute, __builtin_fabs(a[i]))
ELEMENTWISE(square_root, __builtin_sqrt(a[i]))
ELEMENTWISE(present_with, b[i] == b[i] ? a[i] : b[i])
ELEMENTWISE(scale, a[i] * setting)

/* A comparison with NaN is NaN, and so is the greater or the less of NaN and anything. */
ELEMENTWISE(less, a[i] < b[i] ? 1 : a[i] >= b[i] ? 0 : BW_NAN)
ELEMENTWISE(less_or_equal, a[i] <= b[i] ? 1 : a[i] > b[i] ? 0 : BW_NAN)
ELEMENTWISE(equal, a[i] == b[i] ? 1 : a[i] < b[i] || a[i] > b[i] ? 0 : BW_NAN)
ELEMENTWISE(not_equal, a[i] == b[i] ? 0 : a[i] < b[i] || a[i] > b[i] ? 1 : BW_NAN)
ELEMENTWISE(maximum, a[i] > b[i] || a[i] != a[i] ? a[i] : b[i])
ELEMENTWISE(minimum, a[i] < b[i] || a[i] != a[i] ? a[i] : b[i])

const bw_operator BW_ROW(add) = { .name = "add", .outputs = 1, .advance = add, .one = add_one };
const bw_operator BW_ROW(sub) = { .name = "sub", .outputs = 1, .advance = sub, .one = sub_one };
const bw_operator BW_ROW(multiply) = { .name = "multiply", .outputs = 1, .advance = multiply, .one = multiply_one };
const bw_operator BW_ROW(divide) = { .name = "divide", .outputs = 1, .advance = divide, .one = divide_one };
const bw_operator BW_ROW(divide_or_zero) = {
    .name = "divide_or_zero", .outputs = 1, .advance = divide_or_zero, .one = divide_or_zero_one
};
const bw_operator BW_ROW(scale) = { .name = "scale", .outputs = 1, .advance = scale, .one = scale_one };
const bw_operator BW_ROW(divide_or) = { .name = "divide_or", .outputs = 1, .advance = divide_or, .one = divide_or_one };
const bw_operator BW_ROW(offset) = { .name = "offset", .outputs = 1, .advance = offset, .one = offset_one };
const bw_operator BW_ROW(absolute) = { .name = "absolute", .outputs = 1, .advance = absolute, .one = absolute_one };
const bw_operator
    BW_ROW(square_root) = { .name = "square_root", .outputs = 1, .advance = square_root, .one = square_root_one };
const bw_operator
    BW_ROW(present_with) = { .name = "present_with", .outputs = 1, .advance = present_with, .one = present_with_one };
const bw_operator BW_ROW(less) = { .name = "less", .outputs = 1, .advance = less, .one = less_one };
const bw_operator BW_ROW(less_or_equal) = {
    .name = "less_or_equal", .outputs = 1, .advance = less_or_equal, .one = less_or_equal_one
};
const bw_operator BW_ROW(equal) = { .name = "equal", .outputs = 1, .advance = equal, .one = equal_one };
const bw_operator BW_ROW(not_equal) = { .name = "not_equal", .outputs = 1, .advance = not_equal, .one = not_equal_one };
const bw_operator BW_ROW(maximum) = { .name = "maximum", .outputs = 1, .advance = maximum, .one = maximum_one };
const bw_operator BW_ROW(minimum) = { .name = "minimum", .outputs = 1, .advance = minimum, .one = minimum_one };

/* Setting 0 at every bar. */
static void constant(const bw_step *s)
{
    const double value = s->node->setting[0];
    for (size_t i = 0; i < s->n; i++) s->out[0][i] = value;
}

static void constant_one(const bw_step *s, size_t i)
{
    s->out[0][i] = s->node->setting[0];
}

const bw_operator BW_ROW(constant) = { .name = "constant", .outputs = 1, .advance = constant, .one = constant_one };

/* A column of the market or an array that was given; setting 0: which. The engine fills its tape. */
const bw_operator BW_ROW(input) = { .name = "input", .outputs = 1 };
