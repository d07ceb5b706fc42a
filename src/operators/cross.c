/* Does a come to lie above b, or to the other side of it? NaN where one of them is, at this bar or the one before. */
#include "numerics.h"
#include "operator.h"
#include "telling.h"

static size_t a_bar(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return 1;
}

typedef struct {
    vec a, b, a_before, b_before;
} two_bars;

typedef vec_bits cross_rule(two_bars of);

INLINE vec_bits comes_above(two_bars of)
{
    return (of.a > of.b) & (of.a_before <= of.b_before);
}

INLINE vec_bits changes_sides(two_bars of)
{
    return comes_above(of) | ((of.a < of.b) & (of.a_before >= of.b_before));
}

INLINE vec one_where(cross_rule *crosses, two_bars of)
{
    const vec is_crossing = only_where(crosses(of), broadcast(1));
    return nan_where(missing_in(of.a_before, of.b_before), nan_where(missing_in(of.a, of.b), is_crossing));
}

/* What is read is added to `read`. */
INLINE void cross_at(const bw_step *s, size_t i, cross_rule *crosses, vec *read)
{
    const double *a = s->in[0] + i, *b = s->in[1] + i;
    const two_bars of = { load(a), load(b), load(a - 1), load(b - 1) };
    *read += of.a + of.b;
    store(s->out[0] + i, one_where(crosses, of));
}

INLINE bool all_crossings(const bw_step *step, cross_rule *crosses)
{
    const double *const in[] = { step->in[0], step->in[1] };
    double *const out[] = { step->out[0] };
    const bw_step s = { .n = step->n, .in = in, .out = out };
    vec read = { 0 };
    size_t i = 0;
    for (; i + LANES <= s.n; i += LANES) cross_at(&s, i, crosses, &read);
    if (i < s.n) cross_at(&s, within(i, s.n), crosses, &read);
    return all_are_finite(read);
}

INLINE void crossing_at(const bw_step *s, size_t i, cross_rule *crosses)
{
    const double *a = s->in[0] + i, *b = s->in[1] + i;
    const two_bars of = { broadcast(*a), broadcast(*b), broadcast(a[-1]), broadcast(b[-1]) };
    s->out[0][i] = one_where(crosses, of)[0];
}

#define CROSS(row, rule)                                                                                                      \
    TELLING_FUNCTIONS(row, all_crossings(s, rule), all_crossings(s, rule))                                                    \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        crossing_at(s, i, rule);                                                                                              \
    }
#define CROSS_FIELDS(row) .outputs = 1, .history = a_bar, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one

CROSS(crosses_over, comes_above)
CROSS(crosses, changes_sides)

const bw_operator BW_ROW(crosses_over) = {
    .name = "crosses_over",
    CROSS_FIELDS(crosses_over),
};
const bw_operator BW_ROW(crosses) = {
    .name = "crosses",
    CROSS_FIELDS(crosses),
};
