#include "function_of_bars.h"

FUNCTION_OF_SOURCE(trunc, round_to_zero, "Truncate", "source without its fraction", .pane = BW_PRICE_PANE);
