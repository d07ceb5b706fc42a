#include "function_of_bars.h"

FUNCTION_OF_SOURCE(asin, arcsine, "Arcsine", "asin(source) in radians, NaN beyond -1 … 1", .pane = BW_OWN_PANE,
                   .range = RANGE(-1.5707963267948966, 1.5707963267948966));
