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

/* Of a fast and a slow average, and of one that smooths their difference. */
#define FAST_PERIOD(default_value)                                                                                            \
    { .name = "fast_period", .type = BW_INTEGER, .value = default_value, .min = 1, .max = BW_PERIOD_MAX, .meaning = "of the fast average", .at_most = "slow_period" }
#define SLOW_PERIOD(default_value)                                                                                            \
    { .name = "slow_period", .type = BW_INTEGER, .value = default_value, .min = 1, .max = BW_PERIOD_MAX, .meaning = "of the slow average" }
#define SIGNAL_PERIOD(default_value)                                                                                          \
    { .name = "signal_period", .type = BW_INTEGER, .value = default_value, .min = 1, .max = BW_PERIOD_MAX, .meaning = "of the average that is the signal" }

/* Of an index that grows by what the price does on some of the bars. */
#define INDEX_START                                                                                                           \
    { .name = "start", .type = BW_REAL, .value = 1000, .min = 1e-9, .max = 1e9, .meaning = "the value at the first bar" }

#define SEED SEED_FROM(SEED_SMA)
#define SEED_FROM(default_value)                                                                                              \
    { .name = "seed", .type = BW_CHOICE, .choices = bw_seed_choices, .value = default_value, .max = SEED_RUNNING,             \
      .meaning = "what it starts from: the mean of the first `period` values (sma), the first value (first), or that mean with the mean so far before it (running)" }

/* Of an average made of averages of each other. */
#define CASCADE_SEED                                                                                                          \
    { .name = "seed", .type = BW_CHOICE, .choices = bw_cascade_seed_choices, .max = SEED_STAGED,                              \
      .meaning = "what each average starts from: as in ema (sma, first, running), or from the first value of the one before after `period` bars of that (staged)" }

#define SMOOTHING(default_value)                                                                                              \
    { .name = "smoothing", .type = BW_CHOICE, .choices = bw_smoothing_choices, .value = default_value, .max = SMOOTHING_SMA,  \
      .meaning = "how it is averaged: as Wilder does (wilder), exponentially (ema) or plainly (sma)" }

/* How many standard deviations. */
#define DEVIATIONS(parameter, default_value, what)                                                                            \
    { .name = parameter, .type = BW_REAL, .value = default_value, .min = -1e6, .max = 1e6, .meaning = what }

#define DDOF                                                                                                                  \
    { .name = "ddof", .type = BW_INTEGER, .value = 0, .min = 0, .max = 1,                                                     \
      .meaning = "what is taken from the number of bars in the divisor: 0 of all there is, 1 of a sample" }

/* Which moving average (moving_average.h); `default_value` is one of its choices, `what` says what it averages. */
#define MOVING_AVERAGE(parameter, default_value, what)                                                                        \
    { .name = parameter, .type = BW_CHOICE, .choices = bw_average_choices, .value = default_value, .max = MA_COUNT - 1,       \
      .meaning = what }

#define AVERAGES_START                                                                                                        \
    { .name = "start", .type = BW_CHOICE, .choices = bw_averages_start_choices, .max = START_TALIB,                           \
      .meaning = "from where averages go: each from its own first value (own), or all from one bar as in TA-Lib (talib)" }

/* How many bars something looks at or is averaged over, where there are several such numbers. */
#define BARS(parameter, default_value, what)                                                                                  \
    { .name = parameter, .type = BW_INTEGER, .value = default_value, .min = 1, .max = BW_PERIOD_MAX, .meaning = what }

#define TIES                                                                                                                  \
    { .name = "ties", .type = BW_CHOICE, .choices = bw_tie_choices, .max = TIES_EARLIEST,                                    \
      .meaning = "which of equal values counts: the latest or the earliest" }
#define MULTIPLIER(default_value, what)                                                                                       \
    { .name = "multiplier", .type = BW_REAL, .value = default_value, .max = 1000, .meaning = what }

/* Of true range and what is made of it (movements.h). */
#define FIRST_BAR(default_value)                                                                                              \
    { .name = "first_bar", .type = BW_CHOICE, .choices = bw_first_bar_choices, .value = default_value,                        \
      .max = FIRST_BAR_COUNTED, .meaning = "is a bar that has no close before it, as the first has not, left out (skip), or is its high - low a true range (count)?" }

#define MOVEMENT_START                                                                                                        \
    { .name = "start", .type = BW_CHOICE, .choices = bw_movement_start_choices, .max = START_TULIP,                                    \
      .meaning = "what sums start from: the first `period` movements (own), or the first period - 1 as in TA-Lib (talib) and Tulip (tulip)" }

#define MOVEMENT_BOTH_WAYS                                                                                                         \
    { .name = "both_ways", .type = BW_CHOICE, .choices = bw_both_ways_choices, .max = BOTH_WAYS_COUNTED,                                        \
      .meaning = "what a bar counts that went equally far both ways: on neither side (ignore), or on both, as in Tulip (count)" }

/* What most indicators of price bars take. */
#define HIGH_LOW_CLOSE INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE })

#endif
