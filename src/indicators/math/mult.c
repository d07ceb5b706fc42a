#include "function_of_bars.h"

FUNCTION_OF_TWO(mult, multiply, "Multiplication", "a · b", .aliases = ALIASES("mul"));
