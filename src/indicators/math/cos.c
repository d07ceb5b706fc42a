#include "function_of_bars.h"

FUNCTION_OF_SOURCE(cos, cosine, "Cosine", "cos(source), source in radians", .pane = BW_OWN_PANE, .range = RANGE(-1, 1));
