/* What the operators compute in vectors, of one value. */
#include "numerics.h"
#include "elementary.h"
#include "exponential.h"
#include "inverse_trigonometry.h"
#include "logarithm.h"
#include "trigonometry.h"

#define OF_ONE(word)                                                                                                          \
    double bw_##word(double x)                                                                                                \
    {                                                                                                                         \
        return word##_of(broadcast(x))[0];                                                                                     \
    }

OF_ONE(natural_exponential)
OF_ONE(logarithm)
OF_ONE(decimal_logarithm)
OF_ONE(sine)
OF_ONE(cosine)
OF_ONE(tangent)
OF_ONE(arcsine)
OF_ONE(arccosine)
OF_ONE(arctangent)
OF_ONE(hyperbolic_sine)
OF_ONE(hyperbolic_cosine)
OF_ONE(hyperbolic_tangent)
