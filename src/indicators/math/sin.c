#include "function_of_bars.h"

FUNCTION_OF_SOURCE(sin, sine, "Sine", "sin(source), source in radians", .pane = BW_OWN_PANE, .range = RANGE(-1, 1));
