/* Angles of any size, reduced in whole numbers (Payne and Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18,
 * 1983): x = m 2^e with a whole m of 53 bits, so of the bits of 2/pi those count whose product with 2^e is below 4; the product of m with the
 * next 256 of them is x / (pi/2) modulo 4 with more than 200 bits behind the point, of which at most 62 cancel. */
#include "numerics.h"
#include "elementary.h"
#include <stdbool.h>
#include <string.h>

enum { WORDS = 8, WORD_BITS = 32 };

/* The first 1280 bits of 2/pi. */
static const uint32_t two_over_pi[] = {
    0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561,
    0xB7246E3A, 0x424DD2E0, 0x06492EEA, 0x09D1921C, 0xFE1DEB1C, 0xB129A73E, 0xE88235F5, 0x2EBB4484,
    0xE99C7026, 0xB45F7E41, 0x3991D639, 0x835339F4, 0x9C845F8B, 0xBDF9283B, 0x1FF897FF, 0xDE05980F,
    0xEF2F118B, 0x5A0A6D1F, 0x6D367ECF, 0x27CB09B7, 0x4F463F66, 0x9E5FEA2D, 0x7527BAC7, 0xEBE5F17B,
    0x3D0739F7, 0x8A5292EA, 0x6BFB5FB1, 0x1F8D5D08, 0x56033046, 0xFC7B6BAB, 0xF0CFBC20, 0x9AF4361D,
};

/* 32 bits of 2/pi, from the one that stands for 2^-(first + 1) on; those before the point are 0. */
static uint32_t bits_from(int first)
{
    if (first <= -WORD_BITS) return 0;
    if (first < 0) return two_over_pi[0] >> -first;
    const int word = first / WORD_BITS, shift = first % WORD_BITS;
    const uint64_t both = (uint64_t)two_over_pi[word] << WORD_BITS | two_over_pi[word + 1];
    return (uint32_t)(both >> (WORD_BITS - shift));
}

/* m times the bits from `first` on, modulo 2^256, the highest word first. */
static void multiply_bits(uint64_t m, int first, uint32_t *product)
{
    const uint64_t low = m & UINT32_MAX, high = m >> WORD_BITS;
    uint64_t carry = 0, below = 0; /* below: high times the word before, which belongs one word up */
    for (int k = WORDS - 1; k >= 0; k--) {
        const uint64_t bits = bits_from(first + k * WORD_BITS);
        const uint64_t sum = low * bits + carry, word = (sum & UINT32_MAX) + (below & UINT32_MAX);
        product[k] = (uint32_t)word;
        carry = (sum >> WORD_BITS) + (below >> WORD_BITS) + (word >> WORD_BITS);
        below = high * bits;
    }
}

static void negate(uint32_t *product)
{
    uint64_t carry = 1;
    for (int k = WORDS - 1; k >= 0; k--) {
        carry += ~product[k];
        product[k] = (uint32_t)carry;
        carry >>= WORD_BITS;
    }
}

/* high + low, of which high may be the smaller only if it is 0. */
static void add_exactly(double *high, double *low, double more)
{
    const double sum = *high + more;
    *low += (*high - sum) + more;
    *high = sum;
}

/* The fraction as a sum of two doubles, times pi/2 (in double-double arithmetic: Dekker, 1971). */
static bw_angle times_half_pi(const uint32_t *fraction)
{
    static const double half_pi[] = { 0x1.921fb50000000p+0, 0x1.110b460000000p-26, 0x1.1a62633145c07p-54 };
    double high = 0, low = 0, unit = 0x1p-30; /* of the first word, of which two bits stand before the point */
    for (int k = 0; k < WORDS; k++, unit *= 0x1p-32) add_exactly(&high, &low, fraction[k] * unit);
    uint64_t bits;
    memcpy(&bits, &high, sizeof bits);
    bits &= UINT64_MAX << 27;
    double upper;
    memcpy(&upper, &bits, sizeof upper);
    const double lower = high - upper;
    bw_angle angle = { 0 };
    add_exactly(&angle.high, &angle.low, upper * half_pi[0]);
    add_exactly(&angle.high, &angle.low, lower * half_pi[0]);
    add_exactly(&angle.high, &angle.low, upper * half_pi[1]);
    angle.low += lower * half_pi[1] + high * half_pi[2] + low * (half_pi[0] + half_pi[1]);
    const double sum = angle.high + angle.low;
    angle.low = (angle.high - sum) + angle.low;
    angle.high = sum;
    return angle;
}

bw_angle bw_reduce_angle(double x)
{
    if (!(x <= DBL_MAX)) return (bw_angle){ BW_NAN, BW_NAN, 0 };
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const int exponent = (int)(bits >> 52) - 1075;
    const uint64_t m = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
    uint32_t product[WORDS];
    multiply_bits(m, exponent - 2, product);

    uint64_t quadrant = product[0] >> 30;
    product[0] &= UINT32_MAX >> 2;
    const bool is_beyond_half = product[0] >> 29;
    if (is_beyond_half) {
        negate(product);
        product[0] &= UINT32_MAX >> 2;
        quadrant++;
    }
    bw_angle angle = times_half_pi(product);
    if (is_beyond_half) {
        angle.high = -angle.high;
        angle.low = -angle.low;
    }
    angle.quadrant = quadrant;
    return angle;
}
