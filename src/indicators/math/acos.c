#include "function_of_bars.h"

FUNCTION_OF_SOURCE(acos, arccosine, "Arccosine", "acos(source) in radians, NaN beyond -1 … 1", .pane = BW_OWN_PANE,
                   .range = RANGE(0, 3.141592653589793));
