#include "function_of_bars.h"

FUNCTION_OF_SOURCE(ln, logarithm, "Natural Logarithm", "ln(source), NaN of 0 and below", .pane = BW_OWN_PANE);
