/* trigonometry.h: sine, cosine, tangent.
 *
 * |x| = k pi/2 + r with |r| ≤ pi/4, pi/2 in three parts of which k times the first two are exact (Cody and Waite), r as a sum of two
 * doubles. Angles of a million and more, and those so near to a multiple of pi/2 that r would lose digits, are reduced by
 * bw_reduce_angle. Sine and cosine are within 0.8 ulp, the tangent within 0.9. */
#ifndef BW_TRIGONOMETRY_H
#define BW_TRIGONOMETRY_H

#include "elementary.h"
#include "elementary_parts.h"

typedef struct {
    double_double rest; /* r */
    vec_words quadrant; /* k, in the two lowest bits */
} angle;

/* The lanes that are not `safe`, one by one. */
INLINE void reduce_exactly(angle *reduced, vec size, vec_bits unsafe)
{
    for (int i = 0; i < LANES; i++) {
        if (!unsafe[i]) continue;
        const bw_angle exact = bw_reduce_angle(size[i]);
        reduced->rest.high[i] = exact.high;
        reduced->rest.low[i] = exact.low;
        reduced->quadrant[i] = exact.quadrant;
    }
}

/* Of x ≥ 0. With k below 2^20 the three parts leave an error of k 2^-118. */
INLINE angle reduce_angle(vec size)
{
    static const double half_pi[] = { 0x1.921fb54400000p+0, 0x1.0b4611a600000p-34, 0x1.3198a2e037073p-69 };
    const double two_over_pi = 0x1.45f306dc9c883p-1, largest = 0x1.9p20;
    const whole_number k = nearest_whole(size * two_over_pi);
    const double_double reduced = exact_sum(size - k.value * half_pi[0], k.value * -half_pi[1]);
    angle result = { exact_sum(reduced.high, reduced.low - k.value * half_pi[2]), k.word };
    const vec_bits unsafe = (size > largest) | (magnitude(result.rest.high) < k.value * 0x1p-60);
    if (__builtin_expect(any(unsafe), 0)) reduce_exactly(&result, size, unsafe);
    return result;
}

/* sin r, as r and what is to be added. */
INLINE double_double sine_of_rest(double_double r, vec z)
{
    return (double_double){ r.high, r.low * (1 - 0.5 * z) + r.high * z * POLYNOMIAL(z, SINE) };
}

/* cos r, as 1 - z / 2, rounded, and what is to be added; by how much the square of r exceeds z counts too where it is asked for. */
INLINE double_double cosine_of_rest(double_double r, vec z, vec excess)
{
    const double_double lead = exact_sum(broadcast(1), -0.5 * z);
    return (double_double){ lead.high, lead.low + (z * z * POLYNOMIAL(z, COSINE) - (r.high * r.low + 0.5 * excess)) };
}

INLINE vec_bits is_odd(vec_words quadrant)
{
    return (vec_bits)(-(quadrant & 1));
}

/* The sine of r + quadrant pi/2. */
INLINE vec sine_in_quadrant(double_double r, vec_words quadrant)
{
    const vec z = r.high * r.high;
    const double_double sine = sine_of_rest(r, z), cosine = cosine_of_rest(r, z, (vec){ 0 });
    const vec value = choose(is_odd(quadrant), cosine.high + cosine.low, sine.high + sine.low);
    return (vec)((vec_words)value ^ (quadrant << 62 & SIGN_BIT));
}

INLINE vec sine_of(vec x)
{
    const angle a = reduce_angle(magnitude(x));
    return (vec)((vec_words)sine_in_quadrant(a.rest, a.quadrant) ^ ((vec_words)x & SIGN_BIT));
}

INLINE vec cosine_of(vec x)
{
    const angle a = reduce_angle(magnitude(x));
    return sine_in_quadrant(a.rest, a.quadrant + 1);
}

/* In odd quadrants it is -cos r / sin r. */
INLINE vec tangent_of(vec x)
{
    const angle a = reduce_angle(magnitude(x));
    const vec_bits odd = is_odd(a.quadrant);
    const double_double square = exact_product(a.rest.high, a.rest.high);
    const double_double sine = sine_of_rest(a.rest, square.high);
    const double_double cosine = cosine_of_rest(a.rest, square.high, square.low);
    const double_double s = exact_sum(sine.high, sine.low), c = exact_sum(cosine.high, cosine.low);
    const double_double above = { choose(odd, c.high, s.high), choose(odd, c.low, s.low) };
    const double_double below = { choose(odd, s.high, c.high), choose(odd, s.low, c.low) };
    const vec_words sign = ((vec_words)x ^ (vec_words)odd) & SIGN_BIT;
    return (vec)((vec_words)quotient(above, below) ^ sign);
}

#endif
