#include "function_of_bars.h"

FUNCTION_OF_SOURCE(tan, tangent, "Tangent", "tan(source), source in radians", .pane = BW_OWN_PANE);
