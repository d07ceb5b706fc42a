/* moving_average.h: any moving average of the catalogue by its name, for parameters such as ma="ema". */
#ifndef BW_VOCABULARY_MOVING_AVERAGE_H
#define BW_VOCABULARY_MOVING_AVERAGE_H

#include "movements.h"

/* Those that can be asked for, AVERAGE(choice, row of the catalogue). One more is one more line. */
#define MOVING_AVERAGES(AVERAGE)                                                                                              \
    AVERAGE(MA_SMA, sma)                                                                                                      \
    AVERAGE(MA_EMA, ema)                                                                                                      \
    AVERAGE(MA_WMA, wma)                                                                                                      \
    AVERAGE(MA_DEMA, dema)                                                                                                    \
    AVERAGE(MA_TEMA, tema)                                                                                                    \
    AVERAGE(MA_TRIMA, trima)                                                                                                  \
    AVERAGE(MA_KAMA, kama)                                                                                                    \
    AVERAGE(MA_MAMA, mama)                                                                                                    \
    AVERAGE(MA_T3, t3)                                                                                                        \
    AVERAGE(MA_HMA, hma)                                                                                                      \
    AVERAGE(MA_ZLEMA, zlema)                                                                                                  \
    AVERAGE(MA_RMA, rma)                                                                                                      \
    AVERAGE(MA_ALMA, alma)                                                                                                    \
    AVERAGE(MA_SUPERSMOOTHER, supersmoother)                                                                                  \
    AVERAGE(MA_HT_TRENDLINE, ht_trendline)                                                                                    \
    AVERAGE(MA_LINREG, linreg)                                                                                                \
    AVERAGE(MA_VIDYA, vidya)

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
typedef struct {
    bw_average_kind kind;
    uint32_t period;
} bw_average;

typedef struct {
    bw_series first, second;
} bw_averages;

/* Two averages of x, each from its own start; or as in TA-Lib, where the one that could start earlier waits, so that both start
 * together. The names stand in the order START_OWN, START_TALIB. */
bw_averages two_averages(bw_graph *g, bw_series x, bw_average a, bw_average b, bw_start_kind start);
extern const char *const bw_averages_start_choices[];

/* At each bar the average of the period that is given there: at least least, at most greatest, and of a fraction the whole part. None
 * before the one of the greatest period has a value; from which, as above, all may start. */
typedef struct {
    bw_average_kind kind;
    uint32_t least, greatest;
    bw_start_kind start;
} bw_average_range;

bw_series average_by_period(bw_graph *g, bw_series x, bw_series period, bw_average_range of);

#endif
