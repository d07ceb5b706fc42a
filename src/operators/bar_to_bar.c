/* What a bar does beside the bar before: true range, directional movement and their like. Outputs of one operator are missing at
 * the same bars, so that their sums stay in step. */
#include "numerics.h"
#include "bar_pair.h"

/* The greatest of the range and the distances of its ends from the close before. A NaN of the high or of the close before shows in it, one of
 * the low need not. */
INLINE vec range_of(const bar_pair *p)
{
    return greater_of(p->now.high - p->now.low,
                      greater_of(magnitude(p->before.close - p->now.low), magnitude(p->before.close - p->now.high)));
}

INLINE double range_alone(double high, double low)
{
    return high - low;
}

INLINE double nothing_alone(double high, double low)
{
    (void)high, (void)low;
    return 0;
}

INLINE void true_range_rule(const bar_pair *p, const double *setting, vec *out)
{
    (void)setting;
    out[0] = missing_with(p, missing_in(p->now.low, p->now.close), range_of(p));
}

/* Wilder's directional movement: how far a bar's high went above the high before, if that is further than its low went below the low
 * before; and the other way round. With up = high - high before and down = low before - low,
 *
 *   plus = up where up > max(down, 0), else 0           minus = down where down > max(up, 0), else 0           times setting FACTOR
 *
 * and the true range. By another convention a bar that went equally far both ways counts on both sides, rather than on neither. */
enum { FACTOR };

INLINE vec gain(vec this_side, vec other_side, bool both_ways)
{
    const vec least = greater_of(other_side, (vec){ 0 });
    return (vec)((vec_bits)this_side & (both_ways ? this_side >= least : this_side > least));
}

INLINE void directions_of(const bar_pair *p, const double *setting, vec *out, bool both_ways)
{
    const vec up = p->now.high - p->before.high, down = p->before.low - p->now.low;
    const missing_lanes missing = missing_in(up, down) | missing_in(p->now.close, p->before.close);
    out[0] = missing_with(p, missing, gain(up, down, both_ways) * broadcast(setting[FACTOR]));
    out[1] = missing_with(p, missing, gain(down, up, both_ways) * broadcast(setting[FACTOR]));
    out[2] = missing_with(p, missing, range_of(p));
}

INLINE void directional_rule(const bar_pair *p, const double *setting, vec *out)
{
    directions_of(p, setting, out, false);
}

INLINE void both_ways_rule(const bar_pair *p, const double *setting, vec *out)
{
    directions_of(p, setting, out, true);
}

/* |high - low before|, |low - high before| and the true range. */
INLINE void vortex_rule(const bar_pair *p, const double *setting, vec *out)
{
    (void)setting;
    const vec plus = magnitude(p->now.high - p->before.low), minus = magnitude(p->now.low - p->before.high);
    const missing_lanes missing = missing_in(plus, minus) | missing_in(p->now.close, p->before.close);
    out[0] = missing_with(p, missing, plus);
    out[1] = missing_with(p, missing, minus);
    out[2] = missing_with(p, missing, range_of(p));
}

/* close - min(low, close before), and the true range. */
INLINE void pressure_rule(const bar_pair *p, const double *setting, vec *out)
{
    (void)setting;
    const missing_lanes missing = missing_in(p->now.high, p->now.low) | missing_in(p->now.close, p->before.close);
    out[0] = missing_with(p, missing, p->now.close - less_of(p->now.low, p->before.close));
    out[1] = missing_with(p, missing, range_of(p));
}

BAR_PAIR(true_range, 1, CLOSE_BEFORE, true_range_rule, range_alone)
BAR_PAIR(directional_movement, 3, ALL_BEFORE, directional_rule, nothing_alone)
BAR_PAIR(directional_movement_both_ways, 3, ALL_BEFORE, both_ways_rule, nothing_alone)
BAR_PAIR(vortex_movement, 3, ALL_BEFORE, vortex_rule, nothing_alone)
BAR_PAIR(buying_pressure, 2, CLOSE_BEFORE, pressure_rule, nothing_alone)

const bw_operator BW_ROW(true_range) = BAR_PAIR_OPERATOR(true_range, 1);
const bw_operator BW_ROW(directional_movement) = BAR_PAIR_OPERATOR(directional_movement, 3);
const bw_operator BW_ROW(directional_movement_both_ways) = BAR_PAIR_OPERATOR(directional_movement_both_ways, 3);
const bw_operator BW_ROW(vortex_movement) = BAR_PAIR_OPERATOR(vortex_movement, 3);
const bw_operator BW_ROW(buying_pressure) = BAR_PAIR_OPERATOR(buying_pressure, 2);
