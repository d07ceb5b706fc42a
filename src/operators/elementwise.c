/* Bar by bar. Setting 0, where one is used: the constant. */
#include "numerics.h"
#include "elementwise.h"

TELLING_ELEMENTWISE(add, a + b);
TELLING_ELEMENTWISE(sub, a - b);
TELLING_ELEMENTWISE(multiply, a *b);
/* Never infinity from finite values. */
ELEMENTWISE(divide, 2, b == 0 ? BW_NAN : a / b);
ELEMENTWISE(divide_or_zero, 2, b == 0 && a == a ? 0 : a / b);
ELEMENTWISE(portion, 2, (b == 0 && a == a ? 0 : a / b) * setting[0]);
ELEMENTWISE(divide_or, 2, b == 0 && a == a ? setting[0] : a / b);
/* Of two that are not negative: a's share of both, and how much of both is more a than b. Setting 1, and 0: what all is called. */
ELEMENTWISE(share, 2, a + b == 0 ? setting[0] : a / (a + b) * setting[1]);
ELEMENTWISE(balance, 2, a + b == 0 ? 0 : (a - b) / (a + b) * setting[0]);
ELEMENTWISE(absolute_balance, 2, a + b == 0 ? 0 : __builtin_fabs(a - b) / (a + b) * setting[0]);
/* How much of setting 0 is left of it beside a, in percent. */
ELEMENTWISE(recency, 1, (setting[0] - a) * 100 / setting[0]);
/* How much more is left of it beside a than beside b. */
ELEMENTWISE(greater_recency, 2, (b - a) * 100 / setting[0]);
/* How far a is on the way from b to c, times setting 0. */
ELEMENTWISE(way_between, 3, (b == c && a == a ? 0 : (a - b) / (c - b)) * setting[0]);
/* How much nearer a is to b than to c, which is the less; and how far these are apart, if a is there. */
ELEMENTWISE(nearer, 3, (a - c) - (b - a));
ELEMENTWISE(apart, 3, (b - c) + (a - a));
/* How far a is from b + c, in percent of a. */
ELEMENTWISE(percent_beyond, 3, (a == 0 && b + c == b + c ? 0 : (a - b - c) / a) * 100);
/* The mean of three that count four times, twice and once, times 100. */
ELEMENTWISE(ultimate_mean, 3, (4 * a + 2 * b + c) * (100.0 / 7));
/* a times 1 + 4 (a - b) / (a + b); a itself where that is 0 / 0. */
ELEMENTWISE(accelerated, 2, a + b == 0 ? a : a * (1 + 4 * ((a - b) / (a + b))));
ELEMENTWISE(offset, 1, a + setting[0]);
ELEMENTWISE(absolute, 1, __builtin_fabs(a));
ELEMENTWISE(square_root, 1, __builtin_sqrt(a));
ELEMENTWISE(round_down, 1, __builtin_floor(a));
ELEMENTWISE(round_up, 1, __builtin_ceil(a));
ELEMENTWISE(round_to_zero, 1, __builtin_trunc(a));
/* Halves away from 0. The constant is the double before 1/2: with 1/2 itself that double would become 1. */
ELEMENTWISE(round_to_nearest, 1, __builtin_trunc(a + __builtin_copysign(0x1.fffffffffffffp-2, a)));
ELEMENTWISE(present_with, 2, b == b ? a : b);
ELEMENTWISE(scale, 1, a *setting[0]);
ELEMENTWISE(add_difference, 3, a + (b - c) * setting[0]);
/* Of open, high, low and close. */
ELEMENTWISE(demark_pivot, 4, (b + c + d + (d < a ? c : d > a ? b : d == a ? d : BW_NAN)) / 4);
/* b where a is setting 0, else c. */
ELEMENTWISE(choice, 3, a == setting[0] ? b : c);
/* a's whole part, and at least setting 0 and at most setting 1. */
ELEMENTWISE(whole_between, 1, a<setting[0] ? setting[0] : a> setting[1] ? setting[1] : __builtin_trunc(a));

/* A comparison with NaN is NaN, and so is the greater or the less of NaN and anything. */
ELEMENTWISE(less, 2, a < b ? 1 : a >= b ? 0 : BW_NAN);
ELEMENTWISE(less_or_equal, 2, a <= b ? 1 : a > b ? 0 : BW_NAN);
ELEMENTWISE(equal, 2, a == b ? 1 : a < b || a > b ? 0 : BW_NAN);
ELEMENTWISE(not_equal, 2, a == b ? 0 : a < b || a > b ? 1 : BW_NAN);
INLINE double greater_or_nan(double a, double b)
{
    return a > b || a != a ? a : b;
}

INLINE double less_or_nan(double a, double b)
{
    return a < b || a != a ? a : b;
}

ELEMENTWISE(maximum, 2, greater_or_nan(a, b));
ELEMENTWISE(minimum, 2, less_or_nan(a, b));
ELEMENTWISE(maximum_of_three, 3, greater_or_nan(a, greater_or_nan(b, c)));
ELEMENTWISE(minimum_of_three, 3, less_or_nan(a, less_or_nan(b, c)));

/* Setting 0 at every bar; NaN is never a value. */
static size_t constant_warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return node->setting[0] != node->setting[0] ? BW_NEVER : 0;
}

static void constant(const bw_step *s)
{
    const double value = s->node->setting[0];
    for (size_t i = 0; i < s->n; i++) s->out[0][i] = value;
}

static void constant_one(const bw_step *s, size_t i)
{
    s->out[0][i] = s->node->setting[0];
}

const bw_operator BW_ROW(constant) = {
    .name = "constant",
    .outputs = 1,
    .warm_up = constant_warm_up,
    .advance = constant,
    .one = constant_one,
};

/* A column of the market or an array that was given; setting 0: which. The engine fills its tape. */
const bw_operator BW_ROW(input) = { .name = "input", .outputs = 1 };
