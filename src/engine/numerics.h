/* numerics.h: the floating point that every result is defined in. Included first by every file that computes.
 *
 * IEEE 754 double precision, each operation rounded once, in the order written. A fused multiply-add rounds once where two
 * operations round twice, so compilers must not form them. */
#ifndef BW_NUMERICS_H
#define BW_NUMERICS_H

#if defined __clang__
#pragma STDC FP_CONTRACT OFF
#elif defined __GNUC__
#pragma GCC optimize("fp-contract=off")
#endif

#include <float.h>

#if defined __FAST_MATH__ || defined __ASSOCIATIVE_MATH__ || (defined __FINITE_MATH_ONLY__ && __FINITE_MATH_ONLY__)
#error "barwise must not be compiled with fast-math options: they change results and drop NaN"
#endif
#if FLT_EVAL_METHOD != 0
#error "barwise needs arithmetic in double precision, without excess (on 32-bit x86: -msse2 -mfpmath=sse)"
#endif

/* Raised with every change of any bit of any result. */
enum { BW_NUMERICS = 6 };

#define BW_NAN __builtin_nan("")
#define BW_INFINITY __builtin_inf()

#endif
