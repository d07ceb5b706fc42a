#include "function_of_bars.h"

FUNCTION_OF_TWO(add, add, "Addition", "a + b");
