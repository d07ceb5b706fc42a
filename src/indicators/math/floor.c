#include "function_of_bars.h"

FUNCTION_OF_SOURCE(floor, round_down, "Floor", "the greatest whole number that is not greater than source",
                   .pane = BW_PRICE_PANE);
