/* elementary_functions.h: words for the elementary functions of one bar (src/operators/elementary.c). */
#ifndef BW_VOCABULARY_ELEMENTARY_FUNCTIONS_H
#define BW_VOCABULARY_ELEMENTARY_FUNCTIONS_H

#include "graph.h"

bw_series natural_exponential(bw_graph *g, bw_series a); /* infinity from 709.79 on */
bw_series logarithm(bw_graph *g, bw_series a);           /* natural; NaN of 0 and of what is negative */
bw_series decimal_logarithm(bw_graph *g, bw_series a);

/* Of angles in radians. */
bw_series sine(bw_graph *g, bw_series a);
bw_series cosine(bw_graph *g, bw_series a);
bw_series tangent(bw_graph *g, bw_series a);
bw_series arcsine(bw_graph *g, bw_series a); /* NaN beyond 1 */
bw_series arccosine(bw_graph *g, bw_series a);
bw_series arctangent(bw_graph *g, bw_series a);

bw_series hyperbolic_sine(bw_graph *g, bw_series a); /* infinity from 710.48 on */
bw_series hyperbolic_cosine(bw_graph *g, bw_series a);
bw_series hyperbolic_tangent(bw_graph *g, bw_series a);

/* An angle in radians as one in degrees, and back. */
bw_series in_degrees(bw_graph *g, bw_series a);
bw_series in_radians(bw_graph *g, bw_series a);

#endif
