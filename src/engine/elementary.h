/* elementary.h: elementary functions of our own, since those of the C library differ between machines in their last bits. Of one
 * value; the same bits as those of the operators, which have them in vectors. Each within 1 ulp of the truth; how, and how near, is
 * said where it is computed, in src/operators. */
#ifndef BW_ELEMENTARY_H
#define BW_ELEMENTARY_H

#define BW_PI 0x1.921fb54442d18p+1

#include <stdint.h>

double bw_natural_exponential(double x); /* infinity from 709.79 on, as every e^x has it */
double bw_logarithm(double x);           /* NaN of 0 and of what is negative: never infinity from a finite value */
double bw_decimal_logarithm(double x);
double bw_sine(double x);
double bw_cosine(double x);
double bw_tangent(double x);
double bw_arcsine(double x); /* NaN beyond 1 */
double bw_arccosine(double x);
double bw_arctangent(double x);
double bw_hyperbolic_sine(double x);
double bw_hyperbolic_cosine(double x);
double bw_hyperbolic_tangent(double x);

/* x = k pi/2 + (high + low), |high| ≤ pi/4, the error below 2^-100 of high; k in the two lowest bits of `quadrant`. */
typedef struct {
    double high, low;
    uint64_t quadrant;
} bw_angle;

/* Of any x ≥ 1/2, however large. Slow. */
bw_angle bw_reduce_angle(double x);

#endif
