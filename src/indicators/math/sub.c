#include "function_of_bars.h"

FUNCTION_OF_TWO(sub, sub, "Subtraction", "a - b");
