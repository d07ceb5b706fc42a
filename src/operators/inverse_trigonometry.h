/* inverse_trigonometry.h: arctangent, arcsine, arccosine. */
#ifndef BW_INVERSE_TRIGONOMETRY_H
#define BW_INVERSE_TRIGONOMETRY_H

#include "elementary_parts.h"

#define HALF_PI 0x1.921fb54442d18p+0
#define REST_OF_HALF_PI 0x1.1a62633145c07p-54

/* atan x = atan c + atan t with t = (x - c) / (1 + c x), for that c of 0, 1/2, 1, 3/2 and infinity which leaves t at most 7/16 (Ng, in
 * fdlibm, Sun Microsystems, 1993). Within 0.75 ulp. */
INLINE vec arctangent_of(vec x)
{
    const vec size = magnitude(x);
    const vec_bits half = size >= 7.0 / 16, one = size >= 11.0 / 16, more = size >= 19.0 / 16,
                   inverse = size >= 39.0 / 16;
    vec centre = choose(half, broadcast(0.5), (vec){ 0 });
    vec high = choose(half, broadcast(0x1.dac670561bb4fp-2), (vec){ 0 });
    vec low = choose(half, broadcast(0x1.a2b7f222f65e2p-56), (vec){ 0 });
    centre = choose(one, broadcast(1), centre);
    high = choose(one, broadcast(0x1.921fb54442d18p-1), high);
    low = choose(one, broadcast(0x1.1a62633145c07p-55), low);
    centre = choose(more, broadcast(1.5), centre);
    high = choose(more, broadcast(0x1.f730bd281f69bp-1), high);
    low = choose(more, broadcast(0x1.007887af0cbbdp-56), low);
    high = choose(inverse, broadcast(HALF_PI), high);
    low = choose(inverse, broadcast(REST_OF_HALF_PI), low);
    const vec t = choose(inverse, broadcast(-1), size - centre) / choose(inverse, size, 1 + centre * size);
    const vec z = t * t;
    const double_double lead = exact_sum(high, t);
    return with_sign_of(x, lead.high + (lead.low + (low + t * z * POLYNOMIAL(z, ARCTANGENT))));
}

/* asin |x|, for |x| ≤ 1/2, is s + tail with s = |x|; beyond, pi/2 - 2 (s + tail) with s = sqrt((1 - |x|) / 2). */
typedef struct {
    vec_bits beyond_half;
    vec s, tail;
} arcsine_parts;

INLINE arcsine_parts split_arcsine(vec size)
{
    const vec_bits beyond = size > 0.5;
    const vec half_of_rest = 0.5 * (1 - size), root = square_root_of(half_of_rest), upper = upper_half(root);
    /* What the root rounds off, and its lower half; 0 / 0 is not to be had. */
    const vec lower = (half_of_rest - upper * upper) / greater_of(broadcast(DBL_MIN), root + upper);
    const vec z = choose(beyond, half_of_rest, size * size), s = choose(beyond, root, size);
    const vec tail = s * z * POLYNOMIAL(z, ARCSINE);
    return (arcsine_parts){ beyond, choose(beyond, upper, size), choose(beyond, lower + tail, tail) };
}

/* NaN beyond 1. Within 0.7 ulp. */
INLINE vec arcsine_of(vec x)
{
    const arcsine_parts a = split_arcsine(magnitude(x));
    const double_double lead = exact_sum(broadcast(HALF_PI), -2 * a.s);
    const vec beyond = lead.high + (lead.low + (REST_OF_HALF_PI - 2 * a.tail));
    return with_sign_of(x, choose(a.beyond_half, beyond, a.s + a.tail));
}

/* pi/2 - asin x; beyond 1/2 that is 2 (s + tail), beyond -1/2 pi - 2 (s + tail). NaN beyond 1. Within 0.7 ulp. */
INLINE vec arccosine_of(vec x)
{
    const arcsine_parts a = split_arcsine(magnitude(x));
    const vec_bits is_negative = x < 0;
    const vec times = choose(a.beyond_half, broadcast(2), broadcast(1));
    const vec factor = choose(a.beyond_half ^ is_negative, times, -times);
    const vec right_angles = choose(a.beyond_half, choose(is_negative, broadcast(2), (vec){ 0 }), broadcast(1));
    const double_double lead = exact_sum(right_angles * HALF_PI, factor * a.s);
    return lead.high + (lead.low + (right_angles * REST_OF_HALF_PI + factor * a.tail));
}

#endif
