/* What adds up over all bars (cumulative.h): sums, products, and a mean by weights. */
#include "numerics.h"
#include "cumulative.h"
#include "money_flow.h"

/* ---- sums ---------------------------------------------------------------------------------------------------------- */

#define CUMULATIVE_SUM(row, inputs, term) CUMULATIVE(row, inputs, term, NULL, NULL, sum_of_group, sum_of_value)

INLINE vec itself(bar_vectors v)
{
    return v.a;
}

/* b where a rose, -b where it fell. */
INLINE vec directed(bar_vectors v)
{
    const vec change = v.a - v.a1;
    return only_where(change != broadcast(0), signed_by(change, v.b));
}

/* b times the relative change of a, 0 where a came from 0. */
INLINE vec changed(bar_vectors v)
{
    return only_where(v.a1 != broadcast(0), (v.a - v.a1) / v.a1 * v.b);
}

/* Of close, high, low: how far a close that rose lies above the lower of its low and the close before, and one that fell below the
 * higher of its high and the close before. */
INLINE vec reach(bar_vectors v)
{
    const vec change = v.a - v.a1, zero = broadcast(0);
    const vec from = choose(change > zero, less_of(v.c, v.a1), greater_of(v.b, v.a1));
    return only_where(change != zero, v.a - from);
}

CUMULATIVE_SUM(cumulative_sum, 1, itself)
CUMULATIVE_SUM(directed_sum, 2, directed)
CUMULATIVE_SUM(changed_sum, 2, changed)
CUMULATIVE_SUM(money_flow_sum, 4, money_flow)
CUMULATIVE_SUM(reach_sum, 3, reach)

const bw_operator BW_ROW(cumulative_sum) = {
    .name = "cumulative_sum",
    LASTING_FIELDS(cumulative_sum),
};
const bw_operator BW_ROW(directed_sum) = {
    .name = "directed_sum",
    LASTING_FIELDS(directed_sum),
};
const bw_operator BW_ROW(changed_sum) = {
    .name = "changed_sum",
    LASTING_FIELDS(changed_sum),
};
const bw_operator BW_ROW(money_flow_sum) = {
    .name = "money_flow_sum",
    LASTING_FIELDS(money_flow_sum),
};
const bw_operator BW_ROW(reach_sum) = {
    .name = "reach_sum",
    LASTING_FIELDS(reach_sum),
};

/* ---- products ------------------------------------------------------------------------------------------------------ */

INLINE double product_of_values(double older, double newer)
{
    return older * newer;
}

INLINE vec product_of_vectors(vec older, vec newer)
{
    return older * newer;
}

/* The total to go on with is a product of its own, beside that of the last value, so as not to wait for it. */
INLINE group product_of_group(wide_total *t, const group *factor, vec origin)
{
    (void)origin;
    const group v = prefixes(factor[0], product_of_vectors, 1);
    group y;
    for (int k = 0; k < GROUP_VECTORS; k++) y.part[k] = t->total * v.part[k];
    t->total = t->total * last_in_all_lanes(v.part[GROUP_VECTORS - 1]);
    return y;
}

INLINE double product_of_value(cumulative_total *t, uint64_t place, const double *factor, double origin)
{
    (void)origin;
    if (place == FIRST_VALUE) return t->total = t->total * factor[0];
    const double y = t->total * next_prefix(&t->open, place, factor[0], product_of_values);
    if (place == GROUP - 1) t->total = y;
    return y;
}

/* What a became of the a before, where b rose, or fell; 1 elsewhere, and where a came from 0. */
INLINE vec growth_where(vec_bits condition, bar_vectors v)
{
    return choose(condition & (v.a1 != broadcast(0)), v.a / v.a1, broadcast(1));
}

INLINE vec growth_on_rise(bar_vectors v)
{
    return growth_where(v.b > v.b1, v);
}

INLINE vec growth_on_fall(bar_vectors v)
{
    return growth_where(v.b < v.b1, v);
}

CUMULATIVE(growth_on_rises, 2, growth_on_rise, NULL, NULL, product_of_group, product_of_value)
CUMULATIVE(growth_on_falls, 2, growth_on_fall, NULL, NULL, product_of_group, product_of_value)

const bw_operator BW_ROW(growth_on_rises) = {
    .name = "growth_on_rises",
    LASTING_FIELDS(growth_on_rises),
};
const bw_operator BW_ROW(growth_on_falls) = {
    .name = "growth_on_falls",
    LASTING_FIELDS(growth_on_falls),
};

/* ---- a mean by weights --------------------------------------------------------------------------------------------- */

/* The mean of typical prices, (high + low + close) / 3 (mean_of.c), by the weights that input 3 has. What is summed are distances from
 * the first typical price, so that the mean of equal prices is that price. */
INLINE vec typical_price(bar_vectors v)
{
    return v.a + ((v.b - v.a) + (v.c - v.a)) * broadcast(1.0 / 3);
}

INLINE vec weighted_distance(bar_vectors v)
{
    return (typical_price(v) - v.origin) * v.d;
}

INLINE vec weight(bar_vectors v)
{
    return v.d;
}

INLINE vec mean_from(vec distances, vec weights, vec origin)
{
    return choose(weights != broadcast(0), origin + distances / weights, broadcast(BW_NAN));
}

INLINE group mean_of_group(wide_total *t, const group *term, vec origin)
{
    const group distances = add_group(&t[0], term[0]), weights = add_group(&t[1], term[1]);
    group y;
    for (int k = 0; k < GROUP_VECTORS; k++) y.part[k] = mean_from(distances.part[k], weights.part[k], origin);
    return y;
}

INLINE double mean_of_value(cumulative_total *t, uint64_t place, const double *term, double origin)
{
    const double distances = add_value(&t[0], place, term[0]), weights = add_value(&t[1], place, term[1]);
    return mean_from(broadcast(distances), broadcast(weights), broadcast(origin))[0];
}

CUMULATIVE(typical_mean, 4, weighted_distance, weight, typical_price, mean_of_group, mean_of_value)

const bw_operator BW_ROW(typical_mean) = {
    .name = "typical_mean",
    CUMULATIVE_FIELDS(typical_mean),
};
