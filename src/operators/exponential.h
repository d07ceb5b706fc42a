/* exponential.h: e^x and the hyperbolic functions.
 *
 * x = k ln 2 + r with |r| ≤ ln(2) / 2, ln 2 in two parts of which k times the first is exact (Cody and Waite, Software Manual for the
 * Elementary Functions, 1980). Then e^x = 2^k (cosh r + sinh r) and e^-x = 2^-k (cosh r - sinh r). Their leading terms 1 + r and 1 - r are
 * kept without rounding, so that a result is hardly further from the truth than the rounding of the last sum: within 0.75
 * ulp, hyperbolic sine within 0.9. */
#ifndef BW_EXPONENTIAL_H
#define BW_EXPONENTIAL_H

#include "elementary_parts.h"

#define LOG2_E 0x1.71547652b82fep+0

typedef struct {
    whole_number k;
    vec r, odd, even; /* sinh r = r + odd, cosh r = 1 + even */
} octave;

INLINE octave reduce_to_octave(vec x)
{
    const whole_number k = nearest_whole(x * LOG2_E);
    const double_double reduced = exact_sum(x - k.value * LN2[0], k.value * -LN2[1]);
    const vec r = reduced.high, z = r * r;
    return (octave){ k, r, reduced.low + r * z * POLYNOMIAL(z, SINH), z * (0.5 + z * POLYNOMIAL(z, COSH)) };
}

/* y 2^k, rounded once, for -1100 < k < 1100: in two steps, since 2^k itself may be no normal number. */
INLINE vec times_power_of_two(vec y, vec_words k)
{
    const vec_words half = (k << (FRACTION_BITS - 1)) & -(UINT64_C(1) << FRACTION_BITS);
    return y * (vec)(half + BITS_OF_ONE) * (vec)((k << FRACTION_BITS) - half + BITS_OF_ONE);
}

/* Of finite values too it is infinity from 709.79 on, as the nearest double there is, and 0 from -745.14 down. */
INLINE vec natural_exponential_of(vec x)
{
    const octave o = reduce_to_octave(greater_of(broadcast(-746), less_of(broadcast(710), x)));
    const double_double lead = exact_sum(broadcast(1), o.r);
    return times_power_of_two(lead.high + (lead.low + (o.odd + o.even)), o.k.word);
}

/* (e^x + sign e^-x) / 2^k, sign 1 or -1, for x ≥ 0: with 2^-2k before its second part. */
INLINE double_double sum_of_exponentials(octave o, double sign)
{
    const vec_words k = nearest_whole(less_of(broadcast(64), o.k.value)).word; /* beyond, the second part is nothing */
    const vec factor = (vec)(BITS_OF_ONE - (k << (FRACTION_BITS + 1))) * sign;
    const double_double rising = exact_sum(broadcast(1), o.r), falling = exact_sum(broadcast(1), -o.r);
    const double_double lead = exact_sum(rising.high, falling.high * factor);
    const vec rest = (rising.low + (o.even + o.odd)) + (falling.low + (o.even - o.odd)) * factor;
    return exact_sum(lead.high, lead.low + rest);
}

/* Both overflow to infinity from 710.48 on. */
INLINE octave octave_of_magnitude(vec x)
{
    return reduce_to_octave(less_of(broadcast(711), magnitude(x)));
}

INLINE vec hyperbolic_sine_of(vec x)
{
    const octave o = octave_of_magnitude(x);
    return with_sign_of(x, times_power_of_two(sum_of_exponentials(o, -1).high, o.k.word - 1));
}

INLINE vec hyperbolic_cosine_of(vec x)
{
    const octave o = octave_of_magnitude(x);
    return times_power_of_two(sum_of_exponentials(o, 1).high, o.k.word - 1);
}

/* Beyond 20 it is 1 - 2 e^-40, whose nearest double is 1. */
INLINE vec hyperbolic_tangent_of(vec x)
{
    const vec size = magnitude(x);
    if (!any(~(size >= 20))) return with_sign_of(x, broadcast(1));
    const octave o = reduce_to_octave(less_of(broadcast(20), size));
    return with_sign_of(x, quotient(sum_of_exponentials(o, -1), sum_of_exponentials(o, 1)));
}

#endif
