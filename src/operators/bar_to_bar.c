/* What a bar does beside the bar before, in one expression.
 *
 * Setting 0: does a bar that has none before it count, with what can be said of it alone?
 *
 * A comparison with NaN is false, so each rule sees to it that a NaN in anything it reads is a NaN in the result. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

/* Which inputs are looked at a bar earlier too. */
enum { BEFORE_A = 1, BEFORE_B = 2, BEFORE_C = 4 };

static bool alone_counts(const bw_node *node)
{
    return node->setting[0] != 0;
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return !alone_counts(node);
}

/* The first bar may be alone. */
static size_t settling(const bw_node *node, double tolerance)
{
    (void)tolerance;
    return alone_counts(node);
}

/* a, b, c: the bar; a1, b1, c1: the bar before; `alone`: what can be said of a bar alone. Where there is no third input, the first
 * stands in its place. */
#define BAR_TO_BAR(row, before, expression, alone)                                                                            \
    INLINE double row##_value(double a, double b, double c, double a1, double b1, double c1)                                  \
    {                                                                                                                         \
        (void)a, (void)b, (void)c, (void)a1, (void)b1, (void)c1;                                                              \
        return expression;                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    static size_t row##_history(const bw_node *node, uint32_t input)                                                          \
    {                                                                                                                         \
        (void)node;                                                                                                           \
        return (before) >> input & 1;                                                                                         \
    }                                                                                                                         \
                                                                                                                              \
    INLINE double row##_at(const double *a, const double *b, const double *c, ptrdiff_t i)                                    \
    {                                                                                                                         \
        return row##_value(a[i], b[i], c[i], (before)&BEFORE_A ? a[i - 1] : 0, (before)&BEFORE_B ? b[i - 1] : 0,              \
                           (before)&BEFORE_C ? c[i - 1] : 0);                                                                 \
    }                                                                                                                         \
                                                                                                                              \
    INLINE double row##_at_alone(const double *pa, const double *pb, const double *pc, ptrdiff_t i)                           \
    {                                                                                                                         \
        const double a = pa[i], b = pb[i];                                                                                    \
        const bool is_alone = ((before)&BEFORE_A && pa[i - 1] != pa[i - 1])                                                   \
                              || ((before)&BEFORE_B && pb[i - 1] != pb[i - 1])                                                \
                              || ((before)&BEFORE_C && pc[i - 1] != pc[i - 1]);                                               \
        return is_alone ? (alone) + (pc[i] - pc[i]) : row##_at(pa, pb, pc, i);                                                \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        const double *a = s->in[0], *b = s->in[1], *c = s->in[s->node->inputs > 2 ? 2 : 0];                                   \
        s->out[0][i] = alone_counts(s->node) ? row##_at_alone(a, b, c, (ptrdiff_t)i) : row##_at(a, b, c, (ptrdiff_t)i);       \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        const double *restrict a = s->in[0], *restrict b = s->in[1], *restrict c = s->in[s->node->inputs > 2 ? 2 : 0];        \
        double *restrict out = s->out[0];                                                                                     \
        const ptrdiff_t n = (ptrdiff_t)s->n;                                                                                  \
        if (alone_counts(s->node))                                                                                            \
            for (ptrdiff_t i = 0; i < n; i++) out[i] = row##_at_alone(a, b, c, i);                                            \
        else                                                                                                                  \
            for (ptrdiff_t i = 0; i < n; i++) out[i] = row##_at(a, b, c, i);                                                  \
    }                                                                                                                         \
                                                                                                                              \
    const bw_operator BW_ROW(row) = {                                                                                         \
        .name = #row,                                                                                                         \
        .outputs = 1,                                                                                                         \
        .history = row##_history,                                                                                             \
        .warm_up = warm_up,                                                                                                   \
        .settling = settling,                                                                                                 \
        .advance = row,                                                                                                       \
        .one = row##_one,                                                                                                     \
    }

INLINE double greater(double a, double b)
{
    return a > b ? a : b;
}

INLINE double lesser_or_nan(double a, double b)
{
    return a < b || a != a ? a : b;
}

/* The greatest of the range and the distances of its ends from the close before. The comparisons let a NaN of the high and of the
 * close before through. A bar whose own close is missing is none. */
INLINE double true_range_of(double high, double low, double close, double close_before)
{
    const double range =
        greater(high - low, greater(__builtin_fabs(close_before - low), __builtin_fabs(close_before - high)));
    return low == low && close == close ? range : BW_NAN;
}

/* high, low, close */
BAR_TO_BAR(true_range, BEFORE_C, true_range_of(a, b, c, c1), a - b);

/* high, low */
BAR_TO_BAR(plus_vortex, BEFORE_B, __builtin_fabs(a - b1), a - b);
BAR_TO_BAR(minus_vortex, BEFORE_A, __builtin_fabs(b - a1), a - b);

/* low, close */
BAR_TO_BAR(buying_pressure, BEFORE_B, b - lesser_or_nan(a, b1), b - a);
