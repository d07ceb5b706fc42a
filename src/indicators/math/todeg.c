#include "function_of_bars.h"

FUNCTION_OF_SOURCE(todeg, in_degrees, "Degrees", "source · 180 / pi", .pane = BW_OWN_PANE);
