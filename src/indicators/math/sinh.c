#include "function_of_bars.h"

FUNCTION_OF_SOURCE(sinh, hyperbolic_sine, "Hyperbolic Sine", "sinh(source); ±infinity beyond ±710.48",
                   .pane = BW_OWN_PANE);
