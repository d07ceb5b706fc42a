#include "function_of_bars.h"

FUNCTION_OF_SOURCE(torad, in_radians, "Radians", "source · pi / 180", .pane = BW_OWN_PANE);
