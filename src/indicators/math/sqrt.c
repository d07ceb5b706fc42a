#include "function_of_bars.h"

FUNCTION_OF_SOURCE(sqrt, square_root, "Square Root", "sqrt(source), NaN below 0", .pane = BW_OWN_PANE);
