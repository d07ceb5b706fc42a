/* moving_average.h: any moving average of the catalogue by its name, for parameters such as ma="ema". */
#ifndef BW_VOCABULARY_MOVING_AVERAGE_H
#define BW_VOCABULARY_MOVING_AVERAGE_H

#include "graph.h"

/* Those that can be asked for, AVERAGE(choice, row of the catalogue). One more is one more line. */
#define MOVING_AVERAGES(AVERAGE)                                                                                              \
    AVERAGE(MA_SMA, sma)                                                                                                      \
    AVERAGE(MA_EMA, ema)                                                                                                      \
    AVERAGE(MA_WMA, wma)                                                                                                      \
    AVERAGE(MA_DEMA, dema)                                                                                                    \
    AVERAGE(MA_TEMA, tema)                                                                                                    \
    AVERAGE(MA_KAMA, kama)                                                                                                    \
    AVERAGE(MA_RMA, rma)                                                                                                      \
    AVERAGE(MA_ALMA, alma)                                                                                                    \
    AVERAGE(MA_SUPERSMOOTHER, supersmoother)                                                                                  \
    AVERAGE(MA_MAMA, mama)                                                                                                    \
    AVERAGE(MA_HT_TRENDLINE, ht_trendline)

typedef enum {
#define AVERAGE(choice, row) choice,
    MOVING_AVERAGES(AVERAGE)
#undef AVERAGE
        MA_COUNT
} bw_average_kind;
extern const char *const bw_average_choices[];

/* The first output of that row, with this period and its other parameters' defaults. Its other inputs are those of the market. A
 * period less than the row takes leaves x as it is; a row without one has none. */
bw_series moving_average(bw_graph *g, bw_average_kind kind, bw_series x, uint32_t period);

/* The average over one period less that over another; and in percent of the other, 0 where that is 0. */
bw_series average_difference(bw_graph *g, bw_average_kind kind, bw_series x, uint32_t period, uint32_t other);
bw_series average_percentage(bw_graph *g, bw_average_kind kind, bw_series x, uint32_t period, uint32_t other);

#endif
