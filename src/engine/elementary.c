#include "elementary.h"
#include "numerics.h"
#include <stdint.h>
#include <string.h>

/* 2^k for -1022 ≤ k ≤ 1023 */
static double power_of_two(int k)
{
    const uint64_t word = (uint64_t)(k + 1023) << 52;
    double x;
    memcpy(&x, &word, sizeof x);
    return x;
}

/* e^x = 2^k e^r with r = x - k ln 2 in [-0.35, 0.35]: ln 2 in two parts (Cody and Waite, 1980), of which k times the first is
 * exact; then the series of e^r. The last addition, of 1, rounds most, so the small terms come first. */
double bw_exp(double x)
{
    static const double LN2_HIGH = 0x1.62e42fee00000p-1, LN2_LOW = 0x1.a39ef35793c76p-33, LOG2_E = 0x1.71547652b82fep+0;
    if (x != x) return x;
    if (x > 709.782712893384) return BW_INFINITY;
    if (x < -745.1332191019412) return 0;
    const int k = (int)(x * LOG2_E + (x < 0 ? -0.5 : 0.5));
    const double high = x - k * LN2_HIGH, low = k * LN2_LOW, r = high - low;
    double series = 1.0 / 6227020800;
    static const double factorial[] = { 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2 };
    for (unsigned i = 0; i < sizeof factorial / sizeof *factorial; i++) series = series * r + 1 / factorial[i];
    const double small = r * r * series + ((high - r) - low); /* with what r rounds off */
    const double y = 1 + (r + small);
    const int half = k / 2; /* in two steps: 2^k itself may be no normal number */
    return y * power_of_two(half) * power_of_two(k - half);
}
