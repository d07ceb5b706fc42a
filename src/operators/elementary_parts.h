/* elementary_parts.h: what the elementary functions are made of. In vecs, whose lanes are values that have nothing to do with each
 * other: of one value it is the same with one lane in use, so that bits cannot differ.
 *
 * There is no fused multiply-add, so what an operation rounds off is found with Dekker's means (A floating-point technique for
 * extending the available precision, Numerische Mathematik 18, 1971). */
#ifndef BW_ELEMENTARY_PARTS_H
#define BW_ELEMENTARY_PARTS_H

#include "elementary_coefficients.h"
#include "vector.h"

/* In two parts; the first times a whole number of up to 11 bits is exact. */
static const double LN2[] = { 0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45 };

/* The exact value is the sum of both. */
typedef struct {
    vec high, low;
} double_double;

/* a + b without any rounding, if |a| ≥ |b| or a is a multiple of the last place of b. */
INLINE double_double exact_sum(vec a, vec b)
{
    const vec sum = a + b;
    return (double_double){ sum, (a - sum) + b };
}

/* Without the lower half of its digits, so that a product of two such is exact. */
INLINE vec upper_half(vec v)
{
    return (vec)((vec_bits)v & -(INT64_C(1) << 27));
}

/* a · b without any rounding. */
INLINE double_double exact_product(vec a, vec b)
{
    const vec a_high = upper_half(a), b_high = upper_half(b), a_low = a - a_high, b_low = b - b_high, product = a * b;
    return (double_double){ product,
                            ((a_high * b_high - product) + (a_high * b_low + a_low * b_high)) + a_low * b_low };
}

/* a / b */
INLINE vec quotient(double_double a, double_double b)
{
    const vec inverse = 1 / b.high, first = a.high * inverse;
    const double_double back = exact_product(first, b.high);
    const vec rest = ((a.high - back.high) - back.low) + (a.low - first * b.low);
    return first + rest * inverse;
}

/* The polynomial in z with these coefficients, the first for z^0. */
#define POLYNOMIAL(z, coefficients) polynomial(z, coefficients, sizeof(coefficients) / sizeof(double))

INLINE vec polynomial(vec z, const double *coefficient, size_t terms)
{
    vec value = broadcast(coefficient[terms - 1]);
    for (size_t k = terms - 1; k--;) value = value * z + coefficient[k];
    return value;
}

/* A whole number as a double, and as an integer in the low bits of the words: those above are to be shifted out. */
typedef struct {
    vec value;
    vec_words word;
} whole_number;

/* The one next to x, where |x| < 2^51: adding 1.5 · 2^52 leaves no room for a fraction. */
INLINE whole_number nearest_whole(vec x)
{
    const double no_fraction = 0x1.8p52;
    const vec shifted = x + no_fraction;
    return (whole_number){ shifted - no_fraction, (vec_words)shifted };
}

enum { FRACTION_BITS = 52 };
#define BITS_OF_ONE (UINT64_C(1023) << FRACTION_BITS)
#define SIGN_BIT (UINT64_C(1) << 63)

INLINE vec with_sign_of(vec sign, vec v)
{
    return (vec)((vec_words)v | ((vec_words)sign & SIGN_BIT));
}

#endif
