#include "function_of_bars.h"

FUNCTION_OF_SOURCE(exp, natural_exponential, "Exponential", "e^source; infinity beyond 709.79", .pane = BW_OWN_PANE);
