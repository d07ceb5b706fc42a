#include "function_of_bars.h"

FUNCTION_OF_SOURCE(atan, arctangent, "Arctangent", "atan(source) in radians", .pane = BW_OWN_PANE,
                   .range = RANGE(-1.5707963267948966, 1.5707963267948966));
