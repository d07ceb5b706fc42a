#include "function_of_bars.h"

FUNCTION_OF_SOURCE(tanh, hyperbolic_tangent, "Hyperbolic Tangent", "tanh(source)", .pane = BW_OWN_PANE,
                   .range = RANGE(-1, 1));
