/* What the operators compute in vectors, of one value. */
#include "numerics.h"
#include "elementary.h"
#include "exponential.h"
#include "inverse_trigonometry.h"
#include "logarithm.h"
#include "trigonometry.h"

#define OF_ONE(name, function)                                                                                                \
    double bw_##name(double x)                                                                                                \
    {                                                                                                                         \
        return function(broadcast(x))[0];                                                                                     \
    }

OF_ONE(exp, exponential_of)
OF_ONE(log, natural_logarithm_of)
OF_ONE(log10, decimal_logarithm_of)
OF_ONE(sin, sine_of)
OF_ONE(cos, cosine_of)
OF_ONE(tan, tangent_of)
OF_ONE(asin, arcsine_of)
OF_ONE(acos, arccosine_of)
OF_ONE(atan, arctangent_of)
OF_ONE(sinh, hyperbolic_sine_of)
OF_ONE(cosh, hyperbolic_cosine_of)
OF_ONE(tanh, hyperbolic_tangent_of)
