/* What has become of a value since some bars ago. Setting 0: how many; setting 1, where one is used: a factor. */
#include "numerics.h"
#include "operator.h"
#include "telling.h"

static size_t bars_back(const bw_node *node, uint32_t input)
{
    return input == 0 ? (size_t)node->setting[0] : 0;
}

/* Bar i from x[i], x[i] of so many bars before, and y[i], the second of two inputs. */
#define SINCE(row, count, expression)                                                                                                \
    INLINE double row##_value(double x, double before, double y, double factor)                                               \
    {                                                                                                                         \
        (void)x, (void)y, (void)factor;                                                                                       \
        return expression;                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    INLINE uint64_t row##_of_bars(const bw_step *s, double *restrict out, size_t first, size_t n)                             \
    {                                                                                                                         \
        const double *restrict x = s->in[0] + first, *restrict before = x - bars_back(s->node, 0);                            \
        const double *restrict y = s->in[(count)-1] + first;                                                                  \
        const double factor = s->node->setting[1];                                                                            \
        uint64_t missing = 0;                                                                                                 \
        for (size_t i = 0; i < n; i++) {                                                                                      \
            const double now = x[i], given = y[i];                                                                            \
            missing |= bits_if_not_finite((count) > 1 ? now + given : now);                                                   \
            out[i] = row##_value(now, before[i], given, factor);                                                              \
        }                                                                                                                     \
        return missing;                                                                                                       \
    }                                                                                                                         \
                                                                                                                              \
    TELLING_FUNCTIONS(row, all_bars(s, row##_of_bars), row##_of_bars(s, s->out[0], 0, s->n))                                  \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        const double *x = s->in[0] + i;                                                                                       \
        const double y = s->in[(count)-1][i];                                                               \
        s->out[0][i] = row##_value(*x, *(x - bars_back(s->node, 0)), y, s->node->setting[1]);                                 \
    }

#define SINCE_FIELDS(row) .outputs = 1, .history = bars_back, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one

TELLING(change, a - b)

static bool change_and_tell(const bw_step *s)
{
    const double *x = s->in[0], *before = x - bars_back(s->node, 0);
    return change_telling(s, x, before, before, before);
}

static void change(const bw_step *s)
{
    change_and_tell(s);
}

static void change_one(const bw_step *s, size_t i)
{
    const double *x = s->in[0] + i;
    s->out[0][i] = TELLING_ONE(change, *x, *(x - bars_back(s->node, 0)), 0, 0);
}

SINCE(absolute_change, 1, __builtin_fabs(x - before))
SINCE(extrapolated, 1, x + (x - before))
SINCE(extrapolated_where_known, 1, before == before ? x + (x - before) : x)
SINCE(where_known, 2, before == before ? y : BW_NAN)
SINCE(relative_change, 1, before == 0 && x == x ? 0 : (x - before) / before * factor)
SINCE(ratio, 1, before == 0 && x == x ? 0 : x / before * factor)
SINCE(change_times, 2, (x - before) * y)

const bw_operator BW_ROW(change) = {
    .name = "change",
    .outputs = 1,
    .history = bars_back,
    .advance = change,
    .advance_and_tell = change_and_tell,
    .one = change_one,
};
const bw_operator BW_ROW(absolute_change) = {
    .name = "absolute_change",
    SINCE_FIELDS(absolute_change),
};
const bw_operator BW_ROW(extrapolated) = {
    .name = "extrapolated",
    SINCE_FIELDS(extrapolated),
};
const bw_operator BW_ROW(extrapolated_where_known) = {
    .name = "extrapolated_where_known",
    SINCE_FIELDS(extrapolated_where_known),
    .warm_up = bw_no_warm_up,
};
const bw_operator BW_ROW(where_known) = {
    .name = "where_known",
    SINCE_FIELDS(where_known),
};
const bw_operator BW_ROW(relative_change) = {
    .name = "relative_change",
    SINCE_FIELDS(relative_change),
};
const bw_operator BW_ROW(ratio) = {
    .name = "ratio",
    SINCE_FIELDS(ratio),
};
const bw_operator BW_ROW(change_times) = {
    .name = "change_times",
    SINCE_FIELDS(change_times),
};
