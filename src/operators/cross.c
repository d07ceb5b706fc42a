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
INLINE void cross_at(const double *a, const double *b, double *out, cross_rule *crosses, vec *read, way_of_pass way)
{
    const two_bars of = { load_for(way, a), load_for(way, b), load_for(way, a - 1), load_for(way, b - 1) };
    *read += of.a + of.b;
    store_for(way, out, one_where(crosses, of));
}

INLINE bool all_crossings(const bw_step *s, cross_rule *crosses, way_of_pass way)
{
    const double *restrict a = s->in[0], *restrict b = s->in[1];
    double *restrict out = s->out[0];
    const size_t n = s->n;
    vec read = { 0 };
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) cross_at(a + i, b + i, out + i, crosses, &read, way);
    if (i < n) {
        i = within(i, n);
        cross_at(a + i, b + i, out + i, crosses, &read, WHOLE_VECTORS);
    }
    return all_are_finite(read);
}

INLINE bool crossings(const bw_step *s, cross_rule *crosses)
{
    return is_written_far(s) ? all_crossings(s, crosses, WRITTEN_FAR) : all_crossings(s, crosses, WHOLE_VECTORS);
}

INLINE void crossing_at(const bw_step *s, size_t i, cross_rule *crosses)
{
    const double *a = s->in[0] + i, *b = s->in[1] + i;
    const two_bars of = { broadcast(*a), broadcast(*b), broadcast(a[-1]), broadcast(b[-1]) };
    s->out[0][i] = one_where(crosses, of)[0];
}

#define CROSS(row, rule)                                                                                                      \
    TELLING_FUNCTIONS(row, crossings(s, rule), all_crossings(s, rule, WHOLE_VECTORS))                                               \
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
