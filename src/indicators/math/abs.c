#include "function_of_bars.h"

FUNCTION_OF_SOURCE(abs, absolute, "Absolute Value", "|source|", .pane = BW_PRICE_PANE);
