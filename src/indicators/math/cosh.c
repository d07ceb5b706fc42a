#include "function_of_bars.h"

FUNCTION_OF_SOURCE(cosh, hyperbolic_cosine, "Hyperbolic Cosine", "cosh(source); infinity beyond ±710.48",
                   .pane = BW_OWN_PANE);
