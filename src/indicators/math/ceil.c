#include "function_of_bars.h"

FUNCTION_OF_SOURCE(ceil, round_up, "Ceiling", "the least whole number that is not less than source",
                   .pane = BW_PRICE_PANE);
