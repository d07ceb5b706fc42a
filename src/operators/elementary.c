/* Elementary functions, bar by bar. */
#include "numerics.h"
#include "elementwise.h"
#include "exponential.h"
#include "inverse_trigonometry.h"
#include "logarithm.h"
#include "trigonometry.h"

VECTORWISE(natural_exponential, natural_exponential_of);
VECTORWISE(logarithm, logarithm_of);
VECTORWISE(decimal_logarithm, decimal_logarithm_of);
VECTORWISE(sine, sine_of);
VECTORWISE(cosine, cosine_of);
VECTORWISE(tangent, tangent_of);
VECTORWISE(arcsine, arcsine_of);
VECTORWISE(arccosine, arccosine_of);
VECTORWISE(arctangent, arctangent_of);
VECTORWISE(hyperbolic_sine, hyperbolic_sine_of);
VECTORWISE(hyperbolic_cosine, hyperbolic_cosine_of);
VECTORWISE(hyperbolic_tangent, hyperbolic_tangent_of);
