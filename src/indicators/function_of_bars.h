/* function_of_bars.h: an indicator that is one word of one or two series. */
#ifndef BW_FUNCTION_OF_BARS_H
#define BW_FUNCTION_OF_BARS_H

#include "indicator.h"

#define FUNCTION_INDICATOR(row, word, word_arguments, ...)                                                                    \
    static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)                        \
    {                                                                                                                         \
        (void)parameter;                                                                                                      \
        output[0] = word word_arguments;                                                                                      \
    }                                                                                                                         \
                                                                                                                              \
    const bw_indicator bw_indicator_##row = {                                                                                 \
        .name = #row, .family = BW_MATH, .parameters = NO_PARAMETERS, .build = build, __VA_ARGS__                             \
    }

/* Of one series; what follows the formula describes the output. */
#define FUNCTION_OF_SOURCE(row, word, title_, formula_, ...)                                                                  \
    FUNCTION_INDICATOR(row, word, (g, input[0]), .title = title_, .formula = formula_,                                        \
                       .inputs = INPUTS({ "source", BW_CLOSE }), .outputs = OUTPUTS({ .name = #row, __VA_ARGS__ }))

/* Of two; what follows the formula are further fields of the indicator. */
#define FUNCTION_OF_TWO(row, word, title_, formula_, ...)                                                                     \
    FUNCTION_INDICATOR(row, word, (g, input[0], input[1]), .title = title_, .formula = formula_,                              \
                       .inputs = INPUTS({ "a", BW_HIGH }, { "b", BW_LOW }),                                                   \
                       .outputs = OUTPUTS({ .name = #row, .pane = BW_OWN_PANE }), __VA_ARGS__)

#endif
