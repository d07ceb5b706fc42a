#include "function_of_bars.h"

FUNCTION_OF_SOURCE(round, round_to_nearest, "Round",
                   "the whole number nearest to source, the one further from 0 if two are", .pane = BW_PRICE_PANE);
