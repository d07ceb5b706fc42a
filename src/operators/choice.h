/* choice.h: which of two values it is, in one bar after the other: by a jump where machines guess right nearly always, and without one
 * where prices decide. */
#ifndef BW_CHOICE_H
#define BW_CHOICE_H

#include "vector.h"

/* In a branch: keeps it a jump, which is predicted, where a conditional move would lengthen a chain of operations. */
#define KEEP_JUMP() __asm__ volatile("")

/* What is carried on and is less than this becomes 0: denormal numbers are slow, and do not decay. */
static const double LEAST_CARRIED = 0x1p-960;

INLINE double dropped_if_least(double x)
{
    if (__builtin_expect(__builtin_fabs(x) < LEAST_CARRIED, 0)) {
        KEEP_JUMP();
        x = 0;
    }
    return x;
}

typedef double one_lane __attribute__((vector_size(2 * sizeof(double))));
typedef int64_t lane_bits __attribute__((vector_size(2 * sizeof(double))));

/* a where the mask has all bits, b where it has none. */
INLINE double by_mask(lane_bits mask, double a, double b)
{
    const lane_bits of_a = (lane_bits)(one_lane){ a }, of_b = (lane_bits)(one_lane){ b };
    return ((one_lane)((of_a & mask) | (of_b & ~mask)))[0];
}

/* x where a < b, else 0. */
INLINE double where_less(double a, double b, double x)
{
    return by_mask((one_lane){ a } < (one_lane){ b }, x, 0);
}

/* a > b ? a : b and a < b ? a : b, which is chosen before anything is done with it. */
#ifdef __x86_64__
#define CHOSEN(x) __asm__("" : "+x"(x))
#else
#define CHOSEN(x) __asm__("" : "+w"(x))
#endif

INLINE double greater_without_jump(double a, double b)
{
    double greater = a > b ? a : b;
    CHOSEN(greater);
    return greater;
}

INLINE double less_without_jump(double a, double b)
{
    double less = a < b ? a : b;
    CHOSEN(less);
    return less;
}

#endif
