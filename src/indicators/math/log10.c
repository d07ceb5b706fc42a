#include "function_of_bars.h"

FUNCTION_OF_SOURCE(log10, decimal_logarithm, "Decimal Logarithm", "log10(source), NaN of 0 and below",
                   .pane = BW_OWN_PANE);
