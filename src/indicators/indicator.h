/* indicator.h: all that an indicator's file needs: the declaration (barwise.h) and the vocabulary to wire it with. */
#ifndef BW_INDICATOR_H
#define BW_INDICATOR_H

#include "elementary.h"
#include "numerics.h"
#include "vocabulary.h"

/* Lists of a declaration, closed as barwise.h says. */
#define INPUTS(...) (const bw_input[]){ __VA_ARGS__, { 0 } }
#define PARAMETERS(...) (const bw_parameter[]){ __VA_ARGS__, { 0 } }
#define NO_PARAMETERS (const bw_parameter[]){ { 0 } }
#define OUTPUTS(...) (const bw_output[]){ __VA_ARGS__, { 0 } }
#define ALIASES(...) (const char *const[]){ __VA_ARGS__, 0 }
#define RANGE(least, greatest) (const double[]){ least, greatest }
#define LEVELS_AT(...) (const double[]){ __VA_ARGS__, BW_NAN }

/* The parameter that nearly every indicator has. */
#define PERIOD(default_value, least, greatest)                                                                                \
    { .name = "period", .type = BW_INTEGER, .value = default_value, .min = least, .max = greatest, .meaning = "bars in the window" }

#define SEED                                                                                                                  \
    { .name = "seed", .type = BW_CHOICE, .choices = bw_seed_choices, .max = SEED_RUNNING,                                     \
      .meaning = "what it starts from: the mean of the first `period` values (sma), the first value (first), or that mean with the mean so far before it (running)" }

#endif
