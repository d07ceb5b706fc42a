/* logarithm.h: natural and decimal.
 *
 * x = 2^k (1 + f) with sqrt(1/2) ≤ 1 + f < sqrt(2). With s = f / (2 + f), log(1 + f) = log((1 + s) / (1 - s)) is
 * f - f²/2 + s (f²/2 + s² P(s²)), whose first term is exact (Ng, in fdlibm, Sun Microsystems, 1993). Within 0.75 ulp. */
#ifndef BW_LOGARITHM_H
#define BW_LOGARITHM_H

#include "elementary_parts.h"
#include "numerics.h"

/* log x = k log 2 + log(1 + f), the latter f - half_square + rest. */
typedef struct {
    vec k, f, half_square, rest;
} logarithm_parts;

/* For normal x; k is raised by `more`. */
INLINE logarithm_parts split_logarithm(vec x, double more)
{
    const uint64_t root_of_half = UINT64_C(0x3FE6A09E667F3BCD), fraction = (UINT64_C(1) << FRACTION_BITS) - 1;
    const double two_52 = 0x1p52;
    const vec_words word = (vec_words)x + (BITS_OF_ONE - root_of_half);
    const vec exponent =
        (vec)((word >> FRACTION_BITS) | (UINT64_C(1075) << FRACTION_BITS)); /* as the last digits of 2^52 + … */
    const vec f = (vec)((word & fraction) + root_of_half) - 1;
    const vec s = f / (2 + f), z = s * s, half_square = 0.5 * f * f;
    const vec rest = s * (half_square + z * POLYNOMIAL(z, LOGARITHM));
    return (logarithm_parts){ exponent - (two_52 + 1023 - more), f, half_square, rest };
}

INLINE vec natural_logarithm_of_parts(logarithm_parts p)
{
    const double_double lead = exact_sum(p.k * LN2[0], p.f), both = exact_sum(lead.high, -p.half_square);
    return both.high + (both.low + (lead.low + (p.k * LN2[1] + p.rest)));
}

/* The upper half of log(1 + f) is multiplied without rounding. */
INLINE vec decimal_logarithm_of_parts(logarithm_parts p)
{
    static const double log10_2[] = { 0x1.34413509f7800p-2, 0x1.fef311f12b358p-46 };
    static const double log10_e[] = { 0x1.bcb7b10000000p-2, 0x1.49b9438ca9aaep-28 };
    const vec high = upper_half(p.f - p.half_square), low = ((p.f - high) - p.half_square) + p.rest;
    const double_double lead = exact_sum(p.k * log10_2[0], high * log10_e[0]);
    return lead.high + (lead.low + (p.k * log10_2[1] + ((low + high) * log10_e[1] + low * log10_e[0])));
}

/* Of 0 and of what is negative it is NaN: no number is that low. */
INLINE vec logarithm_with(vec x, vec (*of_parts)(logarithm_parts))
{
    const vec result = of_parts(split_logarithm(x, 0));
    const vec_bits usual = (x >= DBL_MIN) & (x <= DBL_MAX);
    if (__builtin_expect(!any(~usual), 1)) return result;
    const vec of_denormal = of_parts(split_logarithm(x * 0x1p54, -54));
    const vec of_rest = choose(x > DBL_MAX, x, choose(x > 0, of_denormal, broadcast(BW_NAN)));
    return choose(usual, result, of_rest);
}

INLINE vec logarithm_of(vec x)
{
    return logarithm_with(x, natural_logarithm_of_parts);
}

INLINE vec decimal_logarithm_of(vec x)
{
    return logarithm_with(x, decimal_logarithm_of_parts);
}

#endif
