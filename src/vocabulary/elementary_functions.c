#include "elementary_functions.h"
#include "arithmetic.h"
#include "wiring.h"

#define FUNCTION(word)                                                                                                        \
    bw_series word(bw_graph *g, bw_series a)                                                                                  \
    {                                                                                                                         \
        return bw_unary(g, BW_OP_##word, a);                                                                                  \
    }

FUNCTION(natural_exponential)
FUNCTION(logarithm)
FUNCTION(decimal_logarithm)
FUNCTION(sine)
FUNCTION(cosine)
FUNCTION(tangent)
FUNCTION(arcsine)
FUNCTION(arccosine)
FUNCTION(arctangent)
FUNCTION(hyperbolic_sine)
FUNCTION(hyperbolic_cosine)
FUNCTION(hyperbolic_tangent)

bw_series in_degrees(bw_graph *g, bw_series a)
{
    return scale(g, a, 180 / 0x1.921fb54442d18p+1);
}

bw_series in_radians(bw_graph *g, bw_series a)
{
    return scale(g, a, 0x1.921fb54442d18p+1 / 180);
}
