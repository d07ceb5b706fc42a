#include "function_of_bars.h"

FUNCTION_OF_TWO(div, divide, "Division", "a / b, NaN where b is 0");
